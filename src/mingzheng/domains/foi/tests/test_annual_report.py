"""The annual report's tables from cases and readings, by the command, and the figures behind its cells."""

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from mingzheng.casework.tests.paper.calling import Caller
from mingzheng.casework.tests.world import World
from mingzheng.config.cli.foi import foi as command
from mingzheng.domains.foi.annual_report import annual_tables
from mingzheng.domains.foi.figures import figure_of
from mingzheng.domains.foi.tests.applications import answer, received
from mingzheng.figures.public import Period, Scope, breakdown, get_figure, rows_of, value_of
from mingzheng.proofing.disclosure.form import TOTAL, CellKey, FormTable, cells_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(foi: Caller) -> list[int]:
    """Two answered, one open; one of a business."""
    cases = [received(foi), received(foi, applicant_kind="business"), received(foi)]
    answer(foi, cases[0], "A2")
    answer(foi, cases[1], "C4")
    return cases


def test_the_cells_are_counted_and_hold(three: list[int]) -> None:
    tables = annual_tables(2026, None)
    cell = {
        key.row: int(value)
        for key, value in tables.cells.items()
        if key.table is FormTable.APPLICATIONS and key.column == TOTAL
    }
    assert (cell["r01"], cell["r03"], cell["r08"], cell["r24"], cell["r25"]) == (3, 1, 1, 2, 1)
    assert tables.breaches == ()
    assert {finding["code"] for finding in tables.findings} == {"DAR-MISSING"}


def test_a_figure_of_a_row_breaks_down_by_applicant_and_opens_its_cases(three: list[int], world: World) -> None:
    scope = Scope(None, Period.year(2026))
    assert value_of("foi.r01", scope=scope).value == 3
    parts = breakdown("foi.r01", scope, "applicant_kind")
    assert sorted(int(part.value) for part in parts.parts if part.value) == [1, 2]
    actor = world.actor("clerk", date(2026, 3, 2))
    page = rows_of("foi.r01", scope, actor)
    assert sorted(row.ref for row in page.rows) == sorted(f"case:{pk}" for pk in three)
    assert not any("甲某" in row.title for row in page.rows)


def test_the_figures_of_the_rows_give_the_cells(three: list[int]) -> None:
    tables = annual_tables(2026, None)
    for cell in cells_of(FormTable.APPLICATIONS):
        code, period = figure_of(cell, 2026)
        if cell.column == TOTAL:
            assert value_of(code, scope=Scope(None, period)).value == tables.cells[cell], cell


def test_every_cell_of_the_form_has_a_figure() -> None:
    for table in FormTable:
        for cell in cells_of(table):
            if table is FormTable.APPLICATIONS or cell.column != TOTAL:
                assert get_figure(figure_of(cell, 2026)[0]).code.startswith("foi.")


def test_an_organ_alone_and_with_what_is_subordinate(three: list[int], world: World) -> None:
    office, district = world.district.office, world.district.district
    key = CellKey(FormTable.APPLICATIONS, "r01", TOTAL)
    assert annual_tables(2026, office).cells[key] == 3
    assert annual_tables(2026, district).cells[key] == 0
    assert annual_tables(2026, district, consolidated=True).cells[key] == 3


def test_the_command_prints_json_and_says_what_is_missing(three: list[int]) -> None:
    result = CliRunner().invoke(command, ["annual-report", "--year", "2026"])
    found = json.loads(result.output)
    assert result.exit_code == 1
    assert found["tables"]["table2"]["rows"]["r01"]["values"][TOTAL] == 3
    assert found["tables"]["table1"]["rows"]["licensing"]["values"]["decisions"] is None
    assert found["findings"]


@pytest.mark.parametrize("form", ["docx", "pdf", "html", "xlsx", "csv"])
def test_the_command_writes_files(three: list[int], tmp_path: Path, form: str) -> None:
    out = tmp_path / f"annual.{form}"
    CliRunner().invoke(command, ["annual-report", "--year", "2026", "--format", form, "--out", str(out)])
    assert out.stat().st_size > 500


def test_an_unknown_unit_and_an_unreadable_file_are_said(tmp_path: Path) -> None:
    wrong = CliRunner().invoke(command, ["annual-report", "--year", "2026", "--unit", "nobody"])
    assert (wrong.exit_code, "没有代码或者名称为" in wrong.output) == (2, True)
    broken = tmp_path / "报告.docx"
    broken.write_bytes(b"not a document")
    assert CliRunner().invoke(command, ["check", str(broken)]).exit_code == 2


def test_a_published_report_is_audited(shared_dir: Path) -> None:
    path = next(iter(sorted((shared_dir / "samples" / "disclosure_annual" / "raw").glob("平潭*_2024*"))))
    result = CliRunner().invoke(command, ["check", str(path)])
    found = json.loads(result.output)
    assert set(found) >= {"tables", "findings"}
    assert "table2" in found["tables"]
