"""The statutory tables are read in every layout, and any one wrong cell is named by row and column."""

import copy
from dataclasses import replace

import pytest

from mingzheng.proofing.disclosure.audit import audit_text, findings_of_identity
from mingzheng.proofing.disclosure.form import (
    APPLICANTS,
    APPLICATION_ROWS,
    EQUATIONS,
    REMEDY_COLUMNS,
    REMEDY_GROUPS,
    FormTable,
    application,
    cells_of,
    name_cell,
    remedy,
    row_of,
)
from mingzheng.proofing.disclosure.identities import find_breaches
from mingzheng.proofing.disclosure.report import audit_report

from .layouts import GOLDEN, LAYOUTS, REMEDIES, as_text, html_report, text_report

CELLS = [(row, column) for row in range(25) for column in range(7)]


def values_of(audit):
    return [[audit.values.cells[application(r.code, c.code)].amount for c in APPLICANTS] for r in APPLICATION_ROWS]


def test_the_form_has_ten_and_one_hundred_and_seventy_five_and_fifteen_cells():
    assert [len(cells_of(table)) for table in FormTable] == [10, 175, 15]
    assert {equation.code for equation in EQUATIONS} == {"E1", "E2", "E3", "E4", "E6", "E7"}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_gives_the_same_right_table(layout):
    audit = audit_text(as_text(LAYOUTS[layout]()))
    assert values_of(audit) == GOLDEN
    assert audit.breaches == ()


@pytest.mark.parametrize("left_out", [2, 6])
def test_a_column_left_out_is_told_and_the_others_are_read(left_out):
    order = [n for n in range(7) if n != left_out]
    audit = audit_text(as_text(html_report(order=order)))
    kept = [audit.values.cells[application(r.code, APPLICANTS[n].code)].amount for r in APPLICATION_ROWS for n in order]
    assert kept == [row[n] for row in GOLDEN for n in order]
    assert {key.column for key in audit.values.missing(FormTable.APPLICATIONS)} == {APPLICANTS[left_out].code}
    assert audit.breaches == ()


@pytest.mark.parametrize("layout", [name for name in LAYOUTS if name != "run together"])
def test_every_layout_puts_each_of_the_cells_in_its_own_place(layout):
    """Numbers that are all different and do not add up: no cell can stand for another, no sum can help."""
    rows = [[1000 + 7 * row + column for column in range(7)] for row in range(25)]
    assert values_of(audit_text(as_text(LAYOUTS[layout](rows)))) == rows


def test_any_single_changed_cell_is_caught_and_named_in_what_was_read():
    """All 175 cells of table 2 and all 15 of table 3, more and less; with the test above, in every layout."""
    audit = audit_text(as_text(html_report()))
    for cell in (*cells_of(FormTable.APPLICATIONS), *cells_of(FormTable.REMEDIES)):
        right = audit.values.cells[cell]
        for wrong in (right.amount + 7, right.amount - 1):
            if wrong < 0:
                continue
            changed = {**audit.values.cells, cell: replace(right, value=wrong)}
            values = replace(audit.values, cells=changed)
            found = replace(audit, values=values, breaches=tuple(find_breaches(values)))
            findings = [one for code in ("E1", "E2", "E3", "E6") for one in findings_of_identity(found, code)]
            if cell.table is FormTable.REMEDIES:
                assert [row_of(cell).label in one.message for one in findings] == [True], cell
                continue
            assert findings, cell
            assert all(name_cell(cell) in one.message for one in findings), cell
            assert {one.computed for one in findings} == {str(right.amount)}, cell


@pytest.mark.parametrize(
    "layout", ["page", "page, columns mixed", "page, on its side", "markdown", "one number a line"]
)
def test_a_changed_cell_is_an_error_of_the_report(layout):
    for row, column in CELLS[::29]:
        rows = copy.deepcopy(GOLDEN)
        rows[row][column] += 7
        report = audit_report(as_text(LAYOUTS[layout](rows)))
        name = name_cell(application(APPLICATION_ROWS[row].code, APPLICANTS[column].code))
        named = [f for f in report["findings"] if name in f["message"] and f["computed"] == str(GOLDEN[row][column])]
        assert named, (row, column, report["findings"])
        assert all(f["code"] in {"DAR-E1", "DAR-E2", "DAR-E3", "DAR-FORM"} for f in report["findings"])
        assert {f["severity"] for f in named} == {"error"}


