"""Who contributes what to a report's cells: one organ by itself; of a consolidated one every subordinate organ.

An organ counts by its accepted report; until there is one, by what the system counts for it. Dispatched bodies 派驻、垂管
are listed and never added (rules.md 13, item 5).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from mingzheng.domains.foi.annual.models import AnnualReport
from mingzheng.domains.foi.annual_report import UnitCells, cells_by_unit, units_of
from mingzheng.platform.org.public import Unit, UnitKind, list_units
from mingzheng.proofing.disclosure.form import CellKey, FormTable, cells_of

REPORTING = frozenset({UnitKind.DISTRICT, UnitKind.ORGAN, UnitKind.TOWNSHIP, UnitKind.INSTITUTION})
COUNTS = frozenset({"accepted", "publishing", "published"})


@dataclass(frozen=True, slots=True)
class Contribution:
    """One organ: its report if there is one, and its cells. `is_handed_in` tells whether they are the accepted ones."""

    unit: Unit
    report: AnnualReport | None
    cells: UnitCells
    is_handed_in: bool = False
    is_added: bool = True

    @property
    def missing(self) -> tuple[CellKey, ...]:
        """Return the cells it should have reported and did not."""
        asked = cells_of(FormTable.OPENNESS)
        return tuple(cell for cell in asked if self.cells.of(cell) is None) if self.is_added else ()


def contributions_to(report: AnnualReport) -> list[Contribution]:
    """Return who contributes to a report, in the order of units; the district's own organ first."""
    assert report.unit is not None
    at = date(report.year, 12, 31)
    if not report.is_consolidated:
        mine = cells_by_unit(report.year, frozenset({report.unit_id}))  # type: ignore[arg-type]
        return [Contribution(report.unit, report, mine.get(report.unit.pk, UnitCells({})))]
    below = units_of(report.unit, at, consolidated=True) or frozenset()
    handed_in = _reports_of(report.year)
    live = cells_by_unit(report.year, below)
    found = []
    for unit in list_units(at=at):
        cells = live.get(unit.pk, UnitCells({}))
        if unit.pk not in below:
            if unit.kind in REPORTING and unit.pk != report.unit_id:
                found.append(Contribution(unit, handed_in.get(unit.pk), UnitCells({}), is_added=False))
        elif unit.kind in REPORTING or cells.cells:
            found.append(_contribution(unit, handed_in.get(unit.pk), cells))
    return sorted(found, key=lambda one: not one.is_added)


def _reports_of(year: int) -> dict[int, AnnualReport]:
    rows = AnnualReport.objects.filter(year=year, is_consolidated=False, is_dropped=False).select_related("case")
    return {row.unit_id: row for row in rows if row.unit_id is not None}


def _contribution(unit: Unit, report: AnnualReport | None, live: UnitCells) -> Contribution:
    if report is not None and report.frozen and report.case.state in COUNTS:
        return Contribution(unit, report, UnitCells(read_cells(report.frozen["cells"])), is_handed_in=True)
    return Contribution(unit, report, live)


def added(found: Sequence[Contribution]) -> list[UnitCells]:
    """Return what is added up."""
    return [one.cells for one in found if one.is_added]


def write_cells(cells: dict[CellKey, Decimal]) -> dict[str, str]:
    """Return cells as a frozen report keeps them."""
    return {str(cell): f"{value:f}" for cell, value in cells.items()}


def read_cells(stored: dict[str, str]) -> dict[CellKey, Decimal]:
    """Read the cells a frozen report kept."""
    known = {str(cell): cell for table in FormTable for cell in cells_of(table)}
    return {known[code]: Decimal(value) for code, value in stored.items() if code in known}
