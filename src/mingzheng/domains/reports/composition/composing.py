"""A report with its numbers looked up and its headings and items numbered: the one description every output is made of.

What the numbers are is the lookup's; how a line looks is `output`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mingzheng.domains.reports.composition.content import BlockText, Elements, ReportText, SectionText
from mingzheng.domains.reports.composition.numbering import Numbering, count_headings, item_label
from mingzheng.domains.reports.composition.values import UNVERIFIED, Lookup, ShownValue
from mingzheng.figures.public import Binding, Run


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line: words, or a bound number with the value it shows."""

    text: str
    binding: Binding | None = None
    shown: ShownValue | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """Where a block stands in a line: its characters, the item sign left out."""

    block: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Line:
    """A heading or a paragraph. `lead` is a heading run into a paragraph, its sign and 。 included."""

    pieces: tuple[Piece, ...] = ()
    level: int = 0
    lead: str = ""
    lead_level: int = 2
    section: int = 0
    spans: tuple[Span, ...] = ()

    @property
    def text(self) -> str:
        """Return the words without the run-in heading."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Composed:
    """A report ready to be set."""

    unit: str
    year: int
    elements: Elements
    lead_in: Line
    lines: tuple[Line, ...]

    def numbers(self) -> Iterator[Piece]:
        """Yield the bound numbers in reading order."""
        for line in (self.lead_in, *self.lines):
            yield from (piece for piece in line.pieces if piece.shown is not None)

    @property
    def gaps(self) -> tuple[ShownValue, ...]:
        """Return the numbers that have no value."""
        return tuple(piece.shown for piece in self.numbers() if piece.shown and piece.shown.is_gap)

    @property
    def unverified(self) -> tuple[ShownValue, ...]:
        """Return the readings nobody has verified."""
        return tuple(piece.shown for piece in self.numbers() if piece.shown and piece.shown.state == UNVERIFIED)

    @property
    def text(self) -> str:
        """Return all words, a line each."""
        return "\n".join(line.lead + line.text for line in (self.lead_in, *self.lines))


def compose(report: ReportText, lookup: Lookup) -> Composed:
    """Return the report with numbers and signs in place."""
    numbers = count_headings(section.level for section in report.sections)
    lines = [
        line
        for section, number in zip(report.sections, numbers, strict=True)
        for line in _compose_section(section, report.numbering, number, lookup)
    ]
    lead_in = Line(_resolve(report.elements.lead_in, lookup))
    return Composed(report.unit, report.year, report.elements, lead_in, tuple(lines))


def _resolve(runs: Sequence[Run], lookup: Lookup) -> tuple[Piece, ...]:
    pieces = []
    for run in runs:
        if isinstance(run, str):
            pieces.append(Piece(run))
        else:
            shown = lookup(run)
            pieces.append(Piece(shown.text, run, shown))
    return tuple(pieces)


def heading_text(section: SectionText, numbering: Numbering, number: int) -> str:
    """Return the heading with its sign."""
    return numbering.label(section.level, number) + section.heading


def _compose_section(section: SectionText, numbering: Numbering, number: int, lookup: Lookup) -> Iterator[Line]:
    heading = heading_text(section, numbering, number)
    lead = heading.rstrip("。") + "。" if section.run_in else ""
    if not section.run_in:
        yield Line((Piece(heading),), level=section.level, section=section.id)
    for blocks in _group(section):
        yield _compose_paragraph(section, blocks, lead, lookup)
        lead = ""
    if lead:
        yield Line((), lead=lead, lead_level=section.level, section=section.id)


def _group(section: SectionText) -> Iterator[list[tuple[str, BlockText]]]:
    """Yield the blocks of each paragraph, every item with its sign; a series ends where a plain block stands."""
    paragraph: list[tuple[str, BlockText]] = []
    count = 0
    for block in section.blocks:
        count = count + 1 if block.is_item else 0
        joins = block.is_item and section.items_run_in
        if paragraph and not joins:
            yield paragraph
            paragraph = []
        paragraph.append((item_label(count) if block.is_item else "", block))
    if paragraph:
        yield paragraph


def _compose_paragraph(
    section: SectionText, blocks: Sequence[tuple[str, BlockText]], lead: str, lookup: Lookup
) -> Line:
    pieces: list[Piece] = []
    spans: list[Span] = []
    length = 0
    for sign, block in blocks:
        if sign:
            pieces.append(Piece(sign))
        found = _resolve(block.runs, lookup)
        start = length + len(sign)
        length = start + sum(len(piece.text) for piece in found)
        spans.append(Span(block.id, start, length))
        pieces += found
    return Line(tuple(pieces), lead=lead, lead_level=section.level, section=section.id, spans=tuple(spans))
