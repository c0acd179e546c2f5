"""The statutory tables are read in every layout, and any one wrong cell is named by row and column."""

import copy

import pytest

from mingzheng.proofing.disclosure.audit import audit_text
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
)
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


@pytest.mark.parametrize(
    ("layout", "step"),
    [("page", 1), ("page, columns mixed", 9), ("page, split", 9), ("markdown", 9), ("one number a line", 9)],
)
def test_any_single_changed_cell_is_caught_and_named(layout, step):
    for row, column in CELLS[::step]:
        rows = copy.deepcopy(GOLDEN)
        rows[row][column] += 7
        report = audit_report(as_text(LAYOUTS[layout](rows)))
        name = name_cell(application(APPLICATION_ROWS[row].code, APPLICANTS[column].code))
        named = [f for f in report["findings"] if name in f["message"] and f["computed"] == str(GOLDEN[row][column])]
        assert named, (row, column, report["findings"])
        assert all(f["code"] in {"DAR-E1", "DAR-E2", "DAR-E3", "DAR-FORM"} for f in report["findings"])
        assert {f["severity"] for f in named} == {"error"}


def test_a_changed_cell_is_caught_where_digits_ran_together():
    for row, column in CELLS:
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


def test_every_finding_points_at_its_quote():
    for layout in LAYOUTS.values():
        rows = copy.deepcopy(GOLDEN)
        rows[4][3] += 2
        text = as_text(layout(rows))
        for finding in audit_report(text)["findings"]:
            assert text.paragraphs[finding["paragraph"]][finding["start"] : finding["end"]] == finding["quote"]
