"""Reads the form's tables where a document has tables: any column order, merged heads, rows split over pages.

Running text without a grid is read by `flat`; words are recognised by `labels`.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from mingzheng.proofing.text import Passage, TableText

from .form import (
    APPLICANTS,
    DOCUMENT_COLUMNS,
    OPENNESS_COLUMNS,
    REMEDY_COLUMNS,
    REMEDY_GROUPS,
    CellKey,
    FormTable,
    application,
    openness,
    remedy,
)
from .labels import (
    find_applicant,
    find_application_row,
    find_document_column,
    find_openness_row,
    find_outcome,
    find_remedy_group,
)
from .tables import Printed, State, parse_value

_HAN = re.compile(r"[\u4e00-\u9fff]")
_APPLICANT_ORDER = tuple(column.code for column in APPLICANTS)
_DOCUMENT_ORDER = tuple(column.code for column in DOCUMENT_COLUMNS)
_OUTCOME_ORDER = tuple(column.code for column in REMEDY_COLUMNS)
_REMEDY_ORDER = tuple((group.code, outcome) for group in REMEDY_GROUPS for outcome in _OUTCOME_ORDER)


@dataclass(frozen=True, slots=True)
class _Item:
    """A cell that begins in this row: its passage and its first column."""

    passage: Passage
    column: int

    @property
    def is_words(self) -> bool:
        """Return whether it holds words rather than a value; a number with its unit is a value, and so is 无."""
        words = self.passage.clean
        return bool(_HAN.search(words)) and parse_value(words)[1] is State.MALFORMED


@dataclass
class _Reader:
    """What is known while going down the rows of all tables."""

    cells: dict[CellKey, Printed] = field(default_factory=dict)
    applicants: dict[int, str] = field(default_factory=dict)
    documents: dict[int, str] = field(default_factory=dict)
    outcomes: dict[int, str] = field(default_factory=dict)
    groups: dict[int, str] = field(default_factory=dict)
    row: str = ""
    decisions: bool = True

    def read(self, cells: Sequence[Passage], number: int) -> None:
        """Read one row of a grid."""
        items = _own_items(cells, number)
        values = [item for item in items if not item.is_words]
        filled = [item for item in values if item.passage.clean.strip()]
        labels = [item.passage for item in items if item.is_words]
        if not filled and len(values) < 3:
            self._read_heads(cells)
            return
        read = any(self._read_labelled(label, items, cells) for label in _near_labels(labels, values))
        if not read and not self._read_outcomes(values):
            self._read_heads(cells)

    def _read_labelled(self, label: Passage, items: list[_Item], cells: Sequence[Passage]) -> bool:
        values = [item for item in items if not item.is_words]
        if row := find_openness_row(label.clean):
            self._read_openness(row, values, label)
            return True
        if group := find_remedy_group(label.clean):
            if len(values) == len(_OUTCOME_ORDER):
                self._put(
                    [(remedy(group, code), item) for code, item in zip(_OUTCOME_ORDER, values, strict=True)], label
                )
                return True
            return False
        row = find_application_row(label.clean, after=self.row) or self._row_of_joined(cells)
        if row is None or application(row) in self.cells:
            return False
        self.row = row
        at = label.cell[2] if label.cell else -1
        pairs = _align([item for item in items if item.column > at], self.applicants, _APPLICANT_ORDER)
        self._put([(application(row, code), item) for code, item in pairs], label)
        return True

    def _row_of_joined(self, cells: Sequence[Passage]) -> str | None:
        """Recognise a label that stands in several cells: its number in one, its words in the next."""
        words = "".join(dict.fromkeys(cell.clean for cell in cells if _HAN.search(cell.clean)))
        return find_application_row(words, after=self.row)

    def _read_openness(self, row: str, values: list[_Item], label: Passage) -> None:
        if openness(row, OPENNESS_COLUMNS[row][0].code) in self.cells:
            return
        if row in {"rules", "normative"}:
            pairs = _align(values, self.documents, _DOCUMENT_ORDER)
            self._put([(openness(row, code), item) for code, item in pairs], label)
            return
        filled = [item for item in values if item.passage.clean.strip()] or values
        if len(filled) == 1 or (filled and not self.decisions):
            self._put([(openness(row, OPENNESS_COLUMNS[row][0].code), filled[-1])], label)

    def _read_outcomes(self, values: list[_Item]) -> bool:
        """Read the one row of table 3, which has no label."""
        if len(values) != len(_REMEDY_ORDER) or not self.outcomes or remedy("review") in self.cells:
            return False
        order = self._remedy_order()
        self._put([(remedy(*code), item) for code, item in zip(order, values, strict=True)], values[0].passage)
        return True

    def _remedy_order(self) -> Sequence[tuple[str, str]]:
        leaves = [self.outcomes[column] for column in sorted(self.outcomes)]
        groups = [self._group_at(column) for column in sorted(self.outcomes)]
        order = list(zip(groups, leaves, strict=True))
        return order if len(order) == len(_REMEDY_ORDER) and set(order) == set(_REMEDY_ORDER) else _REMEDY_ORDER

    def _group_at(self, column: int) -> str:
        known = [start for start in self.groups if start <= column]
        return self.groups[max(known)] if known else "review"

    def _read_heads(self, cells: Sequence[Passage]) -> None:
        """Learn which column holds what from a row of heads."""
        for found, finder in (
            (self.applicants, find_applicant),
            (self.documents, find_document_column),
            (self.outcomes, find_outcome),
            (self.groups, find_remedy_group),
        ):
            heads = _heads(cells, finder)
            if found is self.applicants and len(set(heads.values())) < 2:
                continue
            if found is self.outcomes:
                if len(heads) < len(_OUTCOME_ORDER) - 1:
                    continue
                found.clear()
            for code in set(heads.values()) if found is self.applicants or found is self.documents else ():
                for column in [column for column, known in found.items() if known == code]:
                    del found[column]
            found.update(heads)

    def _put(self, pairs: Sequence[tuple[CellKey, _Item]], label: Passage) -> None:
        for key, item in pairs:
            self.cells[key] = _printed(item.passage, label)


def read_grids(tables: Sequence[TableText]) -> dict[CellKey, Printed]:
    """Return the cells of the form found in a document's tables; a table may go on in the next one, or lie on its side."""
    blocks = [block for table in tables for block in _blocks(table)]
    upright, turned = _read(blocks), dict[CellKey, Printed]()
    if any(not any(key.table is one for key in upright) for one in FormTable):
        turned = _read([_turn(block) for block in blocks])
    cells: dict[CellKey, Printed] = {}
    for one in FormTable:
        as_printed, on_side = ({key: read[key] for key in read if key.table is one} for read in (upright, turned))
        cells.update(on_side if len(on_side) > len(as_printed) else as_printed)
    return cells


