"""Joins what a page or a narrow column broke: lines inside a table cell, rows and tables over a page end.

Which blocks stand next to each other is decided in `pdf_pages`.
"""

import re
from dataclasses import replace
from typing import Any

from .model import Cell, Table
from .wrapping import STARTS_NEW

_NUMBERED = re.compile(r"(?:^|[。；;\n])\s*(\d{1,3})[.．、](?!\d)")
_TERMINAL = re.compile(r"[。！？；]\s*$")

Row = tuple[Cell, ...]


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
        size = max(line["size"], 4.0)
        slack = 2.1 if inner > 14 * size else 1.1
        wrapped = inner - (line["x1"] - line["x0"]) < slack * size
    return text


def continue_table(first: Table, second: Table) -> Table | None:
    """Return both tables as one when `second` goes on with the same columns, else None."""
    if not first.rows or not second.rows or not _same_columns(first, second):
        return None
    rows = list(first.rows)
    more = _drop_repeated_header(first, second)
    if more and _is_row_rest(rows[-1], more[0]):
        rows = _glue_row(rows, more[0])
        more = _shift(more[1:], -1)
    offset = len(rows)
    rows.extend(_shift(more, offset))
    return Table(tuple(rows), page=second.page, name=first.name)


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


def _is_row_rest(last: Row, rest: Row) -> bool:
    """Tell whether `rest` is the lower part of `last`, cut by the page.

    Certain when a sentence breaks off and goes on. Where a part ends with a full stop, only a cell of several numbered
    items can be told apart from a row of its own; in doubt the rows stay two.
    """
    pairs = [(a, b) for a, b in zip(last, rest, strict=True) if b.text.strip()]
    if not pairs or any(not a.text.strip() for a, _ in pairs):
        return False
    longest = max(pairs, key=lambda p: len(p[0].text))
    above, below = longest[0].text.strip(), longest[1].text.strip()
    if len(above) > 12 and not _TERMINAL.search(above) and not STARTS_NEW.match(below):
        return True
    others_blank = len(pairs) < len([c for c in last if c.text.strip()])
    several = len(_NUMBERED.findall(above)) + len(_NUMBERED.findall(below)) > 2
    return others_blank and len(above) > 12 and (not STARTS_NEW.match(below) or several)


def _glue_row(rows: list[Row], rest: Row) -> list[Row]:
    """Add the text of `rest` to the last row and to the cells merged into it from above."""
    texts: dict[tuple[int, int], str] = {}
    bottom = len(rows) - 1
    for column, (above, below) in enumerate(zip(rows[-1], rest, strict=True)):
        if below.text.strip() and below.merged_from is None:
            glue = "\n" if STARTS_NEW.match(below.text) else ""
            repeated = re.sub(r"\s", "", above.text) == re.sub(r"\s", "", below.text)
            origin = above.merged_from or (bottom, column)
            texts[origin] = above.text if repeated else above.text + glue + below.text
    return [
        tuple(
            replace(cell, text=texts[cell.merged_from or (r, c)]) if (cell.merged_from or (r, c)) in texts else cell
            for c, cell in enumerate(row)
        )
        for r, row in enumerate(rows)
    ]
