"""The door of the proofreading room: what the wiring may bind to the engine's ports."""

from mingzheng.domains.proofreading.gate import PAPER_OFFER, proofing_gate

__all__ = ["PAPER_OFFER", "proofing_gate"]
