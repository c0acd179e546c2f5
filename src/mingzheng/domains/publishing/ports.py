"""What this room needs of others: the documents of the policy library an item may bear on. Bound in `config.wiring`."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class LibraryDocument:
    """A document of the library: the name it keeps, its title, its address on the portal."""

    slug: str
    title: str
    address: str


class Library(Protocol):
    """The policy library as this room sees it."""

    def find(self, words: str) -> LibraryDocument | None:
        """Return the one document meant by a number, a title or an address; None for none or several."""

    def load(self, slugs: Iterable[str]) -> Mapping[str, LibraryDocument]:
        """Return these documents by the name they keep."""

    def redraw(self, slugs: Iterable[str]) -> None:
        """Let the pages of these documents be drawn anew, in the caller's transaction."""


class _NoLibrary:
    def find(self, words: str) -> LibraryDocument | None:
        return None

    def load(self, slugs: Iterable[str]) -> Mapping[str, LibraryDocument]:
        return {}

    def redraw(self, slugs: Iterable[str]) -> None:
        return None


_library: Callable[[], Library] = _NoLibrary


def bind_library(library: Callable[[], Library]) -> None:
    """Say which library there is. Called once, from the table of wiring."""
    global _library
    _library = library


def library() -> Library:
    """Return the policy library."""
    return _library()
