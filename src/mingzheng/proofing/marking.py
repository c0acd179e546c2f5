"""Lays a checked document out for marking: paragraphs and tables in order, each cut at the findings it holds.

The one shape that the printed report and the screen draw from. Drawing is `report_html` and the rooms that show it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .model import Finding, Severity
from .text import TableText, Text

RANKS = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}
SEVERITY_WORDS = {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.INFO: "提示"}


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a paragraph and the numbers of the findings that mark it (from 1); `begins` are those that begin here."""

    words: str
    findings: tuple[int, ...] = ()
    begins: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Marked:
    """One paragraph cut into segments. `findings` are the numbers of all findings in it, in order."""

    number: int
    segments: tuple[Segment, ...]
    findings: tuple[int, ...]
    level: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: its paragraph and how far it reaches."""

    marked: Marked
    rowspan: int = 1
    colspan: int = 1

    @property
    def is_number(self) -> bool:
        """Return whether it holds a number and nothing else."""
        words = "".join(segment.words for segment in self.marked.segments).strip()
        return bool(words) and not words.strip("0123456789.,-%")


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: rows of the cells that begin in them."""

    rows: tuple[tuple[Cell, ...], ...]

    @property
    def findings(self) -> tuple[int, ...]:
        """Return the numbers of all findings in its cells."""
        return tuple(sorted({number for row in self.rows for cell in row for number in cell.marked.findings}))


Block = Marked | Grid
# A block of the outline: "p" or "t", heading level, rows of (paragraph, rowspan, colspan); paragraph -1 is an empty cell.
Outline = Sequence[tuple[str, int, Sequence[Sequence[tuple[int, int, int]]]]]


def number_findings(findings: Sequence[Finding]) -> dict[int, Finding]:
    """Number findings from 1 in reading order."""
    ordered = sorted(findings, key=lambda f: (f.paragraph, f.start, RANKS[f.severity or Severity.INFO]))
    return dict(enumerate(ordered, start=1))


def outline_of(text: Text) -> Outline:
    """Return what is needed to lay a document out again beside its paragraphs; plain lists, fit for JSON."""
    tables = {number: table for table in text.tables if (number := _first_paragraph(table)) is not None}
    levels: dict[int, int] = {}
    for passage in text.passages:
        if passage.cell is None:
            levels.setdefault(passage.paragraph, passage.level)
    blocks = []
    inside: set[int] = set()
    for number in range(len(text.paragraphs)):
        if number in tables:
            rows = _rows_of(tables[number])
            inside |= {cell[0] for row in rows for cell in row}
            blocks.append(("t", 0, rows))
        elif number not in inside and (number in levels or text.paragraphs[number].strip()):
            blocks.append(("p", levels.get(number, 0), [[(number, 1, 1)]]))
    return blocks


def _first_paragraph(table: TableText) -> int | None:
    """Return where a table begins; None when its cells share paragraphs, as in plain text: it stays text."""
    numbers = [cell[0] for row in _rows_of(table) for cell in row if cell[0] >= 0]
    return numbers[0] if numbers and len(set(numbers)) == len(numbers) else None


def _rows_of(table: TableText) -> list[list[tuple[int, int, int]]]:
    """Return the cells that begin in each row. A merged cell repeats its passage in the grid."""
    reach: dict[int, list[tuple[int, int]]] = {}
    for r, row in enumerate(table.rows):
        for c, passage in enumerate(row):
            reach.setdefault(id(passage), []).append((r, c))
    rows: list[list[tuple[int, int, int]]] = []
    for r, row in enumerate(table.rows):
        cells = []
        for c, passage in enumerate(row):
            places = reach[id(passage)]
            if places[0] != (r, c):
                continue
            last_row, last_column = places[-1]
            number = passage.paragraph if passage.pieces else -1
            cells.append((number, last_row - r + 1, last_column - c + 1))
        rows.append(cells)
    return rows


def lay_out(paragraphs: Sequence[str], outline: Outline, findings: dict[int, Finding]) -> list[Block]:
    """Return the document's blocks with every finding in its place."""
    placed: dict[int, list[tuple[int, Finding]]] = {}
    for number, finding in findings.items():
        placed.setdefault(finding.paragraph, []).append((number, finding))

    def marked(number: int, level: int = 0) -> Marked:
        words = paragraphs[number] if number >= 0 else ""
        return mark_paragraph(number, words, placed.get(number, []), level=level)

    blocks: list[Block] = []
    for kind, level, rows in outline:
        if kind == "t":
            blocks.append(Grid(tuple(tuple(Cell(marked(n), down, right) for n, down, right in row) for row in rows)))
        else:
            blocks.append(marked(rows[0][0][0], level))
    return blocks


def mark_paragraph(number: int, words: str, findings: Sequence[tuple[int, Finding]], *, level: int = 0) -> Marked:
    """Cut one paragraph wherever a finding begins or ends; findings may overlap."""
    edges = {0, len(words)}
    for _, finding in findings:
        edges |= {min(finding.start, len(words)), min(finding.end, len(words))}
    cuts = sorted(edges)
    segments = tuple(
        Segment(
            words[a:b],
            tuple(n for n, f in findings if f.start <= a and b <= f.end),
            tuple(n for n, f in findings if f.start == a and b <= f.end),
        )
        for a, b in pairwise(cuts)
        if a < b
    )
    return Marked(number, segments, tuple(n for n, _ in findings), level)


def count_severities(findings: Iterable[Finding]) -> dict[Severity, int]:
    """Return how many findings of each severity there are, all three named."""
    counts = dict.fromkeys(Severity, 0)
    for finding in findings:
        counts[finding.severity or Severity.INFO] += 1
    return counts


def count_words(findings: Iterable[Finding]) -> str:
    """Return 「错误2处，警告1处」; a clean document is 「未发现问题」."""
    counts = count_severities(findings)
    words = [f"{SEVERITY_WORDS[severity]}{number}处" for severity, number in counts.items() if number]
    return "，".join(words) or "未发现问题"
