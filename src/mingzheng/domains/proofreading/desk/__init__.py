"""Screens of the room: the list of checks, sending, the marked document, the lexicon."""