def _read(tables: Sequence[TableText]) -> dict[CellKey, Printed]:
    reader = _Reader()
    for table in tables:
        for number, row in enumerate(table.rows):
            reader.read(row, number)
    return reader.cells


def _blocks(table: TableText) -> Iterator[TableText]:
    """Yield the parts of a table between its empty rows, without the empty columns on their right.

    A worksheet often holds several tables one below another, as wide as the widest of them.
    """
    begin = 0
    for number, row in enumerate((*table.rows, ())):
        if any(cell.clean.strip() for cell in row):
            continue
        if number > begin:
            yield _block(table, begin, number)
        begin = number + 1


def _block(table: TableText, begin: int, end: int) -> TableText:
    rows = table.rows[begin:end]
    width = max(n for row in rows for n, cell in enumerate(row, start=1) if cell.clean.strip())
    moved = {
        id(cell): replace(cell, cell=(cell.cell[0], cell.cell[1] - begin, cell.cell[2])) if cell.cell else cell
        for row in rows
        for cell in row
    }
    return replace(table, rows=tuple(tuple(moved[id(cell)] for cell in row[:width]) for row in rows))


def _turn(table: TableText) -> TableText:
    """Return a table with its rows as columns: some print who applied down the left and the results across."""
    turned = {
        id(passage): replace(passage, cell=(passage.cell[0], passage.cell[2], passage.cell[1]))
        for row in table.rows
        for passage in row
        if passage.cell is not None
    }
    width = min((len(row) for row in table.rows), default=0)
    columns = (tuple(turned.get(id(row[n]), row[n]) for row in table.rows) for n in range(width))
    return replace(table, rows=tuple(columns))


def _own_items(cells: Sequence[Passage], number: int) -> list[_Item]:
    """Return the cells that begin in this row, each once; those reaching down from above only if they hold words."""
    items: list[_Item] = []
    for column, passage in enumerate(cells):
        if items and items[-1].passage is passage:
            continue
        begins_above = passage.cell is not None and passage.cell[1] != number
        if begins_above:
            continue
        items.append(_Item(passage, column))
    return items


def _near_labels(labels: list[Passage], values: list[_Item]) -> list[Passage]:
    """Return the words before the first value, the nearest first: a value written in words may stand among them.

    What is empty left of every word is no value: it is a heading's place, whose words stand on the page before.
    """
    begin = min((label.cell[2] for label in labels if label.cell), default=-1)
    first = next((item.column for item in values if item.column > begin), 10**6)
    before = [label for label in labels if label.cell is None or label.cell[2] < first]
    return before[::-1] or labels[:1]


def _heads(cells: Sequence[Passage], finder: Callable[[str], str | None]) -> dict[int, str]:
    heads: dict[int, str] = {}
    last: Passage | None = None
    for column, passage in enumerate(cells):
        code = finder(passage.clean)
        if code and passage is not last:
            heads[column] = code
        last = passage
    return heads


def _align(values: list[_Item], heads: dict[int, str], order: Sequence[str]) -> list[tuple[str, _Item]]:
    """Give each value its column: by the order of the heads where the numbers agree, else by position."""
    known = [heads[column] for column in sorted(heads)]
    codes = known if len(set(known)) == len(known) == len(order) else list(order)
    if len(values) > len(order):
        filled = [item for item in values if item.passage.clean.strip()]
        values = filled if len(filled) == len(order) else values[-len(order) :]
    if len(values) == len(order):
        return list(zip(codes, values, strict=True))
    if len(values) == len(known) == len(set(known)):
        return list(zip(known, values, strict=True))
    if codes is known:
        by_column = {item.column: item for item in values}
        return [(heads[column], by_column[column]) for column in sorted(heads) if column in by_column]
    return []


def _printed(passage: Passage, label: Passage) -> Printed:
    words = passage.clean
    value, state = parse_value(words)
    if state is State.EMPTY and not words.strip():
        place = label.place(0, len(label.clean))
        quote = label.quote(0, len(label.clean))
        return Printed(quote, place.paragraph, place.start, place.end, None, state, place.page)
    place = passage.place(0, len(words))
    return Printed(passage.quote(0, len(words)), place.paragraph, place.start, place.end, value, state, place.page)
