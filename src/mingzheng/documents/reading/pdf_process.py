"""Child process that takes a PDF apart into lines and tables, page by page, and prints them as JSON.

It runs apart because a hostile PDF can exhaust time and memory; the parent (`pdf`) sets the clock, `pdf_pages` puts the
pages together.
"""

import io
import json
import logging
import resource
import statistics
import sys
from typing import Any

import click
import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfplumber.page import Page
from pdfplumber.table import Table as FoundTable
from pdfplumber.utils.exceptions import PdfminerException

from mingzheng.kit.text import plain_han

from .pdf_bands import breaks_of, find_bands, shift_at, unfold
from .pdf_columns import Columns, find_unruled, is_page_number
from .pdf_turned import straighten, turn_of, upright_page

Line = dict[str, Any]
_SNAP = 3.0
_LEAST_RULE = 8.0


def extract(data: bytes, max_pages: int) -> dict[str, Any]:
    """Return {"pages": [{width, height, lines, tables, images}], "page_count": n} or {"error": code}."""
    try:
        pdf = pdfplumber.open(io.BytesIO(data))
        count = len(pdf.pages)
    except (PDFPasswordIncorrect, PDFEncryptionError):
        return {"error": "encrypted"}
    except PdfminerException as error:
        inner = error.args[0] if error.args else None
        return {"error": "encrypted" if isinstance(inner, PDFPasswordIncorrect | PDFEncryptionError) else "truncated"}
    if count > max_pages:
        return {"error": "too_many_pages", "page_count": count}
    pages = []
    open_columns: Columns | None = None
    for page in pdf.pages:
        read, open_columns = _read_page(upright_page(page), open_columns)
        pages.append(read)
        page.close()
    return {"pages": pages, "page_count": count}


def _read_page(page: Page, open_columns: Columns | None) -> tuple[dict[str, Any], Columns | None]:
    """Return what a page holds, and the columns of an unruled table that reaches its end."""
    printed = [c | {"text": plain_han(c["text"])} for c in page.dedupe_chars().chars if c["text"].strip()]
    turned = [c for c in printed if turn_of(c)]
    chars = [c for c in printed if c.get("upright", True) and not turn_of(c)]
    found = page.find_tables({"explicit_horizontal_lines": _open_ends(page)}) if chars else []
    tables = [_read_table(t, chars, turned) for t in found]
    boxes = [t["bbox"] for t in tables]
    loose = [c for c in chars if not any(_inside(c, b) for b in boxes)]
    lines = [line for line in _group(loose) if not is_page_number(line, float(page.height))]
    bands = find_bands([c for line in lines for c in line], _group)
    if bands:
        # A page in columns has no page number left in its loose words: it would part the columns.
        loose = unfold([c for line in lines for c in line], bands)
        tables = [_moved_table(table, shift_at(table["bbox"][1], bands)) for table in tables]
        lines = _group(loose)
    unruled = find_unruled(lines, open_columns)
    taken = {id(c) for found in unruled for line in found.taken for c in line}
    read = {
        "width": float(page.width),
        "height": float(page.height) + sum(band.height for band in bands),
        "breaks": breaks_of(bands),
        "lines": group_lines([c for c in loose if id(c) not in taken]),
        "tables": [*tables, *(_with_lines(found.table) for found in unruled)],
        "images": len(page.images),
        "chars": len(chars),
    }
    return read, unruled[-1].open_columns if unruled else None


def _moved_table(table: dict[str, Any], down: float) -> dict[str, Any]:
    left, top, right, bottom = table["bbox"]
    return {**table, "bbox": (left, top + down, right, bottom + down)}


def _open_ends(page: Page) -> list[float]:
    """Return where vertical rules run on beyond the outer horizontal ones: a row cut by a page end is open.

    A rule drawn as a thin box has edges both ways; the short ones are its ends, not rules.
    """
    vertical = [e for e in page.edges if e["orientation"] == "v" and e["bottom"] - e["top"] > _LEAST_RULE]
    horizontal = [e for e in page.edges if e["orientation"] == "h" and e["x1"] - e["x0"] > _LEAST_RULE]
    if len(vertical) < 2 or not horizontal:
        return []
    ends = []
    top, bottom = min(e["top"] for e in vertical), max(e["bottom"] for e in vertical)
    if bottom > max(e["top"] for e in horizontal) + 2 * _SNAP:
        ends.append(bottom)
    if top < min(e["top"] for e in horizontal) - 2 * _SNAP:
        ends.append(top)
    return ends


def _inside(char: dict[str, Any], box: tuple[float, float, float, float]) -> bool:
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return bool(box[0] <= x <= box[2] and box[1] <= y <= box[3])


def group_lines(chars: list[dict[str, Any]]) -> list[Line]:
    """Group characters into lines from top to bottom, each with its extent and size."""
    return [_line(line) for line in _group(chars)]


