"""Reads plain text and markdown. Markdown is rendered and then read as a page, so that raw html cells work.

Character sets are `charsets`, broken lines `wrapping`.
"""

import re
from collections.abc import Iterator
from itertools import groupby

from mingzheng.kit.lazy import lazy_module

from .errors import UnreadableDocument
from .html import read_html
from .model import Block, Cell, Document, Limits, Paragraph, Table
from .wrapping import join_wrapped

markdown_it = lazy_module("markdown_it")

FEWEST_CELLS, FEWEST_ROWS = 3, 2
_TABLE_LINE = re.compile(r"^[ \t]{0,8}\|.*\|[ \t]{0,8}$|^[ \t]{0,8}\|?[ \t]{0,8}:?-{3,}:?[ \t]{0,8}\|", re.MULTILINE)


def read_plain(text: str) -> Document:
    """Return the paragraphs of plain text, hard-wrapped lines joined."""
    pages = text.replace("\r\n", "\n").replace("\r", "\n").split("\f")
    blocks: list[Block] = []
    for number, page in enumerate(pages, start=1):
        blocks.extend(_read_page(page.split("\n"), number if len(pages) > 1 else 0))
    return Document(tuple(blocks), format="text")


def _read_page(lines: list[str], page: int) -> Iterator[Block]:
    """Yield the paragraphs of a page, and its tables: lines one below the other with as many cells between tabs."""
    for cells, group in groupby(lines, key=lambda line: line.strip().count("\t") + 1):
        run = list(group)
        if cells >= FEWEST_CELLS and len(run) >= FEWEST_ROWS:
            yield Table(tuple(tuple(Cell(c.strip()) for c in line.strip().split("\t")) for line in run), page=page)
        else:
            yield from (Paragraph(line, page=page) for line in join_wrapped(run))


def looks_like_markdown(text: str) -> bool:
    """Tell whether plain text carries a markdown table or headings."""
    return len(_TABLE_LINE.findall(text)) >= 2 or bool(re.search(r"^#{1,6} \S", text, re.MULTILINE))


def read_markdown(text: str, *, filename: str, limits: Limits) -> Document:
    """Return the blocks of markdown; single line breaks are kept where the line starts something new."""
    if len(text) > limits.markdown_bytes or max(map(len, text.split("\n"))) > limits.markdown_line:
        raise UnreadableDocument("too_large", filename=filename, limit=f"{limits.markdown_bytes // (1024 * 1024)} MB")
    renderer = markdown_it.MarkdownIt("commonmark", {"html": True, "breaks": True}).enable(["table", "strikethrough"])
    prepared = _protect_numbers(text.replace("\r\n", "\n"))
    rendered = renderer.render(_join_prose(prepared))
    return read_html(rendered or " ", filename=filename, limits=limits, kind="markdown")


def _protect_numbers(text: str) -> str:
    """Keep printed numbers as text: a list would renumber them (`3.` after a gap would become 2)."""
    return re.sub(r"^( {0,3})(\d{1,9})([.)])(?=[ \t])", r"\1\2\\\3", text, flags=re.MULTILINE)


def _join_prose(text: str) -> str:
    """Join hard-wrapped lines of prose; tables, headings and raw html stay as they are."""
    out: list[str] = []
    for paragraph in re.split(r"\n[ \t]*\n", text):
        lines = paragraph.split("\n")
        if any(re.match(r"\s*(?:\||#|<|```|>)", line) for line in lines):
            out.append(paragraph)
        else:
            out.append("\n".join(join_wrapped(lines)))
    return "\n\n".join(out)
