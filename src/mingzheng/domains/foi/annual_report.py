"""The statutory annual report as data: three tables, what each organ put into a cell, and what does not hold.

Table 2 is counted from applications, table 3 from reviews and suits; of table 1 the normative documents are counted by
their library, the rest is reported. Judging the values is `proofing.disclosure`; text, layout and approval are `annual`.
Legal basis: 政府信息公开条例第四十九条、第五十条; 国办公开办函〔2021〕30号.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from mingzheng.domains.foi.contests.counting import count_remedies_by_unit
from mingzheng.domains.foi.figures import figure_of
from mingzheng.domains.foi.tables import count_by_unit
from mingzheng.figures.public import UNIT, Reading, Scope, breakdown, readings_in
from mingzheng.platform.org.public import Unit, descendant_ids
from mingzheng.proofing.disclosure.form import TOTAL, CellKey, FormTable, cells_of, name_cell
from mingzheng.proofing.disclosure.identities import Breach, find_breaches
from mingzheng.proofing.disclosure.tables import FormValues, Printed

YUAN_IN_WAN = 10_000
FEES = "fees"
# 规章 are made by 国务院部门、省和设区的市; a district and its organs print 0 (立法法第九十一条、第九十三条).
NOT_OURS = "rules"


@dataclass(frozen=True, slots=True)
class UnitCells:
    """What one organ puts into the cells: only what it has. `unverified` are reported values nobody confirmed yet."""

    cells: Mapping[CellKey, Decimal]
    unverified: frozenset[CellKey] = frozenset()

    def of(self, cell: CellKey) -> Decimal | None:
        """Return its value in a cell, None where it reported none; counted cells without cases are 0."""
        found = self.cells.get(cell)
        return Decimal(0) if found is None and is_counted(cell) else found


@dataclass(frozen=True, slots=True)
class AnnualTables:
    """The cells of a year. `missing` are cells nobody reported: they are printed 0 only when somebody says so."""

    year: int
    unit: Unit | None
    cells: Mapping[CellKey, Decimal]
    missing: tuple[CellKey, ...]
    breaches: tuple[Breach, ...]

    @property
    def findings(self) -> list[dict[str, str]]:
        """Return what stands against the report, in words."""
        return [
            *(
                {"code": "DAR-MISSING", "severity": "error", "message": f"{name_cell(cell)}尚未填报"}
                for cell in self.missing
            ),
            *(
                {
                    "code": f"DAR-{breach.equation.code}",
                    "severity": "error",
                    "message": f"{breach.equation.subject}：{breach.left} 与 {breach.right} 不等",
                }
                for breach in self.breaches
            ),
        ]


def is_counted(cell: CellKey) -> bool:
    """Say whether a cell is counted, so that nothing to count is 0; the other cells of table 1 must be reported."""
    return cell.table is not FormTable.OPENNESS or cell.row in {"normative", NOT_OURS}


def units_of(unit: Unit | None, at: date, *, consolidated: bool) -> frozenset[int] | None:
    """Return whose applications a report counts: the organ's own, or with what is subordinate 隶属 to it.

    Dispatched bodies 派驻、垂管 are not added (rules.md 13, item 5). None stands for the whole district.
    """
    if unit is None:
        return None
    return descendant_ids([unit.pk], at, kind="subordinate") if consolidated else frozenset({unit.pk})


def annual_tables(year: int, unit: Unit | None, *, consolidated: bool = False) -> AnnualTables:
    """Return the three tables of a year with what does not hold in them."""
    units = units_of(unit, date(year, 12, 31), consolidated=consolidated)
    return assemble(year, unit, cells_by_unit(year, units).values())


def assemble(
    year: int, unit: Unit | None, contributions: Iterable[UnitCells], previous: FormValues | None = None
) -> AnnualTables:
    """Return the tables that organs make up together, judged against each other and last year's report."""
    given = [one.cells for one in contributions]
    cells: dict[CellKey, Decimal] = {}
    missing = []
    for table in FormTable:
        for cell in cells_of(table):
            found = [one[cell] for one in given if cell in one]
            if found or is_counted(cell):
                cells[cell] = sum(found, Decimal(0))
            else:
                missing.append(cell)
    breaches = tuple(find_breaches(as_values(cells, year), previous))
    return AnnualTables(year, unit, cells, tuple(missing), breaches)


def as_values(cells: Mapping[CellKey, Decimal], year: int) -> FormValues:
    """Return cells in the shape the audit of anybody's report reads."""
    return FormValues({cell: Printed(f"{value:f}", 0, 0, 0, value) for cell, value in cells.items()}, year)


def cells_by_unit(year: int, units: frozenset[int] | None) -> dict[int, UnitCells]:
    """Return what each of these organs puts into the cells (None: every organ), in a fixed number of statements."""
    counted: dict[int, dict[CellKey, Decimal]] = {unit: {} for unit in units or ()}
    for table in (count_by_unit(year, units), count_remedies_by_unit(year, units)):
        for unit, cells in table.items():
            counted.setdefault(unit, {}).update({cell: Decimal(number) for cell, number in cells.items()})
    for cell in cells_of(FormTable.OPENNESS):
        if cell.row == "normative":
            for unit, value in _counted_documents(cell, year, units):
                counted.setdefault(unit, {})[cell] = value
    unverified: dict[int, set[CellKey]] = {}
    for unit, cell, reading in list_reported(year, units):
        if reading.number is not None:
            counted.setdefault(unit, {})[cell] = _in_form(cell, reading.number)
            if reading.state == Reading.State.UNVERIFIED:
                unverified.setdefault(unit, set()).add(cell)
    return {unit: UnitCells(cells, frozenset(unverified.get(unit, ()))) for unit, cells in counted.items()}


def list_reported(year: int, units: frozenset[int] | None) -> list[tuple[int, CellKey, Reading]]:
    """Return the readings of table 1 by organ and cell; one statement."""
    asked = {}
    for cell in cells_of(FormTable.OPENNESS):
        if cell.column != TOTAL:
            code, period = figure_of(cell, year)
            asked[code, period.key] = cell
    rows = readings_in([code for code, _ in asked], Scope(units, figure_of(next(iter(asked.values())), year)[1]))
    found = rows.filter(dims_key="", period_key__in={key for _, key in asked}).order_by("pk")
    return [
        (row.unit_id, asked[row.figure, row.period_key], row) for row in found if (row.figure, row.period_key) in asked
    ]


def _counted_documents(cell: CellKey, year: int, units: frozenset[int] | None) -> list[tuple[int, Decimal]]:
    code, period = figure_of(cell, year)
    parts = breakdown(code, Scope(units, period), UNIT.code).parts
    return [(int(part.key), part.value) for part in parts if part.key is not None]


def _in_form(cell: CellKey, value: Decimal) -> Decimal:
    return value / YUAN_IN_WAN if cell.row == FEES else value
