"""The door of the proofreading room: what the wiring may bind to the engine's ports."""

from mingzheng.domains.proofreading.gate import PAPER_OFFER, proofing_gate
from mingzheng.domains.proofreading.services.sending import Wish, send_text

__all__ = ["PAPER_OFFER", "Wish", "proofing_gate", "send_text"]
