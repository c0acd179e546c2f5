"""What this room asks of whoever publishes: items that may stand under an entry. Bound in `config.wiring`; unbound, none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol


@dataclass(frozen=True, slots=True)
class PublishedItem:
    """Something published, as the publishing room tells it."""

    ref: str
    title: str
    url: str
    published_on: date


class PublishedItems(Protocol):
    """Finds published items by words, and says which of those named are still there."""

    def search(self, words: str, *, limit: int) -> Sequence[PublishedItem]:
        """Return published items whose title holds the words, newest first."""
        ...

    def still_there(self, refs: Sequence[str]) -> frozenset[str]:
        """Return which of these items the public can still read."""
        ...


_bound: list[PublishedItems] = []


def bind_published_items(source: PublishedItems) -> None:
    """Let a room answer. Called from `config.wiring` only; the last one bound answers."""
    _bound[:] = [source]


def search_published(words: str, *, limit: int = 20) -> Sequence[PublishedItem]:
    """Return published items for the words; none when no room answers."""
    return _bound[0].search(words, limit=limit) if _bound and words.strip() else ()


def list_gone(refs: Sequence[str]) -> frozenset[str]:
    """Return which of these items the public can no longer read; none when no room answers."""
    wanted = [ref for ref in refs if ref]
    if not _bound or not wanted:
        return frozenset()
    return frozenset(wanted) - _bound[0].still_there(wanted)
