"""Doors this room knows only by their shape, bound in `config.wiring`: what has been published meanwhile.

What several people asked for is proposed for proactive publication; the loop is closed when the room that publishes says
under which address it stands. Legal basis: 政府信息公开条例第四十四条.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Published:
    """Something published: its title, address and day."""

    title: str
    address: str
    on: date


Finder = Callable[[date], Sequence[Published]]


def _nothing(since: date) -> Sequence[Published]:
    """Answer where nothing publishes."""
    return ()


_find: Finder = _nothing


def bind_publications(find: Finder) -> None:
    """Say who knows what was published. Called once, from the table of wiring."""
    global _find
    _find = find


def published_since(since: date) -> Sequence[Published]:
    """Return what was published since a day, the newest first."""
    return _find(since)
