"""Reads of the index. `search` knows no permissions: a screen asks `search_visible`, which asks the room about each hit.

Order, in this sequence: an exact number, a match in the title, a match in the text; within each the newest first.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from mingzheng.platform.search.backends import backend
from mingzheng.platform.search.models import Entry, EntryNumber
from mingzheng.platform.search.segmenting import Term, facet_term, normalise_number, split_query

EXACT, TITLE, TEXT = 3, 2, 1
MOST_OFFSET = 1000
MOST_CHECKED = 2000
CHECKED_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Hits:
    """What a search found that the asker may see. `is_complete` is false when not everything could be checked."""

    refs: tuple[str, ...]
    has_more: bool
    is_complete: bool


def search(
    query: str,
    *,
    kinds: Iterable[str] = (),
    limit: int = 20,
    offset: int = 0,
    synonyms: Mapping[str, tuple[str, ...]] | None = None,
    facets: Iterable[tuple[str, object]] = (),
    tiers: Iterable[tuple[str, object]] = (),
) -> list[tuple[str, int]]:
    """Return (subject_ref, score) of the best matches: score 3 an exact number, 2 the title, 1 the text.

    Every blank-separated part of the query must be found, as words or as a piece of the title or of a number. `facets`
    are (name, value) every match must have; with them exact numbers are found as text. `tiers` are facets too: what has
    the first stands before what has the second, what has none is not found. Each tier is asked for titles and for texts
    until there are enough. Not access-checked: use `search_visible` for people.
    """
    asked, wanted = split_query(query, synonyms), tuple(kinds)
    if not asked:
        return []
    properties = tuple(facet_term(name, value) for name, value in facets)
    most = min(offset, MOST_OFFSET) + limit
    found: dict[str, int] = {} if properties else dict.fromkeys(_exact(query, asked, wanted, most), EXACT)
    wanted_tiers: list[tuple[Term, ...]] = [(facet_term(name, value),) for name, value in tiers]
    for place, tier in enumerate(wanted_tiers or [()]):
        for score in (TITLE, TEXT):
            if len(found) < most:
                needed, is_title = most + len(found), score == TITLE
                rows = backend().find(
                    asked + properties + tier, kinds=wanted, titles_only=is_title, most=needed, is_first=place == 0
                )
                for _, ref in rows:
                    found.setdefault(ref, score)
    return list(found.items())[most - limit : most]


def search_visible(
    query: str,
    is_visible_batch: Callable[[list[str]], set[str]],
    *,
    kinds: Iterable[str] = (),
    limit: int = 20,
    offset: int = 0,
) -> Hits:
    """Return the hits the asker may see, in order. `is_visible_batch` gets subjects and returns those that may be seen.

    The room is asked about up to 200 at a time and 2,000 in all; visibility counts as of now, not as of indexing.
    """
    needed = min(offset, MOST_OFFSET) + limit + 1
    visible: list[str] = []
    checked = 0
    refs = [ref for ref, _ in search(query, kinds=kinds, limit=needed)]
    exhausted = len(refs) < needed
    while True:
        batch = refs[checked : checked + CHECKED_AT_ONCE]
        seen = is_visible_batch(batch) if batch else set()
        visible += [ref for ref in batch if ref in seen]
        checked += len(batch)
        if len(visible) >= needed or (exhausted and checked >= len(refs)):
            break
        if checked >= MOST_CHECKED:
            break
        if checked >= len(refs):
            wanted = min(len(refs) + CHECKED_AT_ONCE, MOST_CHECKED)
            refs = [ref for ref, _ in search(query, kinds=kinds, limit=wanted)]
            exhausted = len(refs) < wanted
            if checked >= len(refs):
                break
    return Hits(
        refs=tuple(visible[needed - limit - 1 : needed - 1]),
        has_more=len(visible) >= needed,
        is_complete=exhausted or len(visible) >= needed,
    )


def _exact(query: str, terms: tuple[Term, ...], kinds: tuple[str, ...], most: int) -> list[str]:
    if not any(term.number for term in terms):
        return []
    rows = EntryNumber.objects.filter(number=normalise_number(query)[:100], entry__removed_at=None)
    rows = rows.filter(entry__kind__in=kinds) if kinds else rows
    return list(rows.order_by("-entry_id").values_list("entry__subject_ref", flat=True)[:most])


def count_entries() -> int:
    """Return how many subjects stand in the index."""
    return Entry.objects.filter(removed_at=None).count()
