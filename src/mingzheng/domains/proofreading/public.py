"""The door of the proofreading room: what the wiring may bind to the engine's ports."""

from mingzheng.domains.proofreading.gate import CHECK_OFFER, proofing_gate
from mingzheng.domains.proofreading.services.clearing import clear_words_of
from mingzheng.domains.proofreading.services.lexicon import office_lexicon, office_words
from mingzheng.domains.proofreading.services.sending import Wish, send_text

__all__ = ["CHECK_OFFER", "Wish", "clear_words_of", "office_lexicon", "office_words", "proofing_gate", "send_text"]
