"""Joins what a page or a narrow column broke: lines inside a table cell, rows and tables over a page end.

Which blocks stand next to each other is decided in `pdf_pages`.
"""

import re
from dataclasses import dataclass, replace
from typing import Any

from .model import Cell, Position, Table
from .wrapping import STARTS_NEW

_NUMBERED = re.compile(r"(?:^|[。；;\n])\s*(\d{1,3})[.．、](?!\d)")
_OPEN = re.compile(r"[、，,（(各和及与由牵按]$")
_PHRASES = ("职责分工", "分工落实", "分工负责", "各单位", "各部门", "牵头", "配合", "负责", "落实")
_TERMINAL = re.compile(r"[。！？；]\s*$")

_SCRAP = 3  # so few characters alone in a row are the end of a word, no row

Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class PageTable(Table):
    """A table on one page; `full` are the columns whose last line fills the column at the foot of the table."""

    full: frozenset[int] = frozenset()


def join_cell_lines(cell: dict[str, Any], padding: float) -> str:
    """Return the text of a PDF cell; a line that fills the column goes on, a shorter one ends there."""
    inner = cell["x1"] - cell["x0"] - 2 * padding
    text = ""
    wrapped = False
    for line in cell["lines"]:
        piece = line["text"].strip()
        if not text:
            text = piece
        elif wrapped:
            spaced = text[-1:].isascii() and text[-1:].isalnum() and piece[:1].isascii() and piece[:1].isalnum()
            text += (" " if spaced else "") + piece
        else:
            text += "\n" + piece
        wrapped = _fills(line, inner)
    return text


def ends_full(cell: dict[str, Any], padding: float) -> bool:
    """Tell whether the last line of a PDF cell fills its column, so that its words may go on over the page end."""
    return bool(cell["lines"]) and _fills(cell["lines"][-1], cell["x1"] - cell["x0"] - 2 * padding)


def _fills(line: dict[str, Any], inner: float) -> bool:
    size = max(line["size"], 4.0)
    slack = 2.1 if inner > 14 * size else 1.1
    return bool(inner - (line["x1"] - line["x0"]) < slack * size)


def continue_table(first: PageTable, second: PageTable) -> PageTable | None:
    """Return both tables as one when `second` goes on with the same columns, else None."""
    if not first.rows or not second.rows or not _same_columns(first, second):
        return None
    rows = list(first.rows)
    more = _drop_repeated_header(first, second)
    if more and _is_row_rest(rows[-1], more[0], first.full):
        rows, more = _glue_row(rows, _shift(more, len(rows) - 1))
    elif more:
        rows, more = _carry_cells(rows, _shift(more, len(rows)))
    return PageTable((*rows, *more), page=second.page, name=first.name, full=second.full)


def _same_columns(first: Table, second: Table) -> bool:
    if len(first.rows[0]) != len(second.rows[0]):
        return False
    a, b = ([float(x) for x in t.name.split(",") if x] for t in (first, second))
    return len(a) == len(b) and all(abs(x - y) < 6 for x, y in zip(a, b, strict=True))


def _plain(row: Row) -> list[str]:
    return [re.sub(r"\s", "", cell.text) for cell in row]


def _drop_repeated_header(first: Table, second: Table) -> list[Row]:
    """Return the rows of `second` without the heads the word processor repeated, origins moved up."""
    repeated = 0
    for mine, theirs in zip(second.rows[:3], first.rows[:3], strict=False):
        if _plain(mine) != _plain(theirs) or not any(_plain(mine)):
            break
        repeated += 1
    if repeated == len(second.rows):
        return []
    return _shift(second.rows[repeated:], -repeated)


def _shift(rows: list[Row] | tuple[Row, ...], by: int) -> list[Row]:
    moved = []
    for row in rows:
        moved.append(
            tuple(
                replace(c, merged_from=(c.merged_from[0] + by, c.merged_from[1])) if c.merged_from is not None else c
                for c in row
            )
        )
    return moved


