"""Filling in offline: a sealed workbook or a CSV down, checked and merged back; hostile files are refused in words."""

from io import BytesIO

import openpyxl
import pytest

from mingzheng.casework.public import OrderLost
from mingzheng.casework.tests.world import at
from mingzheng.domains.returns.models import ReturnDetail
from mingzheng.domains.returns.services import offline
from mingzheng.domains.returns.tests.conftest import ANSWERED, DAY, LETTERS, Desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def item(desk: Desk) -> ReturnDetail:
    return desk.item(desk.publish())


def typed(data: bytes, **cells: str) -> bytes:
    """Type into the workbook: letters="57" puts 57 into 本期 of the figure paper.letters."""
    book = openpyxl.load_workbook(BytesIO(data))
    sheet = book["填报"]
    heads = {sheet.cell(3, column).value: column for column in range(1, sheet.max_column + 1)}
    for row in range(4, sheet.max_row + 1):
        code = str(sheet.cell(row, 1).value)
        for name, value in cells.items():
            figure, _, column = name.partition("__")
            if code == f"paper.{figure}":
                sheet.cell(row, heads[column or "本期"]).value = value
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def merge(desk: Desk, item: ReturnDetail, order: str, who: str = "liaison"):
    return offline.merge(order, desk.world.actor(who), item, occurred_on=DAY, recorded_at=at(DAY))


def test_a_filled_workbook_is_previewed_and_merged_once(desk: Desk, item: ReturnDetail) -> None:
    data = typed(offline.write_workbook(item), letters="近200", answered="150", answered__说明="据台账")
    preview = offline.preview_workbook(data, item)
    assert [row.title for row in preview.rows] == ["来信", "已答复"]
    assert not item.lines.exclude(printed="").exists()
    (merged,) = merge(desk, item, preview.order)
    assert (merged.done, merged.is_repeated) == (("数值已存",), False)
    assert item.lines.get(figure=LETTERS).printed == "近200"
    assert item.lines.get(figure=ANSWERED).explanation == "据台账"
    assert merge(desk, item, preview.order)[0].is_repeated
    assert desk.case(item).acts.filter(action="fill_in").count() == 1


def test_bad_cells_are_told_with_their_line_and_the_others_still_go(item: ReturnDetail) -> None:
    data = typed(offline.write_workbook(item), letters="很多", answered="150")
    preview = offline.preview_workbook(data, item)
    assert [row.title for row in preview.rows] == ["已答复"]
    (problem,) = preview.problems
    assert (problem.code, problem.column) == ("bad_value", "来信")
    assert "不是数值" in problem.message


def test_a_row_somebody_changed_meanwhile_says_who_and_what(desk: Desk, item: ReturnDetail) -> None:
    data = typed(offline.write_workbook(item), letters="57", answered="9")
    desk.fill(item, "section", letters="60")
    preview = offline.preview_workbook(data, item)
    assert [row.title for row in preview.rows] == ["已答复"]
    assert "钱立冬" in preview.problems[0].message
    assert "现为“60”" in preview.problems[0].message


def test_locked_cells_are_not_read(item: ReturnDetail) -> None:
    preview = offline.preview_workbook(typed(offline.write_workbook(item), letters__指标="别的", letters="5"), item)
    assert [problem.code for problem in preview.problems] == ["locked"]
    assert len(preview.rows) == 1


def test_another_units_workbook_is_refused(desk: Desk, item: ReturnDetail) -> None:
    other = desk.item(item.form, desk.world.district.tax.pk)
    preview = offline.preview_workbook(offline.write_workbook(other), item)
    assert (preview.is_refused, preview.order) == (True, "")


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 broken", b"%PDF-1.7", b"<html>", b"\x00" * 400])
def test_hostile_files_are_refused_in_words(item: ReturnDetail, data: bytes) -> None:
    for read in (offline.preview_workbook, offline.preview_csv):
        preview = read(data, item)
        assert preview.is_refused
        assert preview.problems[0].message
        assert preview.order == ""


def test_a_formula_in_a_cell_never_becomes_a_number(item: ReturnDetail) -> None:
    preview = offline.preview_workbook(typed(offline.write_workbook(item), letters="=1+1"), item)
    assert not preview.rows
    assert preview.problems


def test_an_order_serves_its_own_return_only_and_not_when_forged(desk: Desk, item: ReturnDetail) -> None:
    preview = offline.preview_workbook(typed(offline.write_workbook(item), letters="57"), item)
    other = desk.item(item.form, desk.world.district.tax.pk)
    for wrong, at_item in ((preview.order, other), (preview.order + "x", item), ("", item)):
        with pytest.raises(OrderLost):
            merge(desk, at_item, wrong)


def test_the_door_judges_who_merges(desk: Desk, item: ReturnDetail) -> None:
    preview = offline.preview_workbook(typed(offline.write_workbook(item), letters="57"), item)
    (merged,) = merge(desk, item, preview.order, who="tax_liaison")
    assert merged.error
    assert item.lines.get(figure=LETTERS).printed == ""


def test_csv_goes_the_same_way(desk: Desk, item: ReturnDetail) -> None:
    text = offline.write_csv(item).decode("utf-8-sig")
    data = text.replace("paper.letters,来信,", "paper.letters,来信,57").replace(
        "paper.open,未答复,", "paper.open,未答复,很多"
    )
    preview = offline.preview_csv(data.encode("gb18030"), item)
    assert [row.title for row in preview.rows] == ["来信"]
    assert [problem.code for problem in preview.problems] == ["bad_value"]
    merge(desk, item, preview.order)
    assert item.lines.get(figure=LETTERS).printed == "57"
    strange = "指标编码,本期\npaper.none,1\npaper.letters,3\npaper.letters,4\n"
    preview = offline.preview_csv(strange.encode(), item)
    assert [problem.code for problem in preview.problems] == ["unknown_row", "duplicate"]
