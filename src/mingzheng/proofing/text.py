"""A document as checks read it: passages of cleaned text that know where each character stood.

Making one from a file is `intake`; stripping what is not the author's words is `cleaning`. What a passage means (heading,
quantity, address) is not decided here.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from .model import Finding, Place, Related

_SENTENCE = re.compile(r"[^。！？!?\n]+(?:[。！？!?]+[”’」』）)》]*)?")


@dataclass(frozen=True, slots=True)
class Span:
    """A range of a passage's cleaned text."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of cleaned characters that stand one to one in a raw paragraph."""

    at: int
    paragraph: int
    start: int
    length: int


@dataclass(frozen=True)
class Passage:
    """One paragraph or table cell as its author meant it.

    `clean` is what checks read; `place` and `finding` turn a range of it into a range of the raw paragraph. A passage
    broken over several printed lines or paragraphs is one passage. `cell` is (table, row, column) for a table's cell.
    """

    index: int
    clean: str
    pieces: tuple[Piece, ...]
    paragraphs: Sequence[str] = field(repr=False)
    page: int = 0
    level: int = 0
    style: str = ""
    cell: tuple[int, int, int] | None = None

    @property
    def paragraph(self) -> int:
        """Return the number of the raw paragraph it begins in."""
        return self.pieces[0].paragraph if self.pieces else 0

    @property
    def raw(self) -> str:
        """Return the raw words it was made of, line breaks and all."""
        return "\n".join(self.paragraphs[p.paragraph][p.start : p.end] for p in self._ranges(0, len(self.clean)))

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """Return its sentences with their end marks; a semicolon ends none."""
        return tuple(Span(m.start(), m.end(), m[0]) for m in _SENTENCE.finditer(self.clean))

    def place(self, start: int, end: int) -> Place:
        """Return where `clean[start:end]` stands; of a range broken over paragraphs, the longest part."""
        if len(self.pieces) == 1 and 0 <= start < end <= self.pieces[0].length and not self.pieces[0].at:
            piece = self.pieces[0]
            return Place(piece.paragraph, start + piece.start, end + piece.start, self.page)
        ranges = self._ranges(start, end)
        return (
            max(ranges, key=lambda place: place.end - place.start) if ranges else Place(self.paragraph, 0, 0, self.page)
        )

    def unbroken(self, start: int, end: int) -> int:
        """Return how far towards `end` the words from `start` on stand in one raw paragraph."""
        at = start
        for piece in self.pieces[max(0, bisect_right(self._starts, start) - 1) :]:
            if piece.at >= end or piece.paragraph != self.place(start, start + 1).paragraph:
                break
            at = min(end, piece.at + piece.length)
        return at

    def quote(self, start: int, end: int) -> str:
        """Return the raw words at `place(start, end)`."""
        place = self.place(start, end)
        return self.paragraphs[place.paragraph][place.start : place.end]

    def related(self, start: int, end: int, *, path: str = "") -> Related:
        """Return a range as another place of a finding."""
        place = self.place(start, end)
        return Related(self.quote(start, end), place.paragraph, place.start, place.end, path)

    def finding(self, start: int, end: int, message: str, **fields: Any) -> Finding:
        """Return a finding at a range of the cleaned text; `fields` are those of `Finding`."""
        place = self.place(start, end)
        quote = self.paragraphs[place.paragraph][place.start : place.end]
        return Finding(quote, place.paragraph, place.start, place.end, message, page=place.page, **fields)

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        return tuple(piece.at for piece in self.pieces)

    def _ranges(self, start: int, end: int) -> list[Place]:
        """Return the raw ranges of a cleaned one, one for each paragraph it touches."""
        if len(self.pieces) == 1:
            # Most passages: one unbroken run.
            piece = self.pieces[0]
            low, high = max(start, piece.at), min(end, piece.at + piece.length)
            shift = piece.start - piece.at
            return [Place(piece.paragraph, low + shift, high + shift, self.page)] if low < high else []
        ranges: list[Place] = []
        first = max(0, bisect_right(self._starts, start) - 1)
        for piece in self.pieces[first:]:
            if piece.at >= end:
                break
            low, high = max(start, piece.at), min(end, piece.at + piece.length)
            if low >= high:
                continue
            raw_low, raw_high = piece.start + low - piece.at, piece.start + high - piece.at
            if ranges and ranges[-1].paragraph == piece.paragraph:
                ranges[-1] = Place(piece.paragraph, ranges[-1].start, raw_high, self.page)
            else:
                ranges.append(Place(piece.paragraph, raw_low, raw_high, self.page))
        return ranges


@dataclass(frozen=True, slots=True)
class TableText:
    """A table as a full grid of passages; a position covered by a merged cell repeats its passage."""

    number: int
    rows: tuple[tuple[Passage, ...], ...]
    name: str = ""


@dataclass(frozen=True, slots=True)
class Debris:
    """Something stripped before reading: what kind, how often, and where first."""

    kind: str
    count: int
    quote: str
    place: Place


@dataclass(frozen=True)
class Text:
    """A whole document: raw paragraphs, cleaned passages in order (cells among them), tables, and what its head says."""

    paragraphs: tuple[str, ...]
    passages: tuple[Passage, ...]
    tables: tuple[TableText, ...] = ()
    path: str = ""
    format: str = "text"
    text_layer: bool = True
    source: bytes | None = field(default=None, repr=False)
    debris: tuple[Debris, ...] = ()
    title: str = ""
    issuer: str = ""
    signing_date: date | None = None
    year: int | None = None
    page_count: int = 0

    @property
    def prose(self) -> tuple[Passage, ...]:
        """Return the passages that are no table cells."""
        return tuple(passage for passage in self.passages if passage.cell is None)

    @cached_property
    def length(self) -> int:
        """Return how many cleaned characters there are."""
        return sum(len(passage.clean) for passage in self.passages)
