"""What a sentence of the report may mean by a number: sums of cells of the tables, by name.

Finding the sentences is `wording`; whether they agree is `agreement`.
"""

from collections.abc import Iterable
from decimal import Decimal

from .form import (
    APPLICANTS,
    CARRIED_IN,
    CARRIED_OUT,
    LEGAL_PERSON_PARTS,
    NEW,
    REMEDY_GROUPS,
    REMEDY_PARTS,
    RESULT_GROUPS,
    RESULTS_TOTAL,
    TOTAL,
    CellKey,
    application,
    openness,
    remedy,
)
from .tables import FormValues

# How the applications counted in a sentence are delimited.
BASES: dict[str, tuple[str, ...]] = {
    "new": (NEW,),
    "received": (NEW, CARRIED_IN),
    "settled": (RESULTS_TOTAL,),
    "carried_in": (CARRIED_IN,),
    "carried_out": (CARRIED_OUT,),
}
BASE_WORDS = {
    "new": "本年新收",
    "received": "本年新收与上年结转之和",
    "settled": "本年度办理结果总计",
    "carried_in": "上年结转",
    "carried_out": "结转下年度继续办理",
}
_LEGAL_PERSONS = {"法人": LEGAL_PERSON_PARTS, "其他组织": LEGAL_PERSON_PARTS}


def applicant_columns(words: str) -> tuple[str, ...]:
    """Return the columns of table 2 a kind of applicant stands in."""
    for column in APPLICANTS:
        if column.label == words and column.code != TOTAL:
            return (column.code,)
    return next((codes for begin, codes in _LEGAL_PERSONS.items() if begin in words), ())


def application_cells(base: str, columns: Iterable[str] = (TOTAL,)) -> tuple[CellKey, ...]:
    """Return the cells of a base: 收到 of 自然人 is 新收 and 上年结转 of that column."""
    return tuple(application(row, column) for row in BASES[base] for column in columns)


def result_cells(group: str) -> tuple[CellKey, ...]:
    """Return the cells of a kind of result, in the column of totals."""
    return tuple(application(row) for row in RESULT_GROUPS[group])


def review_cells(*, settled: bool = False) -> tuple[CellKey, ...]:
    """Return the cell of all reviews, or those of the settled ones."""
    return _remedy_cells(("review",), settled=settled)


def suit_cells(*, settled: bool = False) -> tuple[CellKey, ...]:
    """Return the cells of all suits."""
    return _remedy_cells(("direct", "after_review"), settled=settled)


def remedy_cells(*, settled: bool = False) -> tuple[CellKey, ...]:
    """Return the cells of reviews and suits together."""
    return _remedy_cells(tuple(group.code for group in REMEDY_GROUPS), settled=settled)


def _remedy_cells(groups: Iterable[str], *, settled: bool) -> tuple[CellKey, ...]:
    columns = tuple(part for part in REMEDY_PARTS if part != "pending") if settled else (TOTAL,)
    return tuple(remedy(group, column) for group in groups for column in columns)


def pending_cells(groups: Iterable[str]) -> tuple[CellKey, ...]:
    """Return the cells of what is not settled yet."""
    return tuple(remedy(group, "pending") for group in groups)


def document_cells(column: str) -> tuple[CellKey, ...]:
    """Return the cell of 行政规范性文件."""
    return (openness("normative", column),)


def matching_bases(values: FormValues, number: Decimal, columns: Iterable[str] = (TOTAL,)) -> set[str]:
    """Return which of 新收, 收到 in all, and 办理 give this number."""
    wanted = tuple(columns)
    found = set()
    for base in ("new", "received", "settled"):
        if values.sum_of(application_cells(base, wanted)) == number:
            found.add(base)
    return found
