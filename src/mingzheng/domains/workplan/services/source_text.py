"""The source of a scheme, line by line, with the rows read from each line: what stands beside the tree while it is checked.

Pure: takes a document that was read and the rows' texts. Which rows there are is `importing`'s matter.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from mingzheng.documents.reading import Cell, Document, Paragraph

_SPACE = re.compile(r"\s+")
_LEAST = 6
_HEAD = 24


def flatten_source(document: Document) -> list[dict[str, Any]]:
    """Return the document's lines: a paragraph with its level, or a table row with the cells that begin in it.

    A cell that reaches down from an earlier row, right of the row's own words, serves this row too: it is repeated, and
    its place among the cells stands in `shared`.
    """
    lines: list[dict[str, Any]] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            if block.text.strip():
                lines.append({"text": block.text, "level": block.level, "rows": []})
            continue
        lines.extend(line for number, row in enumerate(block.rows) if (line := _row_line(row, number)))
    return lines


def _row_line(row: Sequence[Cell], number: int) -> dict[str, Any] | None:
    cells: list[str] = []
    shared: list[int] = []
    for column, cell in enumerate(row):
        if not cell.text.strip():
            continue
        if cell.merged_from is None:
            cells.append(cell.text)
        elif cells and cell.merged_from[0] < number and cell.merged_from[1] == column:
            shared.append(len(cells))
            cells.append(cell.text)
    return {"cells": cells, "shared": shared, "rows": []} if cells else None


def anchor_rows(lines: list[dict[str, Any]], rows: Sequence[tuple[int, str]]) -> list[dict[str, Any]]:
    """Note at each line the rows (order, text) that were read from it; a row is looked for after the one before it."""
    plain = [_squeeze(_own_words(line)) for line in lines]
    after = 0
    for order, text in rows:
        wanted = _squeeze(text)
        start = _find_line(plain, wanted, after)
        if start is None:
            continue
        after = start
        lines[start]["rows"].append(order)
        for index in range(start + 1, len(plain)):
            if len(plain[index]) < _LEAST or plain[index] not in wanted:
                break
            lines[index]["rows"].append(order)
            after = index
    return lines


def _own_words(line: Mapping[str, Any]) -> str:
    if "cells" not in line:
        return str(line.get("text", ""))
    return "".join(text for place, text in enumerate(line["cells"]) if place not in line["shared"])


def _find_line(plain: Sequence[str], wanted: str, after: int) -> int | None:
    """Return the first line from `after` (then from the top) that holds the text's beginning, or lies wholly in it."""
    if not wanted:
        return None
    head = wanted[:_HEAD]
    places = [*range(after, len(plain)), *range(after)]
    holding = next((index for index in places if head in plain[index]), None)
    if holding is not None:
        return holding
    return next((index for index in places if len(plain[index]) >= _LEAST and plain[index] in wanted), None)


def _squeeze(text: str) -> str:
    return _SPACE.sub("", text)