def test_a_changed_cell_is_caught_where_digits_ran_together():
    for row, column in CELLS[::3]:
        rows = copy.deepcopy(GOLDEN)
        rows[row][column] += 1
        report = audit_report(as_text(text_report(rows, between="", after="")))
        label = APPLICATION_ROWS[row].words
        assert any(f["code"] == "DAR-E3" and label in f["message"] for f in report["findings"]), (row, column)


@pytest.mark.parametrize("words", ["", "-3", "2.5", "若干"])
def test_a_cell_that_holds_no_whole_number_is_named(words):
    rows = copy.deepcopy(GOLDEN)
    rows[2][0] = words
    report = audit_report(as_text(html_report(rows)))
    assert any("「（一）予以公开」行「自然人」列" in f["message"] for f in report["findings"] if f["code"] == "DAR-E5")


@pytest.mark.parametrize("number", range(15))
@pytest.mark.parametrize("layout", [html_report, text_report])
def test_a_changed_cell_of_the_table_of_remedies_is_caught(layout, number):
    values = [*REMEDIES]
    values[number] += 2
    report = audit_report(as_text(layout(remedies=values)))
    group = REMEDY_GROUPS[number // 5].label
    assert any(f["code"] == "DAR-E6" and f"「{group}」" in f["message"] for f in report["findings"])


def test_the_table_of_remedies_is_read_when_its_digits_ran_together():
    small = [2, 1, 3, 1, 7, 0, 0, 0, 0, 0, 13, 2, 4, 0, 19]
    audit = audit_text(as_text(text_report(between="", remedies=small)))
    cells = [audit.values.cells[remedy(g.code, c.code)].amount for g in REMEDY_GROUPS for c in REMEDY_COLUMNS]
    assert cells == small


def test_one_row_of_other_results_stands_for_its_three():
    rows = copy.deepcopy(GOLDEN)
    words = text_report(rows)
    start, end = words.index("1.申请人无正当理由"), words.index("（七）总计")
    together = [sum(rows[n][c] for n in (20, 21, 22)) for c in range(7)]
    old = words[: words.index("（六）其他处理")] + f"（六）其他处理 {' '.join(map(str, together))}\n" + words[end:]
    assert start < end
    assert [f for f in audit_report(as_text(old))["findings"] if f["severity"] == "error"] == []


def test_numbers_printed_column_by_column_are_not_taken_for_rows():
    """What a converter put in another order is told as unread; no sum is called wrong."""
    columns = "\n\n".join("\n".join(str(row[n]) for row in GOLDEN) for n in range(7))
    labels = "\n".join(row.label for row in APPLICATION_ROWS[:5])
    report = audit_report(as_text(f"{labels}\n\n{columns}\n\n（三）不予公开"))
    assert {finding["code"] for finding in report["findings"]} <= {"DAR-FORM"}


def test_what_was_not_read_or_not_compared_is_told():
    nothing = audit_report(as_text("云山区2025年政府信息公开工作年度报告\n\n各表见图。"))
    assert (nothing["tables"], [f["code"] for f in nothing["findings"]]) == ({}, ["DAR-FORM"])
    assert "没有核对" in nothing["findings"][0]["message"]
    wrong_year = html_report().replace("2025年", "2023年")
    (found,) = audit_report(as_text(html_report()), as_text(wrong_year))["findings"]
    assert "是2023年度的" in found["message"]
    said = "<p>本报告所列数据的统计期限自2024年1月1日起至12月31日止。</p>"
    (found,) = audit_report(as_text(html_report().replace("</h1>", f"</h1>{said}")))["findings"]
    assert (found["stated"], found["computed"]) == ("2024", "2025")


def test_every_finding_points_at_its_quote():
    for layout in LAYOUTS.values():
        rows = copy.deepcopy(GOLDEN)
        rows[4][3] += 2
        text = as_text(layout(rows))
        for finding in audit_report(text)["findings"]:
            assert text.paragraphs[finding["paragraph"]][finding["start"] : finding["end"]] == finding["quote"]
