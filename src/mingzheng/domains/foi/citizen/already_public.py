"""Look first whether it is already public: the site's own search, asked while one types.

A search that fails never keeps anybody from applying.
"""

from dataclasses import dataclass
from datetime import date

import structlog

from mingzheng.platform.portal.public import Found, find_public

log = structlog.get_logger(__name__)
MOST = 6
SHORTEST = 2
# A filter that filters nothing: half-typed words are not kept as searches in vain.
TYPING = {"unit": ""}


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found; `works` is false when nobody could look."""

    pages: tuple[Found, ...] = ()
    works: bool = True


def find_public_pages(query: str, on: date) -> Looked:
    """Return pages that may answer the question, the best first; none for a word too short."""
    words = " ".join(query.split())[:100]
    if len(words) < SHORTEST:
        return Looked()
    try:
        hits = find_public(words, TYPING, page=1, on=on).hits
    except Exception:  # whoever searches in vain may still apply
        log.exception("public search failed")
        return Looked(works=False)
    return Looked(tuple(hit.found for hit in hits[:MOST]))
