"""Workbooks that go out to be filled in offline and come back to be merged (报送填报表).

Answers for: writing one whose rows carry a key and a digest, and reading it back into changed rows and problems.
A sheet may be sorted, filtered and shortened; it may not be made of another round, another form or another row.
Does not belong here: applying the rows (the domain, through the door), showing the preview.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from mingzheng.documents.writing.cell_values import BadValue, normalise_value, parse_value, take_raw
from mingzheng.documents.writing.sheets import (
    CellKind,
    Look,
    SheetColumn,
    estimate_height,
    fit_page,
    put_text,
    style_cell,
)
from mingzheng.kit.lazy import lazy_module

openpyxl = lazy_module("openpyxl")

_FORMAT = "mingzheng-fill-1"
_SEAL_SHEET = "_核对"
_MAIN_SHEET = "填报"
_CHOICE_SHEET = "选项"
_HEAD_ROW = 3
_LARGEST_FILE = 20 * 1024 * 1024
_LARGEST_CONTENT = 200 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class FillSpec:
    """What a workbook is for: `form_key` names the round and the unit; `signing_key` is the installation's secret."""

    form_key: str
    title: str
    columns: tuple[SheetColumn, ...]
    signing_key: bytes
    note: str = ""


@dataclass(frozen=True, slots=True)
class FillRow:
    """A row as the system knows it. `values` are keyed by column."""

    key: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class FilledRow:
    """A row as it came back: every editable value, and which of them differ from what the system has now."""

    key: str
    line: int
    values: Mapping[str, Any]
    changed: frozenset[str]


@dataclass(frozen=True, slots=True)
class FillProblem:
    """What is wrong with a line: a stable code, words for people, and whether the line is left out."""

    code: str
    message: str
    line: int = 0
    column: str = ""
    key: str = ""
    is_blocking: bool = True


@dataclass(frozen=True, slots=True)
class FillResult:
    """Rows that may be merged, and problems. With `is_refused` nothing in the file can be trusted."""

    rows: tuple[FilledRow, ...]
    problems: tuple[FillProblem, ...]
    is_refused: bool = False


