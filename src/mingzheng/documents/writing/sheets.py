"""Writes workbooks (.xlsx): typed cells under a frozen head, safe against formulas hidden in text.

Answers for: tables that leave the system as Excel files, of any length. Does not belong here: workbooks that come back
filled in (`fill_sheets`), reading any other workbook (`documents.reading`).
"""

import re
from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from enum import StrEnum
from io import BytesIO
from math import ceil
from typing import Any

from mingzheng.documents.writing.text import clean_lines, clean_text
from mingzheng.kit.lazy import lazy_module

openpyxl = lazy_module("openpyxl")

# China keeps one time all year; a workbook holds no zones.
_CHINA = timezone(timedelta(hours=8))
_LONGEST_TEXT = 32_767
_LINE_HEIGHT = 15.0
_TALLEST_ROW = 400.0
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_FORBIDDEN_IN_NAME = re.compile(r"[\[\]:*?/\\']")
FONT_NAME = "宋体"


class CellKind(StrEnum):
    """What a column holds. PERCENT is a whole number of hundredths: 80 is 80%, however it is typed."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    PERCENT = "percent"
    DATE = "date"
    MOMENT = "moment"
    CHOICE = "choice"


_FORMATS = {
    CellKind.INTEGER: "0",
    CellKind.NUMBER: "0.00",
    CellKind.PERCENT: "0",
    CellKind.DATE: "yyyy-mm-dd",
    CellKind.MOMENT: "yyyy-mm-dd hh:mm",
    CellKind.TEXT: "@",
    CellKind.CHOICE: "@",
}


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column. `width` is in characters; `choices`, `is_editable`, `is_required` and `maximum_length` serve filling."""

    key: str
    title: str
    kind: CellKind = CellKind.TEXT
    width: float = 14.0
    choices: tuple[str, ...] = ()
    is_editable: bool = False
    is_required: bool = False
    maximum_length: int = 2_000


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet; `rows` may be a generator and is read once. `note` stands under the title."""

    name: str
    columns: tuple[SheetColumn, ...]
    rows: Iterable[Sequence[Any]]
    title: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """The styles of one workbook; openpyxl shares them between cells."""

    title: Any = field(default_factory=lambda: openpyxl.styles.Font(name=FONT_NAME, size=16, bold=True))
    note: Any = field(default_factory=lambda: openpyxl.styles.Font(name=FONT_NAME, size=10, color="595959"))
    head: Any = field(default_factory=lambda: openpyxl.styles.Font(name=FONT_NAME, size=11, bold=True))
    body: Any = field(default_factory=lambda: openpyxl.styles.Font(name=FONT_NAME, size=11))
    head_fill: Any = field(default_factory=lambda: openpyxl.styles.PatternFill("solid", fgColor="E7EBF0"))
    edit_fill: Any = field(default_factory=lambda: openpyxl.styles.PatternFill("solid", fgColor="FFFBE6"))
    border: Any = field(default_factory=lambda: _box())
    centered: Any = field(
        default_factory=lambda: openpyxl.styles.Alignment(horizontal="center", vertical="center", wrap_text=True)
    )
    dresses: dict[tuple[CellKind, bool], Any] = field(default_factory=dict)
    wrapped: Any = field(default_factory=lambda: openpyxl.styles.Alignment(vertical="center", wrap_text=True))


def _box() -> Any:
    side = openpyxl.styles.Side(style="thin", color="A6A6A6")
    return openpyxl.styles.Border(left=side, right=side, top=side, bottom=side)


def write_xlsx(sheets: Sequence[Sheet], *, author: str = "", dated: date | None = None) -> bytes:
    """Return a workbook. Memory stays small however many rows a sheet yields."""
    book = openpyxl.Workbook(write_only=True)
    book.properties.creator = clean_text(author)
    book.properties.created = book.properties.modified = datetime.combine(
        dated or date(2000, 1, 1), datetime.min.time()
    )
    look = Look()
    names: set[str] = set()
    for sheet in sheets:
        name = name_sheet(sheet.name, names)
        _write_sheet(book.create_sheet(name), sheet, look)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def name_sheet(wished: str, taken: set[str]) -> str:
    """Return a name Excel accepts and no sheet of the workbook has yet, and remember it in `taken`."""
    base = _FORBIDDEN_IN_NAME.sub("", clean_text(wished)).strip()[:28] or "表"
    name = base
    number = 2
    while name.casefold() in taken:
        name = f"{base}{number}"
        number += 1
    taken.add(name.casefold())
    return name


def _write_sheet(place: Any, sheet: Sheet, look: Look) -> None:
    lead = [text for text in (sheet.title, sheet.note) if text]
    for index, column in enumerate(sheet.columns, start=1):
        place.column_dimensions[openpyxl.utils.get_column_letter(index)].width = column.width
    place.freeze_panes = f"A{len(lead) + 2}"
    place.print_title_rows = f"{len(lead) + 1}:{len(lead) + 1}"
    fit_page(place)
    if sheet.title:
        place.append([_make_text(place, sheet.title, look.title)])
    if sheet.note:
        place.append([_make_text(place, sheet.note, look.note)])
    place.append([_make_head(place, column, look) for column in sheet.columns])
    for line, row in enumerate(sheet.rows, start=len(lead) + 2):
        height = estimate_height(row, sheet.columns)
        if height:
            place.row_dimensions[line].height = height
        place.append(
            [
                style_cell(openpyxl.cell.WriteOnlyCell(place), value, column, look)
                for column, value in zip(sheet.columns, row, strict=False)
            ]
        )


def fit_page(place: Any) -> None:
    """Print a sheet on A4 landscape, as wide as the page."""
    place.page_setup.orientation, place.page_setup.paperSize = "landscape", 9
    place.page_setup.fitToWidth, place.page_setup.fitToHeight = 1, 0
    place.sheet_properties.pageSetUpPr.fitToPage = True


def _make_text(place: Any, text: str, font: Any) -> Any:
    cell = openpyxl.cell.WriteOnlyCell(place)
    put_text(cell, text)
    cell.font = font
    return cell


def _make_head(place: Any, column: SheetColumn, look: Look) -> Any:
    cell = _make_text(place, column.title, look.head)
    cell.fill, cell.alignment, cell.border = look.head_fill, look.centered, look.border
    return cell


def style_cell(cell: Any, value: Any, column: SheetColumn, look: Look, *, is_open: bool = False) -> Any:
    """Put a value into a cell as its column's kind and dress it; `is_open` tints it and takes its lock off.

    The dress is made once per kind and workbook and then copied: openpyxl's own way costs ten times as much.
    """
    known = look.dresses.get((column.kind, is_open))
    if known is None:
        _dress_cell(cell, column.kind, look, is_open=is_open)
        look.dresses[column.kind, is_open] = copy(cell._style)
    else:
        cell._style = copy(known)
    put_value(cell, value, column.kind)
    return cell


def _dress_cell(cell: Any, kind: CellKind, look: Look, *, is_open: bool) -> None:
    cell.font, cell.border = look.body, look.border
    cell.alignment = look.wrapped if kind in {CellKind.TEXT, CellKind.CHOICE} else look.centered
    cell.number_format = _FORMATS[kind]
    if is_open:
        cell.fill, cell.protection = look.edit_fill, openpyxl.styles.Protection(locked=False)


def estimate_height(values: Sequence[Any], columns: Sequence[SheetColumn]) -> float | None:
    """Return the row height in points that shows every wrapped line, or None when one line is enough."""
    lines = 1
    for value, column in zip(values, columns, strict=False):
        if isinstance(value, str) and len(value) * 2 > column.width:
            parts = value.splitlines()
            widths = (2 * len(part) - len(part.encode("ascii", "ignore")) for part in parts)
            lines = max(lines, sum(max(1, ceil(width * 1.1 / column.width)) for width in widths))
    return min(lines * _LINE_HEIGHT, _TALLEST_ROW) if lines > 1 else None


def put_value(cell: Any, value: Any, kind: CellKind) -> None:
    """Put a typed value; whatever is not of the column's kind goes in as text, never as a formula."""
    if value is None or value == "":
        return
    if isinstance(value, datetime):
        local = value.astimezone(_CHINA).replace(tzinfo=None) if value.tzinfo else value
        cell.value = local if kind is CellKind.MOMENT else local.date()
    elif isinstance(value, date) or (isinstance(value, int | float | Decimal) and not isinstance(value, bool)):
        if kind in {CellKind.TEXT, CellKind.CHOICE}:
            put_text(cell, str(value))
        else:
            cell.value = value
    elif isinstance(value, bool):
        put_text(cell, "是" if value else "否")
    else:
        put_text(cell, str(value))


def put_text(cell: Any, text: str) -> None:
    """Put a text as text: what looks like a formula is quoted, control characters are dropped, the length is bounded."""
    clean = "\n".join(clean_lines(text))
    if len(clean) > _LONGEST_TEXT:
        clean = clean[: _LONGEST_TEXT - 1] + "…"
    cell.value = clean
    cell.data_type = "s"
    if clean.startswith(_FORMULA_STARTS):
        cell.quotePrefix = True
