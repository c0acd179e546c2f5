"""The door of the administration room: what rooms above it may call."""

from mingzheng.platform.administration.ledger_words import tell_stream

__all__ = ["tell_stream"]
