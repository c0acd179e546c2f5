"""The cells of a report: the golden table holds, any single changed cell is caught and named; organs add up to the district."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from mingzheng.casework.tests.paper.calling import Caller
from mingzheng.casework.tests.world import World
from mingzheng.domains.foi.annual.building import Built, render
from mingzheng.domains.foi.annual.composing import compose
from mingzheng.domains.foi.annual.contributions import contributions_to
from mingzheng.domains.foi.annual.judging import judge
from mingzheng.domains.foi.annual.output.as_json import composed_from_json, composed_to_json
from mingzheng.domains.foi.annual.selectors import live_tables
from mingzheng.domains.foi.annual.tests.conftest import Acts
from mingzheng.domains.foi.annual_report import UnitCells, assemble
from mingzheng.domains.foi.tests.applications import answer, received
from mingzheng.proofing.disclosure.form import CellKey, FormTable, application, cells_of
from mingzheng.proofing.disclosure.report import audit_report
from mingzheng.proofing.disclosure.tests.layouts import GOLDEN, REMEDIES
from mingzheng.proofing.intake import read_text


def golden() -> dict[CellKey, Decimal]:
    """Return the cells of rules.md 2.3 and 2.4; table 1 all 0."""
    numbers = (n for row in GOLDEN for n in row)
    cells = {cell: Decimal(next(numbers)) for cell in cells_of(FormTable.APPLICATIONS)}
    cells |= {cell: Decimal(n) for cell, n in zip(cells_of(FormTable.REMEDIES), REMEDIES, strict=True)}
    return cells | {cell: Decimal(0) for cell in cells_of(FormTable.OPENNESS)}


def breaches_of(cells: dict[CellKey, Decimal]) -> list[str]:
    tables = assemble(2025, None, [UnitCells(cells)])
    verdicts = judge(tables, compose("某区人民政府", 2025, {}, tables.cells, {}, {}))
    return [one.message for one in verdicts if one.code in {"E1", "E2", "E3", "E5", "E6"} and one.is_open]


def test_the_golden_table_holds() -> None:
    assert breaches_of(golden()) == []


def test_any_single_changed_cell_of_tables_two_and_three_is_caught_and_named() -> None:
    """Of each of the 190 cells: one more is found, and every remark names the row or the column the cell stands in."""
    right = golden()
    for cell in (*cells_of(FormTable.APPLICATIONS), *cells_of(FormTable.REMEDIES)):
        tables = assemble(2025, None, [UnitCells({**right, cell: right[cell] + 1})])
        assert tables.breaches, cell
        touched = [t.key for one in tables.breaches for t in (*one.equation.left, *one.equation.right)]
        assert touched.count(cell) == len(tables.breaches), f"{cell}: a remark names what does not touch it"


def test_negative_and_broken_numbers_are_named() -> None:
    cells = {**golden(), application("r05", "natural"): Decimal(-1)}
    assert any("「1.属于国家秘密" in words or "1.属于国家秘密" in words for words in breaches_of(cells))


def test_a_report_as_json_is_read_back_as_it_was() -> None:
    composed = compose("某区教育局", 2025, {"problems": "新收{{form.new}}件。"}, golden(), {}, {})
    again = composed_from_json(composed_to_json(composed))
    assert (again.cells, again.text) == (composed.cells, composed.text)
    assert "新收14069件。" in again.text


@pytest.mark.parametrize("form", ["docx", "pdf", "xlsx", "csv", "json"])
def test_what_is_written_is_read_again_by_the_audit_of_anybodys_report(form: str, tmp_path: Path) -> None:
    """Word, PDF and workbook hold the form so that its 200 cells are read back, with organ and year where a title stands.

    The numbers are all different and do not add up: no cell can stand for another, no sum can help.
    """
    cells = {cell: Decimal(1000 + n) for n, cell in enumerate(cell for table in FormTable for cell in cells_of(table))}
    composed = compose("云山区教育局", 2025, {"problems": "公开栏更新不及时。"}, cells, {}, {})
    content = render(Built(composed, date(2026, 1, 20)), form)
    if form in {"csv", "json"}:
        assert content.decode("utf-8-sig").count("1199") >= 1
        return
    path = tmp_path / f"报告.{form}"
    path.write_bytes(content)
    found = audit_report(read_text(path))
    values = {
        CellKey(FormTable(table), row, column): value
        for table, rows in found["tables"].items()
        for row, line in rows["rows"].items()
        for column, value in line["values"].items()
    }
    assert values == cells
    assert form == "xlsx" or (found["unit"], found["year"]) == ("云山区教育局", 2025)


@pytest.mark.django_db
def test_the_district_adds_accepted_reports_and_lists_dispatched_bodies(
    world: World, begin: Callable[..., Acts]
) -> None:
    foi = Caller(world, "foi_application")
    answer(foi, received(foi, date(2025, 3, 3)), "A2", on=date(2025, 3, 4))
    received(foi, date(2025, 5, 6))
    bureau, government = begin(), begin("office", consolidated=True)
    assert government.report.unit == world.district.district
    bureau.fill()
    for action, who in (("hand_in", "liaison"), ("sign", "head"), ("submit", "liaison")):
        bureau.do(action, who)
    found = {one.unit: one for one in contributions_to(government.report)}
    assert not found[world.district.education].is_handed_in
    bureau.do("accept", "office_section")
    found = {one.unit: one for one in contributions_to(government.report)}
    assert found[world.district.education].is_handed_in
    assert not found[world.district.tax].is_added
    cells = live_tables(government.report).cells
    assert [cells[application(row)] for row in ("r01", "r03", "r24", "r25")] == [2, 1, 1, 1]
    assert cells[CellKey(FormTable.OPENNESS, "licensing", "decisions")] == 12
    assert found[world.district.office].cells.of(application("r01", "natural")) == 2