def write_fill_sheet(spec: FillSpec, rows: Sequence[FillRow]) -> bytes:
    """Return the workbook to fill in: locked cells grey, open ones tinted, keys and digests hidden."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = _MAIN_SHEET
    look = Look()
    _write_lead(sheet, spec, look)
    for line, row in enumerate(rows, start=_HEAD_ROW + 1):
        put_text(sheet.cell(line, 1), row.key)
        put_text(sheet.cell(line, 2), _digest_row(spec, row))
        for index, column in enumerate(spec.columns, start=3):
            value = row.values.get(column.key)
            style_cell(sheet.cell(line, index), value, column, look, is_open=column.is_editable)
        values = [row.values.get(column.key) for column in spec.columns]
        sheet.row_dimensions[line].height = estimate_height(values, spec.columns)
    _add_choices(book, sheet, spec, last=_HEAD_ROW + max(len(rows), 1))
    _protect(sheet, len(spec.columns), last=_HEAD_ROW + len(rows))
    _write_seal(book, spec)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _write_lead(sheet: Any, spec: FillSpec, look: Look) -> None:
    put_text(sheet.cell(1, 3), spec.title)
    sheet.cell(1, 3).font = look.title
    put_text(sheet.cell(2, 3), spec.note or "浅黄色单元格可填，其余勿改；可排序、筛选、删行，勿增行。填好后原样上传。")
    sheet.cell(2, 3).font = look.note
    heads = ("行键", "核对码", *(column.title + ("*" if column.is_required else "") for column in spec.columns))
    for index, head in enumerate(heads, start=1):
        cell = sheet.cell(_HEAD_ROW, index)
        put_text(cell, head)
        cell.font, cell.fill, cell.border, cell.alignment = look.head, look.head_fill, look.border, look.centered
    for index, column in enumerate(spec.columns, start=3):
        sheet.column_dimensions[openpyxl.utils.get_column_letter(index)].width = column.width
    for letter in "AB":
        sheet.column_dimensions[letter].hidden = True
    sheet.freeze_panes = f"D{_HEAD_ROW + 1}"
    sheet.print_title_rows = f"{_HEAD_ROW}:{_HEAD_ROW}"
    fit_page(sheet)


def _add_choices(book: Any, sheet: Any, spec: FillSpec, *, last: int) -> None:
    chosen = [(index, column) for index, column in enumerate(spec.columns, start=3) if column.is_editable]
    options: Any = None
    for index, column in chosen:
        letter = openpyxl.utils.get_column_letter(index)
        if column.choices:
            options = options or book.create_sheet(_CHOICE_SHEET)
            for line, choice in enumerate(column.choices, start=1):
                put_text(options.cell(line, index), choice)
            source = f"'{_CHOICE_SHEET}'!${letter}$1:${letter}${len(column.choices)}"
            rule = openpyxl.worksheet.datavalidation.DataValidation(type="list", formula1=source, allow_blank=True)
            rule.error, rule.errorTitle = "请从下拉列表中选择。", column.title[:32]
        elif column.kind is CellKind.DATE:
            rule = openpyxl.worksheet.datavalidation.DataValidation(
                type="date", operator="greaterThan", formula1="1", allow_blank=True
            )
            rule.prompt, rule.promptTitle = "日期，如 2026-03-05", column.title[:32]
            rule.errorStyle = "warning"
        else:
            continue
        rule.add(f"{letter}{_HEAD_ROW + 1}:{letter}{last}")
        sheet.add_data_validation(rule)
    if options:
        options.sheet_state = "hidden"


def _protect(sheet: Any, columns: int, *, last: int) -> None:
    sheet.auto_filter.ref = f"C{_HEAD_ROW}:{openpyxl.utils.get_column_letter(columns + 2)}{max(last, _HEAD_ROW)}"
    guard = sheet.protection
    guard.sheet = True
    guard.sort = guard.autoFilter = guard.formatColumns = guard.formatRows = guard.deleteRows = False


def _write_seal(book: Any, spec: FillSpec) -> None:
    seal = book.create_sheet(_SEAL_SHEET)
    for line, value in enumerate((_FORMAT, spec.form_key, _seal(spec)), start=1):
        put_text(seal.cell(line, 1), value)
    seal.sheet_state = "veryHidden"


def _seal(spec: FillSpec) -> str:
    return _sign(spec, [_FORMAT, spec.form_key, *(f"{column.key}:{column.kind}" for column in spec.columns)])


def _digest_row(spec: FillSpec, row: FillRow) -> str:
    values = [normalise_value(row.values.get(column.key), column) for column in spec.columns]
    return _sign(spec, [spec.form_key, row.key, values])


def _sign(spec: FillSpec, value: Any) -> str:
    message = json.dumps(value, ensure_ascii=False, default=str).encode()
    return hmac.new(spec.signing_key, message, hashlib.sha256).hexdigest()[:32]


def read_fill_sheet(data: bytes, spec: FillSpec, current: Sequence[FillRow]) -> FillResult:
    """Compare a filled workbook with the rows as they stand now.

    A row whose digest is not that of its current values changed in the system after the download and is reported, not
    merged. Never raises for a bad file: the result is refused with the reason.
    """
    refusal, lines = _open_lines(data, spec)
    if refusal:
        return FillResult((), (refusal,), is_refused=True)
    known = {row.key: row for row in current}
    rows: list[FilledRow] = []
    problems: list[FillProblem] = []
    seen: set[str] = set()
    for line, cells in lines:
        key = str(cells[0] or "").strip()
        problem = _judge_line(spec, known.get(key), key, line, cells, seen)
        if problem:
            problems.append(problem)
            continue
        seen.add(key)
        row, found = _read_row(spec, known[key], line, cells)
        problems += found
        if row and row.changed:
            rows.append(row)
    return FillResult(tuple(rows), tuple(problems))


def _open_lines(data: bytes, spec: FillSpec) -> tuple[FillProblem | None, list[tuple[int, tuple[Any, ...]]]]:
    """Return why the file is refused, or the lines under the head that hold anything."""
    try:
        if (
            len(data) > _LARGEST_FILE
            or sum(item.file_size for item in ZipFile(BytesIO(data)).infolist()) > _LARGEST_CONTENT
        ):
            return FillProblem("too_large", "文件过大，请只保留填报表后再上传。"), []
        book = openpyxl.load_workbook(BytesIO(data), read_only=False, data_only=False, keep_links=False)
    except (BadZipFile, KeyError, ValueError, OSError, TypeError, SyntaxError, EOFError, NotImplementedError):
        return FillProblem("unreadable", "打不开：请上传从本系统下载的 .xlsx 填报表。"), []
    if _SEAL_SHEET not in book.sheetnames or _MAIN_SHEET not in book.sheetnames:
        return FillProblem("not_ours", "不是从本系统下载的填报表，请重新下载后填写。"), []
    seal = [str(book[_SEAL_SHEET].cell(line, 1).value or "") for line in (1, 2, 3)]
    if seal[0] != _FORMAT or seal[1] != spec.form_key or not hmac.compare_digest(seal[2], _seal(spec)):
        return FillProblem("other_form", "填报表不属于本轮次或本单位，或表格结构已变，请重新下载。"), []
    sheet = book[_MAIN_SHEET]
    lines = [
        (int(row[0].row or 0), tuple(take_raw(cell) for cell in row))
        for row in sheet.iter_rows(min_row=_HEAD_ROW + 1, max_col=len(spec.columns) + 2)
        if any(cell.value not in (None, "") for cell in row)
    ]
    return None, lines


def _judge_line(
    spec: FillSpec, row: FillRow | None, key: str, line: int, cells: tuple[Any, ...], seen: set[str]
) -> FillProblem | None:
    if not key:
        return FillProblem("no_key", "此行为新增行，不在下发范围内，未读取。", line)
    if row is None:
        return FillProblem("unknown_row", "系统中没有此行，可能已办结或调整。", line, key=key)
    if key in seen:
        return FillProblem("duplicate", "此行重复出现，只读取第一次。", line, key=key)
    if not hmac.compare_digest(str(cells[1] or ""), _digest_row(spec, row)):
        return FillProblem("changed_meanwhile", "下载之后系统中的此行已有变动，请核对后重新填写。", line, key=key)
    return None


def _read_row(
    spec: FillSpec, row: FillRow, line: int, cells: tuple[Any, ...]
) -> tuple[FilledRow | None, list[FillProblem]]:
    values: dict[str, Any] = {}
    changed: set[str] = set()
    problems: list[FillProblem] = []
    for column, raw in zip(spec.columns, cells[2:], strict=False):
        try:
            value = parse_value(raw, column)
        except BadValue as error:
            problems.append(FillProblem(error.code, error.message, line, column.title, row.key, column.is_editable))
            continue
        differs = normalise_value(value, column) != normalise_value(row.values.get(column.key), column)
        if differs and not column.is_editable:
            problems.append(
                FillProblem("locked", "此列不可改，改动未读取。", line, column.title, row.key, is_blocking=False)
            )
        if column.is_editable:
            values[column.key] = value
            if differs:
                changed.add(column.key)
    if changed:
        problems += _find_missing(spec, values, line, row.key)
    if any(problem.is_blocking for problem in problems):
        return None, problems
    return FilledRow(row.key, line, values, frozenset(changed)), problems


def _find_missing(spec: FillSpec, values: Mapping[str, Any], line: int, key: str) -> list[FillProblem]:
    return [
        FillProblem("required", "此列必填。", line, column.title, key)
        for column in spec.columns
        if column.is_editable and column.is_required and column.key in values and values[column.key] in (None, "")
    ]
