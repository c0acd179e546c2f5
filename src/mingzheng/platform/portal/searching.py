"""The public search: rooms say what can be found and whether the public may see it; here it is asked, ordered, quoted.

What is in force comes first. Nothing is shown that its room does not call public at this moment, whatever the index holds.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from django.db.models import F
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from mingzheng.platform.portal.models import MissedSearch
from mingzheng.platform.portal.words import get_synonyms, propose
from mingzheng.platform.search.public import normalise, search, split_query
from mingzheng.worktime.public import SHANGHAI

PER_PAGE = 10
LAST_PAGE = 30
MOST_PROPOSED = 6
QUOTE = 110
LIVE, UNSTATED, PAST = ("state", "live"), ("state", "unstated"), ("state", "past")
_PERSONAL = re.compile(r"\d{6}|@")
_IN_LETTERS = re.compile(r"[a-z ]+")


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that was found, as the results draw it. `facts` stand in a line below the title."""

    title: str
    url: str
    text: str = ""
    day: dt.date | None = None
    facts: tuple[str, ...] = ()
    state: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class SearchSource:
    """What a room lets the public find: a kind of the index, which of its subjects are public now, what they say."""

    kind: str
    visible: Callable[[Sequence[str]], set[str]]
    load: Callable[[Sequence[str]], Mapping[str, Found]]


