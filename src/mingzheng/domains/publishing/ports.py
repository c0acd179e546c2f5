"""Doors this room knows only by their shape, bound in `config.wiring`: the proofreader that reads a saved text."""

from typing import Protocol

from mingzheng.platform.access.public import Actor


class Proofreader(Protocol):
    """Checks words; what it found is asked through the engine's gate."""

    def __call__(self, words: str, title: str, subject: str, actor: Actor, key: str) -> None:
        """Check the words. Raises what the person must read."""
        ...


def _nobody(words: str, title: str, subject: str, actor: Actor, key: str) -> None:
    """Do nothing where no proofreader is installed; the gate then says that nothing was checked."""


_reader: Proofreader = _nobody


def bind_proofreader(reader: Proofreader) -> None:
    """Say who reads. Called once, from the table of wiring."""
    global _reader
    _reader = reader


def proofread(words: str, title: str, subject: str, actor: Actor, key: str) -> None:
    """Have words checked."""
    _reader(words, title, subject, actor, key)
