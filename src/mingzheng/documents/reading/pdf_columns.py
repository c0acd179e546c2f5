"""Finds tables that have no rules, or only horizontal ones: columns kept apart by white space under a row of heads.

A table is taken only where at least three columns stay apart over a head and two rows; anything less stays running text.
Ruled tables are `pdf_process`; joining what a page broke is `pdf_joins`.
"""

import re
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from typing import Any

Char = dict[str, Any]
Line = list[Char]
Span = tuple[float, float]

PAGE_NUMBER = re.compile(
    r"^[\s\-—–－―·•.]*(?:第\s*)?\d{1,4}\s*(?:页)?(?:\s*[/／]?\s*共?\s*\d{1,4}\s*页?)?[\s\-—–－―·•.]*$"
)
_HEAD_GAP = 0.8
_GUTTER = 0.4
_HEAD_LENGTH = 14
_COLUMNS = 3
_ROWS = 2


@dataclass
class Columns:
    """The white strips between columns, and the outer edges: what a table on the next page goes on with."""

    gutters: list[Span]
    left: float
    right: float
    edges: list[float] = field(default_factory=list)

    def settle(self) -> None:
        """Fix the edges for this page and those that follow."""
        self.edges = self.edges or [self.left, *((a + b) / 2 for a, b in self.gutters), self.right]

    def index(self, char: Char) -> int:
        """Return the column a character stands in."""
        middle = (char["x0"] + char["x1"]) / 2
        return sum(1 for a, b in self.gutters if middle > (a + b) / 2)


@dataclass
class Found:
    """An unruled table in the form ruled ones have, the lines it took, and its columns when it may go on over the page."""

    table: dict[str, Any]
    taken: list[Line]
    open_columns: Columns | None


def find_unruled(lines: list[Line], before: Columns | None) -> list[Found]:
    """Return the unruled tables of a page; `before` are the columns of one the last page ended with."""
    found: list[Found] = []
    position = 0
    if before and lines and not _columns_of_head(lines[0]):
        carried, end = _reach(lines, 0, Columns(list(before.gutters), before.left, before.right, before.edges))
        if end:
            found.append(_make(lines[:end], carried, is_last=end == len(lines)))
            position = end
    while position < len(lines):
        head = _columns_of_head(lines[position])
        columns, end = _reach(lines, position, head) if head else (None, position)
        if columns and _is_table(lines[position:end], columns):
            if before and _fits(before, columns):
                columns.edges = before.edges
            found.append(_make(lines[position:end], columns, is_last=end == len(lines)))
            before = columns
            position = end
        else:
            position += 1
    return found


def _columns_of_head(line: Line) -> Columns | None:
    """Return the columns a line of short words far apart would make as a head, or None."""
    size = line[0]["size"]
    gaps = [(a["x1"], b["x0"]) for a, b in pairwise(line) if b["x0"] - a["x1"] >= _HEAD_GAP * size]
    if len(gaps) < _COLUMNS - 1:
        return None
    starts = [line[0]["x0"], *(b for _, b in gaps)]
    ends = [*(a for a, _ in gaps), line[-1]["x1"]]
    longest = max(sum(1 for c in line if a <= c["x0"] < b) for a, b in zip(starts, ends, strict=True))
    return Columns(gaps, line[0]["x0"], line[-1]["x1"]) if longest <= _HEAD_LENGTH else None


def _reach(lines: list[Line], start: int, columns: Columns) -> tuple[Columns, int]:
    """Follow the columns down until a line closes one of them or a wide gap ends the table; return them and the end."""
    usual = 0.0
    for position in range(start, len(lines)):
        line = lines[position]
        gap = _top(line) - _bottom(lines[position - 1]) if position > start else 0.0
        if position > start + 1 and gap > 2 * max(usual, 0.8 * line[0]["size"]):
            return columns, position
        narrowed = [_free(gutter, line) for gutter in columns.gutters]
        if any(b - a < _GUTTER * line[0]["size"] for a, b in narrowed):
            return columns, position
        usual = max(usual, gap)
        columns.gutters = narrowed
        columns.left, columns.right = min(columns.left, line[0]["x0"]), max(columns.right, line[-1]["x1"])
    return columns, len(lines)


