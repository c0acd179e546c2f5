"""Workbooks: typed cells, no formula from text, and filled sheets that merge back only where nothing moved."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingzheng.documents.writing.cell_values import BadValue, parse_value, take_raw
from mingzheng.documents.writing.fill_sheets import FillRow, FillSpec, read_fill_sheet, write_fill_sheet
from mingzheng.documents.writing.sheets import CellKind, Sheet, SheetColumn, write_xlsx
from mingzheng.documents.writing.text import clean_lines

COLUMNS = (
    SheetColumn("no", "序号", CellKind.INTEGER, 6),
    SheetColumn("task", "工作要求", width=40),
    SheetColumn("state", "状态", CellKind.CHOICE, choices=("正常推进", "已完成"), is_editable=True, is_required=True),
    SheetColumn("progress", "进展情况", width=40, is_editable=True, maximum_length=20),
    SheetColumn("amount", "完成量", CellKind.NUMBER, is_editable=True),
    SheetColumn("done_on", "完成日期", CellKind.DATE, is_editable=True),
)
SPEC = FillSpec("workplan:round:7:unit:3", "2026年一季度进展填报表", COLUMNS, b"secret")
ROWS = tuple(
    FillRow(
        f"row-{n}",
        {"no": n, "task": f"完成第{n}标段", "state": "正常推进", "progress": "", "amount": None, "done_on": None},
    )
    for n in range(1, 5)
)


def read_first_sheet(data: bytes) -> list[tuple[Any, ...]]:
    return list(openpyxl.load_workbook(BytesIO(data)).worksheets[0].iter_rows(values_only=True))


def edit(data: bytes, change: Callable[[Any], None]) -> bytes:
    book = openpyxl.load_workbook(BytesIO(data))
    change(book["填报"])
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def set_cells(**cells: Any) -> Callable[[Any], None]:
    def change(sheet: Any) -> None:
        for place, value in cells.items():
            sheet[place] = value

    return change


def test_cells_keep_their_types() -> None:
    columns = (
        SheetColumn("a", "文字"),
        SheetColumn("b", "整数", CellKind.INTEGER),
        SheetColumn("c", "日期", CellKind.DATE),
        SheetColumn("d", "时刻", CellKind.MOMENT),
        SheetColumn("e", "数", CellKind.NUMBER),
    )
    moment = datetime(2026, 3, 5, 1, 20, tzinfo=UTC)
    data = write_xlsx([Sheet("表", columns, [("001", 7, date(2026, 3, 5), moment, Decimal("1.50"))])])
    row = read_first_sheet(data)[1]
    assert row == ("001", 7, datetime(2026, 3, 5), datetime(2026, 3, 5, 9, 20), 1.5)  # noqa: DTZ001


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|'/c calc'!A0"])
def test_text_that_looks_like_a_formula_is_text(text: str) -> None:
    data = write_xlsx([Sheet("表", (SheetColumn("a", "甲"),), [(text,)])])
    cell = openpyxl.load_workbook(BytesIO(data)).active["A2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


@given(text=st.text(max_size=80))
@settings(max_examples=40, deadline=None)
def test_any_text_comes_back_as_cleaned_text(text: str) -> None:
    data = write_xlsx([Sheet(text, (SheetColumn("a", "甲"),), [(text,)], title=text, note=text)])
    value = openpyxl.load_workbook(BytesIO(data)).active.iter_rows(values_only=True)
    clean = "\n".join(clean_lines(text))
    assert not clean or any(clean in (row or ("",))[0:1] for row in value)


def test_rows_may_be_a_generator_and_the_head_is_frozen() -> None:
    data = write_xlsx(
        [Sheet("台账", COLUMNS[:2], ((n, f"第{n}项") for n in range(500)), title="台账", note="截至今日")]
    )
    sheet = openpyxl.load_workbook(BytesIO(data)).active
    assert sheet.max_row == 503
    assert sheet.freeze_panes == "A4"


def test_sheet_names_are_made_acceptable_and_distinct() -> None:
    book = openpyxl.load_workbook(
        BytesIO(write_xlsx([Sheet("甲/乙*" * 20, COLUMNS, []), Sheet("甲/乙*" * 20, COLUMNS, [])]))
    )
    assert len(set(book.sheetnames)) == 2
    assert max(map(len, book.sheetnames)) <= 31


def test_a_sheet_that_was_not_touched_brings_no_change() -> None:
    result = read_fill_sheet(write_fill_sheet(SPEC, ROWS), SPEC, ROWS)
    assert (result.rows, result.problems, result.is_refused) == ((), (), False)


def test_filled_cells_come_back_typed_with_what_changed() -> None:
    data = edit(write_fill_sheet(SPEC, ROWS), set_cells(E4="已完成", F4="已完工", G4="12.5", H4="2026年3月5日"))
    result = read_fill_sheet(data, SPEC, ROWS)
    (row,) = result.rows
    assert (row.key, row.line, row.changed) == ("row-1", 4, {"state", "progress", "amount", "done_on"})
    assert row.values == {
        "state": "已完成",
        "progress": "已完工",
        "amount": Decimal("12.5"),
        "done_on": date(2026, 3, 5),
    }


def test_a_row_that_changed_in_the_system_meanwhile_is_reported_and_not_merged() -> None:
    data = edit(write_fill_sheet(SPEC, ROWS), set_cells(F4="甲", F5="乙"))
    now = (replace(ROWS[0], values={**ROWS[0].values, "progress": "别人先填了"}), *ROWS[1:])
    result = read_fill_sheet(data, SPEC, now)
    assert [row.key for row in result.rows] == ["row-2"]
    assert [(p.code, p.key) for p in result.problems] == [("changed_meanwhile", "row-1")]


def test_a_sheet_may_be_sorted_and_shortened() -> None:
    def change(sheet: Any) -> None:
        sheet.delete_rows(4, 2)
        first = [cell.value for cell in sheet[4]]
        second = [cell.value for cell in sheet[5]]
        for index, (a, b) in enumerate(zip(first, second, strict=True), start=1):
            sheet.cell(4, index).value, sheet.cell(5, index).value = b, a
        sheet["F4"] = "四"

    result = read_fill_sheet(edit(write_fill_sheet(SPEC, ROWS), change), SPEC, ROWS)
    assert [(row.key, row.values["progress"]) for row in result.rows] == [("row-4", "四")]
    assert result.problems == ()


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"E4": "差不多"}, "not_a_choice"),
        ({"F4": "长" * 21}, "too_long"),
        ({"G4": "很多"}, "not_a_number"),
        ({"G4": "=1+1"}, "formula"),
        ({"H4": "下个月"}, "not_a_date"),
        ({"H4": "2026-02-30"}, "not_a_date"),
        ({"E4": None, "F4": "甲"}, "required"),
        ({"B4": "0" * 32, "F4": "甲"}, "changed_meanwhile"),
        ({"A4": "row-99"}, "unknown_row"),
        ({"A4": "row-2"}, "changed_meanwhile"),
        ({"D9": "自己加的一行"}, "no_key"),
    ],
)
def test_a_bad_line_is_left_out_with_its_reason(cells: dict[str, Any], code: str) -> None:
    result = read_fill_sheet(edit(write_fill_sheet(SPEC, ROWS), set_cells(**cells)), SPEC, ROWS)
    assert code in [problem.code for problem in result.problems]
    assert "row-1" not in [row.key for row in result.rows]
    assert all(problem.message.endswith("。") for problem in result.problems)


def test_a_changed_locked_cell_is_told_and_the_row_still_merges() -> None:
    result = read_fill_sheet(edit(write_fill_sheet(SPEC, ROWS), set_cells(D4="改了要求", F4="甲")), SPEC, ROWS)
    assert [row.key for row in result.rows] == ["row-1"]
    assert [(p.code, p.is_blocking) for p in result.problems] == [("locked", False)]


def test_a_repeated_row_is_read_once() -> None:
    def change(sheet: Any) -> None:
        for index in range(1, 9):
            sheet.cell(8, index).value = sheet.cell(4, index).value
        sheet["F4"] = sheet["F8"] = "甲"

    result = read_fill_sheet(edit(write_fill_sheet(SPEC, ROWS), change), SPEC, ROWS)
    assert len(result.rows) == 1
    assert [p.code for p in result.problems] == ["duplicate"]


@pytest.mark.parametrize(
    "other",
    [
        replace(SPEC, form_key="workplan:round:8:unit:3"),
        replace(SPEC, signing_key=b"another"),
        replace(SPEC, columns=COLUMNS[:-1]),
    ],
    ids=["round", "installation", "columns"],
)
def test_a_sheet_of_another_round_installation_or_form_is_refused(other: FillSpec) -> None:
    result = read_fill_sheet(write_fill_sheet(SPEC, ROWS), other, ROWS)
    assert result.is_refused
    assert result.problems[0].code == "other_form"


def bomb() -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (201 * 1024 * 1024))
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "unreadable"),
        (b"not a workbook", "unreadable"),
        (write_xlsx([Sheet("表", COLUMNS, [])]), "not_ours"),
        (write_fill_sheet(SPEC, ROWS)[:900], "unreadable"),
        (bomb(), "too_large"),
    ],
    ids=["empty", "text", "other workbook", "truncated", "expanding"],
)
def test_a_bad_file_is_refused_with_a_word_what_to_do(data: bytes, code: str) -> None:
    result = read_fill_sheet(data, SPEC, ROWS)
    assert (result.is_refused, result.problems[0].code) == (True, code)


def test_locked_cells_are_locked_and_keys_hidden() -> None:
    book = openpyxl.load_workbook(BytesIO(write_fill_sheet(SPEC, ROWS)))
    sheet = book["填报"]
    assert sheet.protection.sheet
    assert sheet["D4"].protection.locked
    assert not sheet["F4"].protection.locked
    assert sheet.column_dimensions["A"].hidden
    assert book["_核对"].sheet_state == "veryHidden"
    assert [rule.type for rule in sheet.data_validations.dataValidation] == ["list", "date"]


@given(day=st.dates(date(1950, 1, 1), date(2100, 1, 1)))
@settings(max_examples=30, deadline=None)
def test_a_date_is_read_however_it_is_written(day: date) -> None:
    column = COLUMNS[-1]
    written = [
        day.isoformat(),
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}.{day.month}.{day.day}",
        f"{day:%Y/%m/%d}",
    ]
    assert {parse_value(text, column) for text in written} == {day}


@pytest.mark.parametrize("raw", ["1e400", "NaN", "inf", "１２a", True])
def test_no_odd_number_passes(raw: Any) -> None:
    with pytest.raises(BadValue):
        parse_value(raw, COLUMNS[0])


@pytest.mark.parametrize(
    ("value", "number_format", "expected"),
    [
        (80, "0", 80),
        ("80%", "General", 80),
        ("80％", "@", 80),
        (0.8, "0%", 80),
        (0.07, "0.00%", 7),
        (1, "0%", 100),
        (80, '0"%"', 80),
        (80, "0\\%", 80),
    ],
)
def test_a_percentage_is_read_as_its_reader_sees_it(value: Any, number_format: str, expected: int) -> None:
    cell = openpyxl.Workbook().active["A1"]
    cell.value, cell.number_format = value, number_format
    assert parse_value(take_raw(cell), SheetColumn("p", "进度（%）", CellKind.PERCENT)) == expected


@pytest.mark.parametrize(("value", "number_format"), [("95.5%", "General"), (0.955, "0.0%")])
def test_a_percentage_in_a_column_of_numbers_is_refused_and_not_divided_by_a_hundred(
    value: Any, number_format: str
) -> None:
    cell = openpyxl.Workbook().active["A1"]
    cell.value, cell.number_format = value, number_format
    with pytest.raises(BadValue) as refused:
        parse_value(take_raw(cell), SheetColumn("n", "占比", CellKind.NUMBER))
    assert refused.value.code == "percent"