def _group(chars: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Return the characters of each line from left to right, lines from top to bottom."""
    lines: list[list[dict[str, Any]]] = []
    for char in sorted(chars, key=lambda c: (c["top"] + c["bottom"], c["x0"])):
        middle = (char["top"] + char["bottom"]) / 2
        home = next((ln for ln in lines[-3:] if abs(_middle(ln) - middle) < 0.5 * max(char["size"], 4)), None)
        if home is None:
            lines.append([char])
        else:
            home.append(char)
    return [sorted(ln, key=lambda c: c["x0"]) for ln in lines]


def _with_lines(table: dict[str, Any]) -> dict[str, Any]:
    """Return an unruled table with the characters of its cells as lines."""
    cells = [{k: v for k, v in c.items() if k != "chars"} | {"lines": group_lines(c["chars"])} for c in table["cells"]]
    return {**table, "cells": cells, "unruled": True}


def _middle(line: list[dict[str, Any]]) -> float:
    return float(line[0]["top"] + line[0]["bottom"]) / 2


def _line(chars: list[dict[str, Any]]) -> Line:
    text = ""
    for previous, char in zip([None, *chars], chars, strict=False):
        if previous is not None and _is_gap(previous, char):
            text += " "
        text += char["text"]
    return {
        "text": text,
        "x0": chars[0]["x0"],
        "x1": chars[-1]["x1"],
        "top": min(c["top"] for c in chars),
        "bottom": max(c["bottom"] for c in chars),
        "size": statistics.median(c["size"] for c in chars),
    }


def _is_gap(left: dict[str, Any], right: dict[str, Any]) -> bool:
    """Tell whether a space stands between two characters; justified Chinese is spread without any being meant."""
    wide = left["text"] > "\u2e7f" and right["text"] > "\u2e7f"
    return bool(right["x0"] - left["x1"] > (1.5 if wide else 0.25) * right["size"])


def _read_table(table: FoundTable, chars: list[dict[str, Any]], turned: list[dict[str, Any]]) -> dict[str, Any]:
    cells = table.cells
    xs = _cluster([v for c in cells for v in (c[0], c[2])])
    ys = _cluster([v for c in cells for v in (c[1], c[3])])
    mine = [c for c in chars if _inside(c, table.bbox)]
    placed = []
    for box in cells:
        r, c = _index(ys, box[1]), _index(xs, box[0])
        lines = group_lines([ch for ch in mine if _inside(ch, box)])
        lines = lines or group_lines(straighten([ch for ch in turned if _inside(ch, box)]))
        spans = {"rowspan": max(_index(ys, box[3]) - r, 1), "colspan": max(_index(xs, box[2]) - c, 1)}
        placed.append({"r": r, "c": c, "x0": box[0], "x1": box[2], "lines": lines, **spans})
    placed += _read_open_places([c for c in mine if not any(_inside(c, box) for box in cells)], xs, ys)
    return {"bbox": table.bbox, "xs": xs, "height": len(ys) - 1, "cells": placed}


def _read_open_places(chars: list[dict[str, Any]], xs: list[float], ys: list[float]) -> list[dict[str, Any]]:
    """Return words of a table that stand in no closed cell: the end of a page leaves a merged cell without its lower edge."""
    placed = []
    for r in range(len(ys) - 1):
        row = sorted(
            (c for c in chars if ys[r] <= (c["top"] + c["bottom"]) / 2 < ys[r + 1]), key=lambda c: (c["x0"], c["top"])
        )
        groups: list[list[dict[str, Any]]] = []
        for char in row:
            reached = max((c["x1"] for c in groups[-1]), default=0.0) if groups else 0.0
            gap = char["x0"] - reached
            is_apart = any(reached <= x <= char["x0"] for x in xs) and gap > 0.2 * char["size"]
            if groups and gap < char["size"] and not is_apart:
                groups[-1].append(char)
            else:
                groups.append([char])
        for group in groups:
            left, right = group[0]["x0"], max(c["x1"] for c in group)
            c = max((n for n, x in enumerate(xs[:-1]) if x <= left), default=0)
            end = max((n for n, x in enumerate(xs) if x < right), default=c) + 1
            spans = {"rowspan": 1, "colspan": max(min(end, len(xs) - 1) - c, 1)}
            placed.append({"r": r, "c": c, "x0": left, "x1": right, "lines": group_lines(group), **spans})
    return placed


def _cluster(values: list[float]) -> list[float]:
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > _SNAP:
            kept.append(value)
    return kept


def _index(edges: list[float], value: float) -> int:
    return min(range(len(edges)), key=lambda i: abs(edges[i] - value))


def main() -> None:
    """Read a PDF from standard input; arguments: pages, bytes of memory, seconds."""
    pages, memory, seconds = (int(a) for a in sys.argv[1:4])
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    logging.disable(logging.CRITICAL)
    click.echo(json.dumps(extract(sys.stdin.buffer.read(), pages)))


if __name__ == "__main__":
    main()
