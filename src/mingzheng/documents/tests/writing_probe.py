"""Reads written PDFs and Word files back for the writing tests: text, lines, places."""

import re
from collections import defaultdict
from io import BytesIO
from typing import Any

import docx
import pypdfium2
from docx.table import Table
from docx.text.paragraph import Paragraph

# Words Typst may break after, and space that only lays out.
_LAYOUT = re.compile("[\\s\u200b\ufeff\ufffe\u00ad]+")


def squeeze(text: str) -> str:
    return _LAYOUT.sub("", text)


def read_pdf_pages(data: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(data)
    pages = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return pages


def read_pdf(data: bytes) -> str:
    return squeeze("".join(read_pdf_pages(data)))


def list_characters(data: bytes, page: int) -> list[tuple[str, float, float, float]]:
    """Return (character, left, right, baseline from top) in points for one page."""
    document = pypdfium2.PdfDocument(data)
    sheet = document[page]
    height = sheet.get_height()
    text = sheet.get_textpage()
    found = []
    for index in range(text.count_chars()):
        left, bottom, right, _top = text.get_charbox(index, loose=True)
        found.append((text.get_text_range(index, 1), left, right, height - bottom))
    document.close()
    return found


def list_lines(data: bytes, page: int) -> list[tuple[float, str]]:
    """Return the text lines of a page with their height from the top."""
    lines: dict[int, list[tuple[float, str]]] = defaultdict(list)
    for character, left, _right, bottom in list_characters(data, page):
        if character.strip():
            lines[round(bottom)].append((left, character))
    return [(height, "".join(c for _, c in sorted(lines[height]))) for height in sorted(lines)]


def read_docx_parts(data: bytes) -> list[str]:
    """Return the paragraphs and table cells of a .docx in order, none empty."""
    parts: list[str] = []
    for item in docx.Document(BytesIO(data)).iter_inner_content():
        parts += _read_item(item)
    return [part for part in parts if part.strip()]


def _read_item(item: Any) -> list[str]:
    if isinstance(item, Paragraph):
        return [item.text]
    assert isinstance(item, Table)
    return [cell.text for row in item.rows for cell in row.cells]
