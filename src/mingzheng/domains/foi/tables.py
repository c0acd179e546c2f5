"""Table 2 of the annual report, counted from applications: every cell is a query, and opens the cases behind it.

Counting rule: an application belongs to the year it was received in (r01), was carried over when it was received before and
not decided before the year began (r02), counts in exactly one result row by the day of its answer (r03–r23), and is
carried on when it is not decided by the year's end (r25). What was withdrawn before it counted as received is in no cell.
The form and its identities are `proofing.disclosure`; tables 1 and 3 are other rooms' figures.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date

from django.db.models import Count, Q, QuerySet

from mingzheng.domains.foi.grounds import GROUNDS, row_of
from mingzheng.domains.foi.models import Application
from mingzheng.proofing.disclosure.form import TOTAL, CellKey, FormTable, cells_of


def received_applications() -> QuerySet[Application]:
    """Return the applications that count: what was never received is in no table."""
    return Application.objects.filter(received_on__isnull=False)


def applications_of(unit_ids: frozenset[int] | None) -> QuerySet[Application]:
    """Return the applications of these accepting organs (None: of all) that count."""
    rows = received_applications()
    return rows if unit_ids is None else rows.filter(case__origin_unit_id__in=unit_ids)


def row_condition(row: str, begin: date, end: date) -> Q:
    """Return which applications a row counts from a day to a day. Raises KeyError for an unknown row."""
    if row == "r01":
        return Q(received_on__range=(begin, end))
    if row == "r02":
        return Q(received_on__lt=begin) & (Q(decided_on__isnull=True) | Q(decided_on__gte=begin))
    if row == "r24":
        return Q(decided_on__range=(begin, end))
    if row == "r25":
        return Q(received_on__lte=end) & (Q(decided_on__isnull=True) | Q(decided_on__gt=end))
    codes = [ground.code for ground in GROUNDS if ground.row == row]
    if not codes:
        raise KeyError(row)
    return Q(decided_on__range=(begin, end), ground__in=codes)


def count_by_unit(year: int, unit_ids: frozenset[int] | None) -> dict[int, Counter[CellKey]]:
    """Return the cells of table 2 by accepting organ, in four statements whatever the number of organs or applications.

    An organ with nothing to count is not in it; a cell with nothing is not in its organ's.
    """
    rows = applications_of(unit_ids)
    by_unit: dict[int, Counter[CellKey]] = defaultdict(Counter)
    for row in ("r01", "r02", "r25"):
        found = rows.filter(row_condition(row, *_year(year))).values_list("case__origin_unit_id", "applicant_kind")
        for unit, kind, number in found.annotate(n=Count("pk")).order_by():
            _add(by_unit[unit], row, kind, number)
    decided = rows.filter(row_condition("r24", *_year(year)))
    found_results = decided.values_list("case__origin_unit_id", "ground", "applicant_kind")
    for unit, ground, kind, number in found_results.annotate(n=Count("pk")).order_by():
        _add(by_unit[unit], row_of(ground), kind, number)
        _add(by_unit[unit], "r24", kind, number)
    return by_unit


def count_table(year: int, unit_ids: frozenset[int] | None) -> Mapping[CellKey, int]:
    """Return all 175 cells of table 2 of these organs together."""
    whole = sum(count_by_unit(year, unit_ids).values(), Counter[CellKey]())
    return {cell: whole[cell] for cell in cells_of(FormTable.APPLICATIONS)}


def rows_behind(cell: CellKey, year: int, unit_ids: frozenset[int] | None) -> QuerySet[Application]:
    """Return the applications a cell counts, oldest first."""
    rows = applications_of(unit_ids).filter(row_condition(cell.row, *_year(year))).order_by("received_on", "pk")
    return rows if cell.column == TOTAL else rows.filter(applicant_kind=cell.column)


def _year(year: int) -> tuple[date, date]:
    return date(year, 1, 1), date(year, 12, 31)


def _add(cells: Counter[CellKey], row: str, kind: str, number: int) -> None:
    cells[CellKey(FormTable.APPLICATIONS, row, kind)] += number
    cells[CellKey(FormTable.APPLICATIONS, row, TOTAL)] += number
