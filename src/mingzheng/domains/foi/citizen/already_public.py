"""Look first whether it is already public, through the door of whichever room publishes (`config.wiring` binds it).

Without such a room nothing is found; a search that fails never keeps anybody from applying.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import structlog

log = structlog.get_logger(__name__)
MOST = 6
SHORTEST = 2


@dataclass(frozen=True, slots=True)
class PublicPage:
    """A page everybody may read: what it is called, where it is, and a line on it."""

    title: str
    url: str
    note: str = ""


PublicSearch = Callable[[str, int], Sequence[PublicPage]]
_search: list[PublicSearch] = []


def bind_public_search(search: PublicSearch) -> None:
    """Let this function answer from now on; called from `config.wiring` only."""
    _search[:] = [search]


def can_search() -> bool:
    """Say whether there is anything to search."""
    return bool(_search)


def find_public_pages(query: str) -> list[PublicPage]:
    """Return pages that may answer the question, the best first; none for a word too short, or when search fails."""
    words = " ".join(query.split())[:100]
    if len(words) < SHORTEST or not _search:
        return []
    try:
        return list(_search[0](words, MOST))[:MOST]
    except Exception:  # whoever searches in vain may still apply
        log.exception("public search failed")
        return []
