"""Reads the form's tables from lines that keep their columns, as `pdftotext -layout` prints them: labels may be broken over
several lines, but the numbers of a row stand on one.

Used where labels alone do not lead to the values; the order of the rows is that of the form.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from .form import (
    APPLICANTS,
    APPLICATION_ROWS,
    OTHERWISE_AS_ONE,
    REMEDY_COLUMNS,
    REMEDY_GROUPS,
    CellKey,
    application,
    remedy,
)
from .runs import Run
from .tables import Printed, State

_NUMBER = r"-?\d{1,3}(?:,\d{3})+|-?\d+"
_BEGIN = re.compile(r"本\s*年\s*新\s*收|上\s*年\s*结\s*转|办\s*理\s*结\s*果")
_TAIL = re.compile(rf"(?:(?<=\n)|(?<=[^\d.,\-]))[ ]*((?:{_NUMBER})(?:[ ]+(?:{_NUMBER}))+)[ ]*(?=\n|$)")
_TOKEN = re.compile(_NUMBER)
_ROWS = tuple(row.code for row in APPLICATION_ROWS)
_OLDER = (*_ROWS[:20], OTHERWISE_AS_ONE.code, *_ROWS[23:])


def read_lines(run: Run) -> dict[CellKey, Printed]:
    """Return the cells of tables 2 and 3, where there are as many lines of numbers as the form has rows."""
    begin = _BEGIN.search(run.words)
    if begin is None:
        return {}
    found = list(_lines(run, begin.start()))
    rows = [line for line in found if len(line) == len(APPLICANTS)]
    cells: dict[CellKey, Printed] = {}
    for codes in (_ROWS, _OLDER):
        if len(rows) == len(codes):
            cells.update(_lay(codes, rows))
    width = len(REMEDY_GROUPS) * len(REMEDY_COLUMNS)
    last = [line for line in found if len(line) == width]
    if len(last) == 1:
        keys = [remedy(group.code, column.code) for group in REMEDY_GROUPS for column in REMEDY_COLUMNS]
        cells.update(zip(keys, last[0], strict=True))
    return cells


def _lines(run: Run, begin: int) -> Iterator[list[Printed]]:
    """Yield the numbers that end each line."""
    for match in _TAIL.finditer(run.words, begin):
        numbers = _TOKEN.finditer(run.words, match.start(1), match.end(1))
        yield [
            run.printed(number.start(), number.end(), Decimal(number[0].replace(",", "")), State.READ)
            for number in numbers
        ]


def _lay(codes: Sequence[str], rows: Sequence[Sequence[Printed]]) -> Iterator[tuple[CellKey, Printed]]:
    for code, row in zip(codes, rows, strict=True):
        for column, cell in zip(APPLICANTS, row, strict=True):
            yield application(code, column.code), cell
