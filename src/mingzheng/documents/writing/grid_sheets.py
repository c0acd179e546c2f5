"""Writes statutory forms with merged cells as workbooks, a form a sheet.

Tables of any length are `sheets`; forms in documents are `docx_grids` and `templates/blocks.typ`.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from io import BytesIO
from typing import Any

from mingzheng.documents.writing.official import Grid, GridCell, place_cells
from mingzheng.documents.writing.sheets import FONT_NAME, Look, name_sheet, put_value
from mingzheng.documents.writing.sheets import CellKind as Kind
from mingzheng.kit.lazy import lazy_module

openpyxl = lazy_module("openpyxl")

_WIDTH = 92.0


def write_grids(grids: Sequence[tuple[str, Grid]], numbers: Mapping[str, Decimal], *, title: str) -> bytes:
    """Return a workbook with a sheet for each named form; a cell whose `ref` is in `numbers` holds the number itself."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    look, names = Look(), set[str]()
    for name, grid in grids:
        sheet = book.create_sheet(name_sheet(name, names))
        sheet["A1"] = title
        sheet["A1"].font = look.title
        sheet["A2"] = grid.caption
        sheet["A2"].font = look.head
        _write(sheet, grid, numbers, look)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _write(sheet: Any, grid: Grid, numbers: Mapping[str, Decimal], look: Look) -> None:
    whole = sum(grid.widths)
    for position, width in enumerate(grid.widths, start=1):
        sheet.column_dimensions[openpyxl.utils.get_column_letter(position)].width = max(7.0, _WIDTH * width / whole)
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    for top, left, cell in place_cells(grid):
        _put(sheet, top + 3, left + 1, cell, numbers.get(cell.ref), look)


def _put(sheet: Any, row: int, column: int, cell: GridCell, number: Decimal | None, look: Look) -> None:
    last_row, last_column = row + cell.rows - 1, column + cell.columns - 1
    for line in range(row, last_row + 1):
        for place in range(column, last_column + 1):
            sheet.cell(line, place).border = look.border
    box = sheet.cell(row, column)
    if number is None:
        put_value(box, cell.text, Kind.TEXT)
    else:
        box.value = int(number) if number == number.to_integral_value() else number
    box.font = openpyxl.styles.Font(name=FONT_NAME, size=10, bold=cell.is_head)
    box.alignment = openpyxl.styles.Alignment(horizontal=cell.align, vertical="center", wrap_text=True)
    if cell.is_head:
        box.fill = look.head_fill
    if cell.rows > 1 or cell.columns > 1:
        sheet.merge_cells(start_row=row, start_column=column, end_row=last_row, end_column=last_column)
