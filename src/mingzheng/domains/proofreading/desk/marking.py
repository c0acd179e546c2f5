"""Puts a checked document and its findings into the shape the page draws. Cutting it is `proofing.marking`."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from mingzheng.domains.proofreading.models import FindingState, ProofCheck, ProofFinding
from mingzheng.domains.proofreading.rules import CheckFacts, may_keep_lexicon, why_not_dismiss
from mingzheng.platform.access.public import Actor
from mingzheng.proofing.marking import SEVERITY_WORDS, Grid, Marked, lay_out
from mingzheng.proofing.model import Finding, Severity

_SHORTEST_TERM = 1
SHAPES = {"error": "■", "warning": "▲", "info": "●"}
LEVELS = ("", "一级严重表述", "二级严重表述", "三级严重表述")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of words: how it is marked and which findings begin here."""

    words: str
    mark: str
    begins: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A finding beside the words: what the reader may do with it, or why not."""

    row: ProofFinding
    shape: str
    severity: str
    level: str
    is_open: bool
    cannot_dismiss: str
    term_url: str


@dataclass(frozen=True, slots=True)
class Line:
    """One block of the page: a paragraph's pieces or a table's rows, and the notes beside it."""

    number: int
    level: int
    pieces: tuple[Piece, ...]
    table: tuple[tuple[dict[str, Any], ...], ...]
    notes: tuple[Note, ...]


def make_notes(
    rows: Sequence[ProofFinding], *, actor: Actor, facts: CheckFacts, final: Sequence[str]
) -> dict[int, Note]:
    """Return the notes by their number."""
    return {row.number: _note(row, actor, facts, final) for row in rows}


def _note(row: ProofFinding, actor: Actor, facts: CheckFacts, final: Sequence[str]) -> Note:
    return Note(
        row,
        SHAPES.get(row.severity, "●"),
        SEVERITY_WORDS[Severity(row.severity)],
        LEVELS[row.level] if row.level < len(LEVELS) else "",
        row.state == FindingState.OPEN,
        why_not_dismiss(actor, facts, row.level, final),
        _term_url(row) if may_keep_lexicon(actor) else "",
    )


def _term_url(row: ProofFinding) -> str:
    """Return where words taken for wrong ones are entered as a term, once that was decided."""
    if row.state != FindingState.DISMISSED or not row.code.startswith("WRD-") or len(row.quote) < _SHORTEST_TERM:
        return ""
    source = f"核校记录{row.check_of_id}第{row.number}条，{row.decided_by_name}：{row.reason}"
    return f"{reverse('proofreading:add_entry')}?{urlencode({'kind': 'term', 'name': row.quote, 'source': source})}"


def make_lines(check: ProofCheck, rows: Sequence[ProofFinding], notes: dict[int, Note]) -> list[Line]:
    """Return the document block by block; findings that are not in `notes` are marked faintly and not explained."""
    found = {row.number: _as_finding(row) for row in rows}
    states = {row.number: row for row in rows}
    blocks = lay_out(check.paragraphs, check.outline, found)
    return [_line(block, notes, states) for block in blocks]


def _as_finding(row: ProofFinding) -> Finding:
    return Finding(row.quote, row.paragraph, row.start, row.end, row.message)


def _line(block: Marked | Grid, notes: dict[int, Note], rows: dict[int, ProofFinding]) -> Line:
    beside = tuple(notes[number] for number in block.findings if number in notes)
    if isinstance(block, Marked):
        return Line(block.number + 1, block.level, _pieces(block, notes, rows), (), beside)
    table = tuple(
        tuple(
            {
                "pieces": _pieces(cell.marked, notes, rows),
                "rowspan": cell.rowspan,
                "colspan": cell.colspan,
                "is_number": cell.is_number,
            }
            for cell in row
        )
        for row in block.rows
    )
    return Line(0, 0, (), table, beside)


def _pieces(block: Marked, notes: dict[int, Note], rows: dict[int, ProofFinding]) -> tuple[Piece, ...]:
    return tuple(
        Piece(segment.words, _mark(segment.findings, notes, rows), tuple(n for n in segment.begins if n in notes))
        for segment in block.segments
    )


def _mark(numbers: Sequence[int], notes: dict[int, Note], rows: dict[int, ProofFinding]) -> str:
    """Return how a stretch is marked: by its worst open finding, faintly when all are decided."""
    shown = [rows[number] for number in numbers if number in notes]
    opened = [row.severity for row in shown if row.state == FindingState.OPEN]
    if opened:
        return min(opened, key=[str(severity) for severity in Severity].index)
    return "decided" if shown else ""