@dataclass(frozen=True, slots=True)
class SearchFilter:
    """A property readers may ask for; its values stand in the index as facets of the same name."""

    name: str
    label: str
    options: Callable[[], Sequence[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Hit:
    """A result with its words marked."""

    found: Found
    title: SafeString
    quote: SafeString


@dataclass(frozen=True, slots=True)
class Results:
    """One page of results. `instead` is the query that was really asked; `hint` one that would find something."""

    hits: tuple[Hit, ...] = ()
    page: int = 1
    has_more: bool = False
    instead: str = ""
    hint: str = ""


@dataclass(slots=True)
class _Registry:
    sources: dict[str, SearchSource] = field(default_factory=dict)
    filters: dict[str, SearchFilter] = field(default_factory=dict)


_known = _Registry()


def register_source(source: SearchSource) -> None:
    """Let the public search a kind of the index; the same kind again takes its place."""
    _known.sources[source.kind] = source


def register_filter(search_filter: SearchFilter) -> None:
    """Offer a filter on the search page."""
    _known.filters[search_filter.name] = search_filter


def list_filters() -> tuple[SearchFilter, ...]:
    """Return the filters offered, in the order they were made known."""
    return tuple(_known.filters.values())


def find_public(query: str, filters: Mapping[str, str], *, page: int, on: dt.date) -> Results:
    """Return a page of what the public finds; when nothing is found, what was perhaps meant; keep what was missed."""
    page = max(1, min(page, LAST_PAGE))
    hits, has_more = _page(query, filters, page)
    if hits or page > 1:
        return Results(hits, page, has_more)
    if _IN_LETTERS.fullmatch(normalise(query)):
        for other in islice(propose(query), MOST_PROPOSED):
            hits, has_more = _page(other, filters, page)
            if hits:
                return Results(hits, page, has_more, instead=other)
        meant = ""
    else:
        meant = _what_was_meant(query, filters)
    if not filters and not meant:
        _keep_missed(query, on)
    return Results(hint=meant)


def _page(query: str, filters: Mapping[str, str], page: int) -> tuple[tuple[Hit, ...], bool]:
    needed = page * PER_PAGE + 1
    refs = _visible(_candidates(query, filters, needed + PER_PAGE), needed)
    wanted = refs[(page - 1) * PER_PAGE : page * PER_PAGE]
    loaded: dict[str, Found] = {}
    for source in _known.sources.values():
        loaded |= source.load(wanted)
    marks = marked_words(query)
    hits = (
        Hit(one, mark_words(one.title, marks), quote(one.text, marks)) for ref in wanted if (one := loaded.get(ref))
    )
    return tuple(hits), len(refs) >= needed


def _candidates(query: str, filters: Mapping[str, str], most: int) -> list[str]:
    """Return subjects in order: exact numbers, then what is in force, what nobody has confirmed, what no longer is."""
    kinds = tuple(_known.sources)
    if not kinds:
        return []
    facets = [(name, value) for name, value in filters.items() if value]
    tiers = () if "state" in filters else (LIVE, UNSTATED, PAST)
    found = search(query, kinds=kinds, limit=most, synonyms=get_synonyms(), facets=facets, tiers=tiers)
    return [ref for ref, _ in found]


def _visible(refs: Sequence[str], needed: int) -> list[str]:
    seen: set[str] = set()
    for source in _known.sources.values():
        seen |= source.visible(refs)
    return [ref for ref in refs if ref in seen][:needed]


def _what_was_meant(query: str, filters: Mapping[str, str]) -> str:
    kinds, facets = tuple(_known.sources), [(name, value) for name, value in filters.items() if value]
    for other in islice(propose(query), MOST_PROPOSED):
        # Whether there is anything: in which order does not matter here.
        found = search(other, kinds=kinds, limit=3, facets=facets) if other and kinds else []
        if _visible([ref for ref, _ in found], 1):
            return other
    return ""


def _keep_missed(query: str, on: dt.date) -> None:
    """Count a search without result; what might be about a person is not kept."""
    words = " ".join(normalise(query).split())
    if not words or len(words) > 30 or _PERSONAL.search(words):
        return
    MissedSearch.objects.bulk_create([MissedSearch(day=on, query=words)], ignore_conflicts=True)
    MissedSearch.objects.filter(day=on, query=words).update(count=F("count") + 1)


def list_missed(since: dt.date, most: int = 50) -> list[MissedSearch]:
    """Return what was looked for in vain since a day, the most often first."""
    return list(MissedSearch.objects.filter(day__gte=since).order_by("-count", "-day")[:most])


def forget_missed(*, at: dt.datetime) -> int:
    """Forget searches of more than a quarter ago."""
    removed, _ = MissedSearch.objects.filter(day__lt=at.astimezone(SHANGHAI).date() - dt.timedelta(days=92)).delete()
    return removed


def marked_words(query: str) -> tuple[str, ...]:
    """Return what is marked in results: the parts of the query, their words of two characters or more, synonyms."""
    synonyms = get_synonyms()
    parts = normalise(query).split()
    words = [word for term in split_query(query) for word in term.words if len(word) > 1]
    others = [other for part in parts for word in synonyms if word in part for other in synonyms[word]]
    return tuple(sorted({*parts, *words, *others} - {""}, key=len, reverse=True))


def mark_words(text: str, words: Iterable[str]) -> SafeString:
    """Return a text, escaped, with these words marked."""
    pattern = "|".join(re.escape(word) for word in words)
    if not pattern:
        return mark_safe(escape(text))  # noqa: S308 - escaped here
    pieces, last = [], 0
    for match in re.finditer(pattern, text, re.IGNORECASE):
        pieces += [escape(text[last : match.start()]), f"<mark>{escape(match.group())}</mark>"]
        last = match.end()
    return mark_safe("".join([*pieces, escape(text[last:])]))  # noqa: S308 - every piece is escaped here


def quote(text: str, words: Sequence[str]) -> SafeString:
    """Return the place of a text where the words stand, marked; its beginning when they do not."""
    flat = re.sub(r"\s+", " ", text[:20_000]).strip()
    places = [place for word in words if (place := flat.lower().find(word)) >= 0]
    start = max(0, (min(places) if places else 0) - QUOTE // 3)
    cut = flat[start : start + QUOTE]
    before, after = "…" if start else "", "…" if start + QUOTE < len(flat) else ""
    return mark_safe(before + mark_words(cut, words) + after)  # noqa: S308 - marked and escaped above