def _free(gutter: Span, line: Line) -> Span:
    """Return the widest part of a strip that the line leaves white."""
    low, high = gutter
    marks = [(c["x0"], c["x1"]) for c in line if c["x1"] > low and c["x0"] < high]
    best, edge = (low, low), low
    for a, b in sorted(marks):
        if a - edge > best[1] - best[0]:
            best = (edge, a)
        edge = max(edge, b)
    return (edge, high) if high - edge > best[1] - best[0] else best


def _is_table(lines: list[Line], columns: Columns) -> bool:
    filled = [len({columns.index(c) for c in line}) for line in lines[1:]]
    return sum(1 for n in filled if n >= _COLUMNS) >= _ROWS


def _fits(before: Columns, columns: Columns) -> bool:
    inner = before.edges[1:-1]
    return len(inner) == len(columns.gutters) and all(
        a - 1 <= edge <= b + 1 for edge, (a, b) in zip(inner, columns.gutters, strict=True)
    )


def _make(lines: list[Line], columns: Columns, *, is_last: bool) -> Found:
    columns.settle()
    rows = _rows(lines, columns)
    cells = []
    for r, row in enumerate(rows):
        parts: dict[int, list[Char]] = {c: [] for c in range(len(columns.gutters) + 1)}
        for char in (c for line in row for c in line):
            parts[columns.index(char)].append(char)
        cells += [
            {
                "r": r,
                "c": c,
                "x0": columns.edges[c],
                "x1": columns.edges[c + 1],
                "chars": chars,
                "rowspan": 1,
                "colspan": 1,
            }
            for c, chars in parts.items()
        ]
    box = (columns.edges[0], _top(lines[0]), columns.edges[-1], _bottom(lines[-1]))
    table = {"bbox": box, "xs": columns.edges, "height": len(rows), "cells": cells}
    return Found(table, lines, columns if is_last else None)


def _rows(lines: list[Line], columns: Columns) -> list[list[Line]]:
    """Part the lines into rows: where the white between them is wide, else where the first column begins anew."""
    by_gap = _cut(lines, _wide_gaps(lines))
    firsts = [sum(1 for line in row if _has_first(line, columns)) for row in by_gap]
    if len(by_gap) > 1 and sum(1 for n in firsts if n == 1) >= 0.8 * len(firsts):
        return by_gap
    starts = {i for i, line in enumerate(lines) if _has_first(line, columns)}
    return _cut(lines, starts) if len(starts) > len(by_gap) else by_gap


def _wide_gaps(lines: list[Line]) -> set[int]:
    """Return the positions before which the white is clearly wider than inside a row."""
    ends = list(accumulate((_bottom(line) for line in lines), max))
    gaps = [_top(line) - end for line, end in zip(lines[1:], ends, strict=False)]
    known = sorted(gap for gap in gaps if gap >= 0)  # a cell set in the middle of its row overlaps its neighbours
    jumps = [(b - a, (a + b) / 2) for a, b in pairwise(known)]
    jump, limit = max(jumps, default=(0.0, 0.0))
    if jump < 0.15 * lines[0][0]["size"]:
        limit = 0.0  # one width only: every line is a row, but for those that overlap
    return {i for i, gap in enumerate(gaps, start=1) if gap >= limit}


def _cut(lines: list[Line], starts: set[int]) -> list[list[Line]]:
    rows: list[list[Line]] = []
    for position, line in enumerate(lines):
        if not rows or position in starts:
            rows.append([])
        rows[-1].append(line)
    return rows


def _has_first(line: Line, columns: Columns) -> bool:
    return any(columns.index(c) == 0 for c in line)


def _top(line: Line) -> float:
    return float(min(c["top"] for c in line))


def _bottom(line: Line) -> float:
    return float(max(c["bottom"] for c in line))


def is_page_number(line: Line, height: float) -> bool:
    """Tell whether a line at the edge of a page only counts pages."""
    at_edge = _bottom(line) < 0.1 * height or _top(line) > 0.9 * height
    return at_edge and bool(PAGE_NUMBER.match("".join(c["text"] for c in line)))
