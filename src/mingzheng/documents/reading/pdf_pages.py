"""Puts the lines and tables of PDF pages together into one document: paragraphs, joined tables, no page numbers.

Finding lines and rules on a page is `pdf_process`.
"""

import re
from collections import Counter
from typing import Any

from .grids import make_table
from .model import Block, Cell, Limits, Paragraph, Position
from .pdf_columns import PAGE_NUMBER
from .pdf_joins import PageTable, continue_table, ends_full, join_cell_lines
from .wrapping import STARTS_NEW

Page = dict[str, Any]
Line = dict[str, Any]
_EDGE = 0.1


def assemble_pages(pages: list[Page], *, limits: Limits, filename: str) -> list[Block]:
    """Return the blocks of all pages in reading order."""
    running = _running_heads(pages)
    blocks: list[Block] = []
    for number, page in enumerate(pages, start=1):
        lines = [ln for ln in page["lines"] if not _is_furniture(ln, page, running)]
        for block in _page_blocks(lines, page["tables"], page.get("breaks", []), number):
            _append(blocks, block)
    return blocks


def _append(blocks: list[Block], block: Block) -> None:
    """Add `block`, joined with the last one when it goes on over a page end."""
    last = blocks[-1] if blocks else None
    next_page = last is not None and block.page == last.page + 1
    if next_page and isinstance(last, PageTable) and isinstance(block, PageTable):
        joined = continue_table(last, block)
        if joined is not None:
            blocks[-1] = joined
            return
    if next_page and isinstance(last, Paragraph) and isinstance(block, Paragraph) and _goes_on(last, block):
        blocks[-1] = Paragraph(last.text + block.text, page=block.page, style=block.style)
        return
    blocks.append(block)


def _goes_on(last: Paragraph, block: Paragraph) -> bool:
    return last.style == "open" and block.style in {"flush", "open"} and not STARTS_NEW.match(block.text)


def _running_heads(pages: list[Page]) -> set[str]:
    """Return texts that stand at the same edge of most pages; of two pages, at the same height of both."""
    if len(pages) == 2:
        first, second = ({(_plain(ln), round(ln["top"])) for ln in p["lines"] if _at_edge(ln, p)} for p in pages)
        return {text for text, _ in first & second}
    counts = Counter(_plain(ln) for p in pages for ln in p["lines"] if _at_edge(ln, p))
    return {text for text, n in counts.items() if n >= max(3, (len(pages) + 1) // 2)}


def _plain(line: Line) -> str:
    return re.sub(r"\d+|\s", "", line["text"])


def _at_edge(line: Line, page: Page) -> bool:
    return bool(line["bottom"] < page["height"] * _EDGE or line["top"] > page["height"] * (1 - _EDGE))


def _is_furniture(line: Line, page: Page, running: set[str]) -> bool:
    if not _at_edge(line, page):
        return False
    return bool(PAGE_NUMBER.match(line["text"])) or (_plain(line) in running and bool(_plain(line)))


def _page_blocks(lines: list[Line], tables: list[dict[str, Any]], breaks: list[float], page: int) -> list[Block]:
    """Return a page's blocks; lines are measured against each other between tables and `breaks` only."""
    placed: list[tuple[float, Block]] = []
    for table in tables:
        if table["height"] > 0 and len(table["xs"]) > 1:
            placed.append((table["bbox"][1], _grid(table, page)))
    tops = sorted([*breaks, *(top for top, _ in placed)])
    for low, high in zip([float("-inf"), *tops], [*tops, float("inf")], strict=True):
        part = [ln for ln in lines if low <= ln["top"] < high]
        placed.extend(_paragraphs(part, page))
    return [block for _, block in sorted(placed, key=lambda item: item[0])]


def _grid(table: dict[str, Any], page: int) -> PageTable:
    taken: dict[Position, Cell] = {}
    columns = _column_paddings(table["cells"])
    for cell in table["cells"]:
        at = (cell["r"], cell["c"])
        text = join_cell_lines(cell, columns.get(cell["c"], 0.0))
        for r in range(at[0], at[0] + cell["rowspan"]):
            for c in range(at[1], at[1] + cell["colspan"]):
                taken.setdefault((r, c), Cell(text, merged_from=at))
        taken[at] = Cell(text, rowspan=cell["rowspan"], colspan=cell["colspan"])
    foot = [cell for cell in table["cells"] if cell["r"] + cell["rowspan"] >= table["height"]]
    full = frozenset(cell["c"] for cell in foot if ends_full(cell, columns.get(cell["c"], 0.0)))
    grid = make_table(taken, height=table["height"])
    return PageTable(grid.rows, page=page, name=",".join(f"{x:.0f}" for x in table["xs"]), full=full)


def _column_paddings(cells: list[dict[str, Any]]) -> dict[int, float]:
    """Return the smallest distance between text and rule seen in each column."""
    paddings: dict[int, float] = {}
    for cell in cells:
        for line in cell["lines"]:
            side = min(line["x0"] - cell["x0"], cell["x1"] - line["x1"])
            paddings[cell["c"]] = min(paddings.get(cell["c"], 99.0), max(side, 0.0))
    return paddings


def _paragraphs(lines: list[Line], page: int) -> list[tuple[float, Paragraph]]:
    """Join lines that fill the measure with what follows; `style` remembers whether the last line was full.

    The further lines of a numbered item may hang below its words, further in than its number.
    """
    if not lines:
        return []
    left, right = min(ln["x0"] for ln in lines), max(ln["x1"] for ln in lines)
    done: list[tuple[float, Paragraph]] = []
    previous: Line | None = None
    first_x0 = left
    for line in lines:
        size = max(line["size"], 4.0)
        starts_flush = line["x0"] < left + 1.2 * size
        full = line["x1"] > right - 2.1 * size
        style = "open" if full else ("flush" if starts_flush else "")
        hangs = bool(done) and line["x0"] > first_x0 + 0.3 * size and bool(STARTS_NEW.match(done[-1][1].text))
        if previous is not None and (starts_flush or hangs) and _continues(previous, line, (left, right)):
            top, paragraph = done[-1]
            done[-1] = (top, Paragraph(_glue(paragraph.text, line["text"]), style="open" if full else "", page=page))
        else:
            done.append((line["top"], Paragraph(line["text"].strip(), style=style, page=page)))
            first_x0 = line["x0"]
        previous = line
    return done


def _continues(previous: Line, line: Line, measure: tuple[float, float]) -> bool:
    """Tell whether the line above fills the measure; one set far in is a title, however long."""
    size = max(previous["size"], 4.0)
    full = previous["x1"] > measure[1] - 2.1 * size and previous["x0"] < measure[0] + 3.2 * size
    same_size = abs(previous["size"] - line["size"]) < 1.0
    return bool(full and same_size and not STARTS_NEW.match(line["text"]))


def _glue(left: str, right: str) -> str:
    spaced = left[-1:].isascii() and left[-1:].isalnum() and right[:1].isascii() and right[:1].isalnum()
    return f"{left} {right.strip()}" if spaced else left + right.strip()
