"""A list as a spreadsheet: true dates and numbers, nothing that a spreadsheet would run, who exported it and when.

Papers and ledgers in official form are written by `documents`.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime
from io import BytesIO
from itertools import islice
from typing import Any
from urllib.parse import quote

from django.http import HttpResponse
from django.utils.html import strip_tags

from mingzheng.kit.lazy import lazy_module
from mingzheng.platform.design.public import NON_CLASSIFIED, SHANGHAI, format_moment
from mingzheng.platform.desk.tables import DeskTable
from mingzheng.platform.ledger.public import now
from mingzheng.platform.parameters.public import get_value

openpyxl = lazy_module("openpyxl")

MOST_ROWS = 20_000
PAPER_A4 = 9
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\]")
WIDTHS = {"main": 48, "text": 24, "names": 30, "code": 20, "due": 14, "date": 14, "lamp": 12, "number": 10}


def spreadsheet_response(table: DeskTable, *, name: str, signed_by: str) -> HttpResponse:
    """Answer with the table as a spreadsheet, at most `MOST_ROWS` rows; the last line says when more were left out."""
    signature = f"{signed_by} {format_moment(now())} 导出" if get_value("desk.sign_exports") else ""
    kinds = [bound.column.kind for bound in table.columns.iterall() if not bound.column.exclude_from_export]
    content = write_spreadsheet(table.export_rows(), kinds=kinds, title=name, signature=signature)
    response = HttpResponse(content, content_type=MEDIA_TYPE)
    response["Content-Disposition"] = f"attachment; filename=\"list.xlsx\"; filename*=UTF-8''{quote(name)}.xlsx"
    return response


def write_spreadsheet(rows: Iterable[list[Any]], *, kinds: list[str], title: str, signature: str) -> bytes:
    """Write rows (the first is the head) into one sheet and return the file."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(NOT_IN_SHEET_NAMES.sub("", title)[:31] or "列表")
    sheet.freeze_panes = "A2"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = PAPER_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"
    sheet.oddFooter.left.text = NON_CLASSIFIED
    sheet.oddFooter.right.text = signature
    for index, kind in enumerate(kinds, start=1):
        sheet.column_dimensions[openpyxl.utils.get_column_letter(index)].width = WIDTHS.get(kind, 20)
    source = iter(rows)
    sheet.append([_head_cell(sheet, text) for text in next(source, [])])
    for row in islice(source, MOST_ROWS):
        sheet.append([_cell(sheet, value) for value in row])
    if next(source, None) is not None:
        sheet.append([_cell(sheet, f"只导出前 {MOST_ROWS} 行，请加筛选条件后分次导出。")])
    if signature:
        sheet.append([])
        sheet.append([_cell(sheet, f"{NON_CLASSIFIED}　{signature}")])
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def _head_cell(sheet: Any, text: str) -> Any:
    cell = openpyxl.cell.WriteOnlyCell(sheet, text)
    cell.font = openpyxl.styles.Font(bold=True)
    cell.fill = openpyxl.styles.PatternFill("solid", fgColor="E2EEF0")
    cell.alignment = openpyxl.styles.Alignment(vertical="center", wrap_text=True)
    return cell


def _cell(sheet: Any, value: Any) -> Any:
    """Make one cell: a text stays a text even when it begins like a formula."""
    if isinstance(value, datetime):
        local = value.astimezone(SHANGHAI).replace(tzinfo=None) if value.tzinfo else value
        cell = openpyxl.cell.WriteOnlyCell(sheet, local)
        cell.number_format = "yyyy-mm-dd hh:mm"
    elif isinstance(value, date):
        cell = openpyxl.cell.WriteOnlyCell(sheet)
        cell.value = value
        cell.number_format = "yyyy-mm-dd"
    elif isinstance(value, int | float) and not isinstance(value, bool):
        cell = openpyxl.cell.WriteOnlyCell(sheet, value)
    else:
        cell = openpyxl.cell.WriteOnlyCell(
            sheet, openpyxl.cell.cell.ILLEGAL_CHARACTERS_RE.sub("", strip_tags(_text(value)))[:32_000]
        )
        cell.data_type = "s"
    cell.alignment = openpyxl.styles.Alignment(vertical="top", wrap_text=True)
    return cell


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return "" if value is None else str(value)
