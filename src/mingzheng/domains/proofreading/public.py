"""The door of the proofreading room: what the wiring may bind to the engine's ports."""

from mingzheng.domains.proofreading.gate import proofing_gate

__all__ = ["proofing_gate"]
