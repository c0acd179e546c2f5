"""The ledger on A3: groups under headings, merged neighbours, lamps in words and shapes, as PDF and as Word.

Answers for: the shape of a printed ledger and its PDF. Does not belong here: which rows a ledger has (the domain), the
workbook (`sheets`), the Word file's parts (`ledger_docx`).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import groupby
from typing import Any

from mingzheng.documents.fonts import FontPlan
from mingzheng.documents.writing.official import Column, clean_shape
from mingzheng.documents.writing.text import format_date
from mingzheng.documents.writing.typesetting import RenderedPdf, typeset


class Lamp(StrEnum):
    """What a state's word means; each has a colour and a shape of its own, for readers and printers without colour."""

    GOOD = "good"
    NEAR = "near"
    LATE = "late"
    DONE = "done"


LAMP_SHAPES = {Lamp.GOOD: "●", Lamp.NEAR: "▲", Lamp.LATE: "■", Lamp.DONE: "○"}
LAMP_COLORS = {Lamp.GOOD: "1B7F3B", Lamp.NEAR: "B45309", Lamp.LATE: "B42318", Lamp.DONE: "475467"}


@dataclass(frozen=True, slots=True)
class LedgerGroup:
    """Rows under one heading (「一、…」); every row has a cell per column."""

    heading: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class LedgerTable:
    """A ledger to print. In `merged_columns` equal neighbours inside a group become one cell, each column inside the
    cells of the merged column before it. A cell of `lamp_column` is a word of `lamps`.
    """

    title: str
    columns: tuple[Column, ...]
    groups: tuple[LedgerGroup, ...]
    as_of: date
    prepared_by: str = ""
    merged_columns: tuple[int, ...] = ()
    lamp_column: int | None = None
    lamps: Mapping[str, Lamp] = field(default_factory=dict)
    summary: str = ""

    @property
    def byline(self) -> str:
        """Return who prepared it and the day its figures stand at."""
        parts = [f"填报单位：{self.prepared_by}"] if self.prepared_by else []
        return "　　".join([*parts, f"数据截至：{format_date(self.as_of)}"])


@dataclass(frozen=True, slots=True)
class LedgerCell:
    """A cell where it begins: `span` rows high."""

    column: int
    text: str
    span: int
    lamp: Lamp | None = None


def clean_ledger(ledger: LedgerTable) -> LedgerTable:
    """Return the ledger with texts cleaned and every row as long as the head."""
    cleaned = clean_shape(ledger)
    count = len(cleaned.columns)
    groups = tuple(
        LedgerGroup(group.heading, tuple((*row, *("",) * count)[:count] for row in group.rows))
        for group in cleaned.groups
    )
    return LedgerTable(**{name: getattr(cleaned, name) for name in _FIELDS} | {"groups": groups})


_FIELDS = tuple(LedgerTable.__dataclass_fields__)


def lay_rows(ledger: LedgerTable, group: LedgerGroup) -> Iterator[tuple[LedgerCell, ...]]:
    """Yield, for each row of a group, the cells that begin in it."""
    spans = _find_spans(group.rows, ledger.merged_columns)
    for line, row in enumerate(group.rows):
        yield tuple(
            LedgerCell(column, text, span, ledger.lamps.get(text) if column == ledger.lamp_column else None)
            for column, text in enumerate(row)
            if (span := spans.get((line, column), 1 if column not in ledger.merged_columns else 0))
        )


def _find_spans(rows: tuple[tuple[str, ...], ...], merged: tuple[int, ...]) -> dict[tuple[int, int], int]:
    """Return the height of each merged cell by the (row, column) it begins in."""
    spans: dict[tuple[int, int], int] = {}
    for depth, column in enumerate(merged):
        outer = merged[: depth + 1]
        runs = groupby(range(len(rows)), key=lambda line: tuple(rows[line][index] for index in outer))
        for values, lines in runs:
            members = list(lines)
            if not values[-1]:
                spans |= {(line, column): 1 for line in members}
            else:
                spans[members[0], column] = len(members)
    return spans


def render_ledger_pdf(ledger: LedgerTable, *, fonts: FontPlan | None = None) -> bytes:
    """Return the ledger as A3 landscape PDF."""
    return compose_ledger(ledger, fonts=fonts).data


def compose_ledger(ledger: LedgerTable, *, fonts: FontPlan | None = None) -> RenderedPdf:
    """Return the ledger's PDF with what became of its characters."""
    clean = clean_ledger(ledger)
    data = {
        "title": clean.title,
        "byline": clean.byline,
        "summary": clean.summary,
        "heads": [column.title for column in clean.columns],
        "widths": [max(column.width, 0.1) for column in clean.columns],
        "aligns": [column.align if column.align in {"center", "right"} else "left" for column in clean.columns],
        "groups": [
            {"heading": group.heading, "rows": [_describe_row(cells) for cells in lay_rows(clean, group)]}
            for group in clean.groups
        ],
    }
    return typeset("ledger", data, title=clean.title, author=clean.prepared_by, dated=clean.as_of, fonts=fonts)


def _describe_row(cells: tuple[LedgerCell, ...]) -> list[dict[str, Any]]:
    return [
        {
            "x": cell.column,
            "text": cell.text,
            "span": cell.span,
            "shape": LAMP_SHAPES[cell.lamp] if cell.lamp else "",
            "color": "#" + LAMP_COLORS[cell.lamp] if cell.lamp else "",
        }
        for cell in cells
    ]
