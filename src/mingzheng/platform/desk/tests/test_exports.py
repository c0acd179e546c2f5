"""A spreadsheet holds true dates and numbers, runs nothing, and says who took it out."""

from datetime import UTC, date, datetime
from io import BytesIO

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from mingzheng.platform.desk import exports
from mingzheng.platform.desk.exports import write_spreadsheet


def read_back(rows, **kwargs):
    content = write_spreadsheet(
        rows, kinds=["text"] * 3, title=kwargs.get("title", "台账"), signature=kwargs.get("signature", "")
    )
    return load_workbook(BytesIO(content)).active


def test_dates_and_numbers_stay_what_they_are():
    sheet = read_back([["期限", "件数", "时间"], [date(2026, 3, 19), 12, datetime(2026, 3, 19, 1, tzinfo=UTC)]])
    assert sheet["A2"].value == datetime(2026, 3, 19)  # noqa: DTZ001 - a spreadsheet knows no zones
    assert sheet["B2"].value == 12
    assert sheet["C2"].value == datetime(2026, 3, 19, 9)  # noqa: DTZ001 - a spreadsheet knows no zones


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=40))
def test_a_text_is_never_a_formula(text):
    sheet = read_back([["事项"], ["=" + text]])
    assert sheet["A2"].data_type in ("s", "n")
    assert sheet["A2"].data_type != "f"


def test_characters_a_spreadsheet_cannot_hold_are_left_out():
    assert read_back([["事项"], ["甲\x00乙\x0b"]])["A2"].value == "甲乙"


def test_a_title_unfit_for_a_sheet_is_made_fit():
    assert read_back([["a"]], title="2026/要点[台账]").title == "2026要点台账"


def test_the_last_line_says_who_took_it_out():
    sheet = read_back([["事项"], ["甲"]], signature="陈晓岚 2026年3月19日 17:40 导出")
    assert "陈晓岚" in sheet[f"A{sheet.max_row}"].value
    assert "非涉密系统" in sheet[f"A{sheet.max_row}"].value


def test_what_is_left_out_is_said(monkeypatch):
    monkeypatch.setattr(exports, "MOST_ROWS", 2)
    sheet = read_back([["事项"], ["甲"], ["乙"], ["丙"]])
    assert "只导出前 2 行" in sheet["A4"].value
