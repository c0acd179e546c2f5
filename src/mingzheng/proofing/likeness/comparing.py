"""Finds the runs two documents share, by an index of short pieces and extension to both sides.

Words are compared without punctuation and spaces, and every number as one sign. What is set aside is `setting_aside`.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field

from mingzheng.proofing.text import Passage, Text

from .setting_aside import Settings

_PIECE = 12
_MOST_PLACES = 8
_LONG_ENOUGH = 120
_WALL = "\n"
_SIGN = re.compile(r"[0-9]+(?:\.[0-9]+)?|[\u3400-\u9fffA-Za-z]")


@dataclass(frozen=True, slots=True)
class Match:
    """A run that stands in both: ranges of cleaned text of passage `mine` here and passage `theirs` there.

    `length` counts compared signs outside what is set aside; `same_figures` tells that the numbers are equal too.
    """

    mine: int
    start: int
    end: int
    theirs: int
    their_start: int
    their_end: int
    length: int
    same_figures: bool


@dataclass(frozen=True, slots=True)
class Likeness:
    """What one document shares with another: `own` signs counted here, `shared` of them also there."""

    path: str
    own: int
    shared: int
    matches: tuple[Match, ...] = ()

    @property
    def share(self) -> float:
        """Return the shared part of this document, from 0 to 1."""
        return self.shared / self.own if self.own else 0.0


@dataclass(slots=True)
class _Stream:
    """A document as one string of compared signs with the place of each; `counted[n]` signs before n count."""

    signs: str = ""
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    first: list[int] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    counted: list[int] = field(default_factory=lambda: [0])

    def passage_at(self, place: int) -> Passage:
        """Return the passage a sign stands in."""
        return self.passages[bisect_right(self.first, place) - 1]


def compare(text: Text, other: Text, settings: Settings) -> Likeness:
    """Return what `text` shares with `other`. Headings and tables are left out."""
    mine, theirs = _stream(text, settings), _stream(other, settings)
    index = _index(theirs.signs)
    matches: list[Match] = []
    shared = place = floor = 0
    last = len(mine.signs) - _PIECE
    while place <= last:
        found = index.get(mine.signs[place : place + _PIECE])
        if found is None:
            place += 1
            continue
        start, end, there = _longest(mine.signs, theirs.signs, place, found, floor)
        length = mine.counted[end] - mine.counted[start]
        if length >= settings.least_run:
            matches.append(_match(mine, theirs, (start, end), there, length))
            shared += length
            floor = place = end
        else:
            place += 1
    return Likeness(other.path, mine.counted[-1], shared, tuple(matches))


def _stream(text: Text, settings: Settings) -> _Stream:
    stream = _Stream()
    signs: list[str] = []
    for passage in text.prose:
        if passage.level:
            continue
        aside = [match.span() for match in settings.aside.finditer(passage.clean)]
        stream.first.append(len(signs))
        stream.passages.append(passage)
        for match in _SIGN.finditer(passage.clean):
            char = match[0]
            signs.append("0" if char[0].isdigit() else char)
            _place(stream, match.start(), match.end(), counts=not _inside(aside, match.start()))
        signs.append(_WALL)
        _place(stream, len(passage.clean), len(passage.clean), counts=False)
    stream.signs = "".join(signs)
    return stream


def _place(stream: _Stream, start: int, end: int, *, counts: bool) -> None:
    stream.starts.append(start)
    stream.ends.append(end)
    stream.counted.append(stream.counted[-1] + counts)


def _inside(ranges: list[tuple[int, int]], place: int) -> bool:
    return any(start <= place < end for start, end in ranges)


def _index(signs: str) -> dict[str, list[int]]:
    """Return where each piece stands; a piece met too often keeps its first places only, so that time stays linear."""
    index: dict[str, list[int]] = {}
    for place in range(len(signs) - _PIECE + 1):
        piece = signs[place : place + _PIECE]
        if _WALL in piece:
            continue
        places = index.setdefault(piece, [])
        if len(places) < _MOST_PLACES:
            places.append(place)
    return index


def _longest(mine: str, theirs: str, place: int, found: Iterable[int], floor: int) -> tuple[int, int, int]:
    """Return the longest common run around a piece: its range here and where it begins there."""
    best = (place, place, 0)
    for there in found:
        end, other = place + _PIECE, there + _PIECE
        while end < len(mine) and other < len(theirs) and mine[end] == theirs[other] != _WALL:
            end, other = end + 1, other + 1
        start, begin = place, there
        while start > floor and begin > 0 and mine[start - 1] == theirs[begin - 1] != _WALL:
            start, begin = start - 1, begin - 1
        if end - start > best[1] - best[0]:
            best = (start, end, begin)
        if end - start >= _LONG_ENOUGH:
            break
    return best


def _match(mine: _Stream, theirs: _Stream, run: tuple[int, int], there: int, length: int) -> Match:
    start, end = run
    until = there + end - start
    here, other = mine.passage_at(start), theirs.passage_at(there)
    at, to = mine.starts[start], mine.ends[end - 1]
    their_at, their_to = theirs.starts[there], theirs.ends[until - 1]
    same = re.findall(r"[0-9.]+", here.clean[at:to]) == re.findall(r"[0-9.]+", other.clean[their_at:their_to])
    return Match(here.index, at, to, other.index, their_at, their_to, length, same)
