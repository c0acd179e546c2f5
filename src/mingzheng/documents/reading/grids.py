"""Builds the full grid of a table from cells with spans, within bounds.

Which cells there are is found by the module of each format.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from .errors import UnreadableDocument
from .model import Cell, Limits, Position, Table


@dataclass(frozen=True, slots=True)
class Span:
    """A cell as a format states it, before it is placed."""

    text: str
    rowspan: int = 1
    colspan: int = 1


def build_table(
    rows: Sequence[Sequence[Span]], *, limits: Limits, filename: str, page: int = 0, name: str = ""
) -> Table:
    """Place `rows` of spans from left to right as HTML does and return the grid."""
    taken: dict[Position, Cell] = {}
    height = len(rows)
    if height > limits.rows:
        raise UnreadableDocument("too_many_rows", filename=filename, detail=f"{height} 行")
    for r, row in enumerate(rows):
        c = 0
        for span in row:
            while (r, c) in taken:
                c += 1
            _place(taken, (r, c), span, height=height, limits=limits, filename=filename)
    return make_table(taken, height=height, page=page, name=name)


def make_table(taken: dict[Position, Cell], *, height: int, page: int = 0, name: str = "") -> Table:
    """Return the grid of placed cells; positions nobody took are empty."""
    width = max((c for _, c in taken), default=-1) + 1
    empty = Cell("")
    rows = tuple(tuple(taken.get((r, c), empty) for c in range(width)) for r in range(height))
    return Table(rows, page=page, name=name)


def _place(
    taken: dict[Position, Cell], at: Position, span: Span, *, height: int, limits: Limits, filename: str
) -> None:
    r, c = at
    rowspan = min(max(span.rowspan, 1), height - r)
    colspan = min(max(span.colspan, 1), limits.columns)
    if c + colspan > limits.columns * 4 or len(taken) + rowspan * colspan > limits.cells:
        raise UnreadableDocument("too_many_rows", filename=filename, detail="单元格过多")
    for dr in range(rowspan):
        for dc in range(colspan):
            origin = None if (dr, dc) == (0, 0) else at
            taken.setdefault((r + dr, c + dc), Cell(span.text, merged_from=origin))
    taken[at] = replace(taken[at], rowspan=rowspan, colspan=colspan)