def _is_row_rest(last: Row, rest: Row, full: frozenset[int]) -> bool:
    """Tell whether `rest` is the lower part of `last`, cut by the page; in the columns `full` the page ends in mid-line.

    Certain when a sentence breaks off and goes on, or when every cell does that goes on at all. Where a part ends with a
    full stop, only a cell of several numbered items can be told apart from a row of its own; in doubt the rows stay two.
    """
    pairs = [(a.text.strip(), b.text.strip()) for a, b in zip(last, rest, strict=True) if b.text.strip()]
    if not pairs:
        return False
    filled = len([c for c in last if c.text.strip()])
    if len(pairs) < filled and all(
        i in full and not _TERMINAL.search(a.text) and not _begins(b.text.strip())
        for i, (a, b) in enumerate(zip(last, rest, strict=True))
        if b.text.strip()
    ):
        return True
    longest = max(pairs, key=lambda p: len(p[0]))
    above, below = longest
    others = [b for a, b in pairs if (a, b) != longest and a]
    if len(pairs) == 1 and filled > 1 and len(below) <= _SCRAP and not (_begins(below) or _TERMINAL.search(above)):
        return True
    if len(above) <= 12 or any(_begins(b) for b in others):
        return False
    cut = not _begins(below) and not _TERMINAL.search(above)
    alone = len(pairs) == 1 and filled > 1
    several = len(_NUMBERED.findall(above)) + len(_NUMBERED.findall(below)) > 2
    if any(_OPEN.search(a) or _breaks_phrase(a, b) for a, b in pairs if a):
        return True
    return (cut and len(others) + 1 < filled) or (alone and (several or not _begins(below)))


def _breaks_phrase(above: str, below: str) -> bool:
    """Tell whether a set phrase of the field stands across the page end."""
    seam = above[-4:] + below[:4]
    at = len(above[-4:])
    return any(seam.find(p) < at < seam.find(p) + len(p) for p in _PHRASES if p in seam)


def _begins(text: str) -> bool:
    """Tell whether a cell begins something of its own: a number, a label."""
    return bool(STARTS_NEW.match(text)) or text.isdecimal()


def _carry_cells(rows: list[Row], more: list[Row]) -> tuple[list[Row], list[Row]]:
    """Join merged cells the page cut although a new row begins: a numbered title that goes on, an empty merged cell."""
    height = len(rows)
    for column, (above, below) in enumerate(zip(rows[-1], more[0], strict=True)):
        origin = above.merged_from or (height - 1, column)
        upper, lower = above.text.strip(), below.text.strip()
        goes_on = bool(lower) and bool(STARTS_NEW.match(upper)) and not _begins(lower) and not _TERMINAL.search(upper)
        if not upper or below.merged_from is not None or not (goes_on or (not lower and below.rowspan > 1)):
            continue
        text = above.text + below.text
        rows = _retext(rows, origin, text, first_row=0, old=None)
        more = _retext(more, origin, text, first_row=height, old=(height, column))
    return rows, more


def _retext(rows: list[Row], origin: Position, text: str, *, first_row: int, old: Position | None) -> list[Row]:
    """Give the cell at `origin`, and what is merged into it (or into `old`), its whole text."""

    def change(cell: Cell, at: Position) -> Cell:
        if at == origin or cell.merged_from == origin:
            return replace(cell, text=text)
        if old is not None and (at == old or cell.merged_from == old):
            return replace(cell, text=text, merged_from=origin, rowspan=1, colspan=1)
        return cell

    untouched = max(origin[0] - first_row, 0)
    changed = [
        tuple(change(c, (first_row + r, k)) for k, c in enumerate(row))
        for r, row in enumerate(rows[untouched:], untouched)
    ]
    return [*rows[:untouched], *changed]


def _glue_row(rows: list[Row], more: list[Row]) -> tuple[list[Row], list[Row]]:
    """Add the first row of `more` to the last of `rows`; what is merged with either half gets the whole text."""
    bottom = len(rows) - 1
    rest, more = more[0], more[1:]
    for column, (above, below) in enumerate(zip(rows[-1], rest, strict=True)):
        if below.merged_from is not None and below.merged_from[1] != column:
            continue
        origin = above.merged_from or (bottom, column)
        repeated = re.sub(r"\s", "", above.text) == re.sub(r"\s", "", below.text)
        glue = "\n" if STARTS_NEW.match(below.text) and above.text else ""
        text = above.text if repeated else above.text + glue + below.text
        rows = _retext(rows, origin, text, first_row=0, old=None)
        more = _retext(more, origin, text, first_row=bottom + 1, old=(bottom, column))
    return rows, more
