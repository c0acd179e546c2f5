"""The statutory tables as they are printed: heads, spans and order of 国办公开办函〔2021〕30号, as forms `documents` can set.

What the cells hold is the caller's; which cells there are is `form`.
"""

from collections.abc import Callable, Iterator
from itertools import groupby

from mingzheng.documents.writing.official import Grid, GridCell

from .form import (
    APPLICANTS,
    APPLICATION_ROWS,
    LEGAL_PERSONS,
    OPENNESS_ROWS,
    REMEDY_COLUMNS,
    REMEDY_GROUPS,
    TALLY_NOTE,
    CellKey,
    FormTable,
    Row,
    columns_of,
)

Words = Callable[[CellKey], str]
_OPENNESS_WIDTHS = (3.0, 2.0, 2.0, 2.0)
_APPLICATION_WIDTHS = (1.2, 1.6, 4.6, 1.2, 1.2, 1.2, 1.2, 1.2, 1.0, 1.2)


def grid_of(table: FormTable, words: Words) -> Grid:
    """Return a table as printed; `words` says what stands in a cell."""
    if table is FormTable.OPENNESS:
        return Grid(_OPENNESS_WIDTHS, tuple(_openness(words)), points=10.5)
    if table is FormTable.APPLICATIONS:
        return Grid(_APPLICATION_WIDTHS, tuple(_applications(words)), head_rows=3)
    return Grid((1.0,) * 15, tuple(_remedies(words)), head_rows=3)


def _value(table: FormTable, row: str, column: str, words: Words, *, columns: int = 1) -> GridCell:
    key = CellKey(table, row, column)
    return GridCell(words(key), columns=columns, ref=str(key))


def _head(text: str, *, rows: int = 1, columns: int = 1, align: str = "center") -> GridCell:
    return GridCell(text, rows, columns, align, is_head=True)


def _openness(words: Words) -> Iterator[tuple[GridCell, ...]]:
    for heading, group in groupby(OPENNESS_ROWS, key=lambda row: row.headings[0]):
        rows = list(group)
        columns = columns_of(FormTable.OPENNESS, rows[0].code)
        span = 3 // len(columns)
        yield (_head(heading, columns=4),)
        yield _head("信息内容"), *(_head(column.label, columns=span) for column in columns)
        for row in rows:
            yield (
                GridCell(row.label),
                *(_value(FormTable.OPENNESS, row.code, column.code, words, columns=span) for column in columns),
            )


def _applications(words: Words) -> Iterator[tuple[GridCell, ...]]:
    persons = [column for column in APPLICANTS if column.group == LEGAL_PERSONS]
    alone = [column for column in APPLICANTS if not column.group]
    yield _head(f"（{TALLY_NOTE}）", rows=3, columns=3), _head("申请人情况", columns=len(APPLICANTS))
    yield (
        _head(alone[0].label, rows=2),
        _head(LEGAL_PERSONS, columns=len(persons)),
        *(_head(column.label, rows=2) for column in alone[1:]),
    )
    yield tuple(_head(column.label) for column in persons)
    results = sum(1 for row in APPLICATION_ROWS if row.headings)
    for headings, group in groupby(APPLICATION_ROWS, key=lambda row: row.headings):
        for position, row in enumerate(rows := list(group)):
            cells = list(_labels(row, first=position == 0, among=len(rows), results=results))
            values = (_value(FormTable.APPLICATIONS, row.code, column.code, words) for column in APPLICANTS)
            yield *cells, *values
        results = 0 if headings else results


def _labels(row: Row, *, first: bool, among: int, results: int) -> Iterator[GridCell]:
    """Yield the cells before a row's numbers: 三、本年度办理结果 once, its group once, the row's own."""
    if not row.headings:
        yield GridCell(row.label, columns=3, align="left")
        return
    if results and first:
        yield GridCell(row.headings[0], rows=results)
    label = f"{row.label}（{row.note}）" if row.note else row.label
    if len(row.headings) == 1:
        yield GridCell(label, columns=2, align="left")
        return
    if first:
        yield GridCell(row.headings[1], rows=among, align="left")
    yield GridCell(label, align="left")


def _remedies(words: Words) -> Iterator[tuple[GridCell, ...]]:
    review, *suits = REMEDY_GROUPS
    width = len(REMEDY_COLUMNS)
    yield _head(review.label, columns=width), _head(suits[0].headings[0], columns=width * len(suits))
    yield (
        *(_head(column.label, rows=2) for column in REMEDY_COLUMNS),
        *(_head(suit.label, columns=width) for suit in suits),
    )
    yield tuple(_head(column.label) for _ in suits for column in REMEDY_COLUMNS)
    yield tuple(
        _value(FormTable.REMEDIES, group.code, column.code, words)
        for group in REMEDY_GROUPS
        for column in REMEDY_COLUMNS
    )
