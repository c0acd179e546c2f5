"""The statutory annual report as data: three tables, where each cell comes from, and what does not hold.

Table 2 is counted from applications, table 3 from reviews and suits; table 1 is readings. Judging the values is
`proofing.disclosure`; text, layout and approval of the report are the room of reports.
Legal basis: 政府信息公开条例第四十九条、第五十条; 国办公开办函〔2021〕30号.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from mingzheng.domains.foi.contests.counting import count_remedies
from mingzheng.domains.foi.figures import figure_of
from mingzheng.domains.foi.tables import count_table
from mingzheng.figures.public import Period, Scope, values_of
from mingzheng.platform.org.public import Unit, descendant_ids
from mingzheng.proofing.disclosure.form import TOTAL, CellKey, FormTable, cells_of, name_cell
from mingzheng.proofing.disclosure.identities import Breach, find_breaches
from mingzheng.proofing.disclosure.tables import FormValues, Printed


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
    counted = {**count_table(year, units), **count_remedies(year, units)}
    cells: dict[CellKey, Decimal] = {cell: Decimal(n) for cell, n in counted.items()}
    reported, missing = _reported(year, units)
    cells |= reported
    values = FormValues({cell: Printed(str(value), 0, 0, 0, value) for cell, value in cells.items()}, year)
    return AnnualTables(year, unit, cells, missing, tuple(find_breaches(values)))


def _reported(year: int, units: frozenset[int] | None) -> tuple[dict[CellKey, Decimal], tuple[CellKey, ...]]:
    """Return the cells of table 1 by their readings, and the cells without one."""
    asked = [cell for cell in cells_of(FormTable.OPENNESS) if cell.column != TOTAL]
    found = values_of([figure_of(cell, year)[0] for cell in asked], scope=Scope(units, Period.year(year)))
    values = {cell: found[figure_of(cell, year)[0]].value for cell in asked}
    missing = tuple(cell for cell, value in values.items() if value is None)
    return {cell: value for cell, value in values.items() if value is not None}, missing
