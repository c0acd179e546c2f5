"""Writes of the room: sending, checking, deciding, keeping the lexicon. One module each."""
