"""Judges the values of the tables by the identities of the form, and names the one cell that would explain a breach.

Which equations there are is data in `form`; what the text says about the values is `wording`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from .form import EQUATIONS, TABLE_TITLES, CellKey, Equation, FormTable, Term, cells_of, name_cell
from .tables import FormValues, Printed, State


@dataclass(frozen=True, slots=True)
class Suspect:
    """The one cell whose change would mend every broken equation it stands in, and what it should be."""

    key: CellKey
    should: Decimal


@dataclass(frozen=True, slots=True)
class Breach:
    """An equation that does not hold: both sums, and the suspect where there is exactly one."""

    equation: Equation
    left: Decimal
    right: Decimal
    suspect: Suspect | None = None

    @property
    def difference(self) -> Decimal:
        """Return how much more stands on the left."""
        return self.left - self.right


def find_breaches(
    values: FormValues, previous: FormValues | None = None, *, equations: Sequence[Equation] = EQUATIONS
) -> list[Breach]:
    """Return the equations that do not hold. Those with a cell nobody could read are not judged."""
    broken: list[Breach] = []
    holding: list[Equation] = []
    for equation in equations:
        sums = _sums(equation, values, previous)
        if sums is None:
            continue
        if sums[0] == sums[1]:
            holding.append(equation)
        else:
            broken.append(Breach(equation, *sums))
    return [_explained(breach, broken, holding, values) for breach in broken]


def _sums(equation: Equation, values: FormValues, previous: FormValues | None) -> tuple[Decimal, Decimal] | None:
    sides = []
    for side in (equation.left, equation.right):
        total = Decimal(0)
        for source, terms in (
            (values, [t for t in side if not t.last_year]),
            (previous, [t for t in side if t.last_year]),
        ):
            if not terms:
                continue
            if source is None or not source.is_known(term.key for term in terms):
                return None
            total += source.total(terms)
        sides.append(total)
    return sides[0], sides[1]


def _weight_of(equation: Equation, key: CellKey) -> int:
    """Return how the difference of sums moves when a cell grows by one."""
    left = sum(term.sign for term in equation.left if term.key == key and not term.last_year)
    return left - sum(term.sign for term in equation.right if term.key == key and not term.last_year)


def _explained(breach: Breach, broken: Sequence[Breach], holding: Sequence[Equation], values: FormValues) -> Breach:
    """Return the breach with its suspect: the cell in it that also explains another breach and breaks nothing."""
    found = [
        suspect
        for term in (*breach.equation.left, *breach.equation.right)
        if not term.last_year and (suspect := _assess(term, breach, broken, holding, values))
    ]
    return Breach(breach.equation, breach.left, breach.right, found[0]) if len(found) == 1 else breach


def _assess(
    term: Term, breach: Breach, broken: Sequence[Breach], holding: Sequence[Equation], values: FormValues
) -> Suspect | None:
    key = term.key
    cell = values.find(key)
    if cell is None or breach.equation.needs_last_year:
        return None
    change = -breach.difference / _weight_of(breach.equation, key)
    if any(_weight_of(equation, key) for equation in holding if not equation.needs_last_year):
        return None
    crossing = [other for other in broken if _weight_of(other.equation, key) and not other.equation.needs_last_year]
    if len(crossing) < 2 or any(b.difference + change * _weight_of(b.equation, key) for b in crossing):
        return None
    should = cell.amount + change
    return Suspect(key, should) if should >= 0 else None


_SIDES = {
    "E1": ("新收加上年结转为{left}", "办理结果总计加结转下年度为{right}"),
    "E2": ("总计写{left}", "各项办理结果之和为{right}"),
    "E3": ("总计写{left}", "各类申请人之和为{right}"),
    "E4": ("上年结转写{left}", "上年年报结转下年度为{right}"),
    "E6": ("总计写{left}", "四种结果之和为{right}"),
    "E7": ("现行有效写{left}", "按上年现行有效加本年制发减本年废止应为{right}"),
}


def describe_breach(breach: Breach) -> str:
    """Say in words which equation does not hold, in which row or column, and by how much."""
    left, right = (words.format(left=breach.left, right=breach.right) for words in _SIDES[breach.equation.code])
    table = TABLE_TITLES[breach.equation.left[0].key.table]
    return f"{table}表{breach.equation.subject}：{left}，{right}，差{abs(breach.difference)}"


@dataclass(frozen=True, slots=True)
class BadCell:
    """A cell that is no whole number of zero or more."""

    key: CellKey
    cell: Printed
    why: str


def find_bad_cells(values: FormValues) -> list[BadCell]:
    """Return the cells that hold something else than a whole number (amounts of money may have decimals)."""
    found = []
    for key, cell in values.cells.items():
        why = _fault(key, cell)
        if why:
            found.append(BadCell(key, cell, why))
    return found


def _fault(key: CellKey, cell: Printed) -> str:
    if cell.state is State.MALFORMED:
        return "不是数"
    if cell.value is None:
        return ""
    if cell.value < 0:
        return "是负数"
    if key.row != "fees" and cell.value != cell.value.to_integral_value():
        return "不是整数"
    return ""


def list_empty_cells(values: FormValues, table: FormTable) -> list[CellKey]:
    """Return the cells of a table left empty, in printed order."""
    return [key for key in cells_of(table) if (cell := values.find(key)) is not None and cell.state is State.EMPTY]


def name_cells(keys: Iterable[CellKey], most: int = 3) -> str:
    """Return a few cells by name and how many there are."""
    listed = list(keys)
    words = "、".join(name_cell(key) for key in listed[:most])
    return words if len(listed) <= most else f"{words}等{len(listed)}格"
