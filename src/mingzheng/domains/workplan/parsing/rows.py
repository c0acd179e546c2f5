"""Reads the rows of a list under a known layout: what is merged or left blank goes on, several numbers in a cell are parted.

Cutting tables into sections is `tables`.
"""

import re
from collections.abc import Container
from dataclasses import dataclass, field, replace

from mingzheng.documents.reading import Cell

from .columns import CO, GUIDE, LEAD, REMARKS, RESPONSIBLE, TIME, UNIT_ROLES, Column
from .layouts import Layout, Row
from .numbering import SECOND, find_mark, split_numbered
from .records import NO_LABEL, Label, Record, UnitNote
from .unit_phrases import without_persons
from .wording import clean, compare_form

_EMPTY_LAYOUT = Layout(())
_BROKEN_MONTH = re.compile(r"(?<=\d\.1) (?=[0-2](?!\d))")  # 「2026.1 0」: a narrow column broke 2026.10
_TOTAL = re.compile(r"(?:合|总|小|共)\s*计[:：]?")


def make_label(text: str) -> Label:
    """Return number and title of a heading or task as printed, its closing stop left off."""
    mark = find_mark(clean(text))
    title = (mark.rest if mark else clean(text)).rstrip("。．.：:；;")
    return Label(mark.number if mark else None, title or None)


@dataclass
class RowReader:
    """Holds what goes on from row to row, also over a page and a repeated head."""

    layout: Layout = _EMPTY_LAYOUT
    heading: Label = NO_LABEL
    task: Label = NO_LABEL
    records: list[Record] = field(default_factory=list)
    _banded: bool = False
    _index: str = ""

    def start(self, layout: Layout) -> None:
        """Begin a section; heading and task go on until a cell says otherwise."""
        self.layout = layout

    def take_band(self, text: str) -> None:
        """Take a row that is one heading across the table."""
        mark = find_mark(text)
        if (mark and mark.kind >= SECOND) or (self.layout.heading >= 0 and self.layout.task < 0 and not mark):
            self.task = make_label(text)
        else:
            self.heading, self.task = make_label(text), NO_LABEL
        self._banded = True

    def take_row(self, row: Row, place: int) -> None:
        """Read one row into records."""
        if not any(c.text.strip() for c in row):
            return
        if self._index_text(row, place) and self._is_repeat(row):
            return
        self._update_labels(row)
        extends = self._extends_last(row)
        if extends:
            self._extend(row, place)
            return
        self._add_records(row, place)

    def _index_text(self, row: Row, _place: int) -> str:
        text = clean(row[self.layout.index].text) if self.layout.index >= 0 else ""
        self._index = text.rstrip(".．、。") or self._index
        return text

    def _is_repeat(self, row: Row) -> bool:
        """Tell whether the row is 合计 or a numbering of columns, no requirement."""
        filled = [clean(c.text) for c in row if c.text.strip()]
        if filled and _TOTAL.fullmatch(filled[0]):
            return True
        return len(filled) == len(row) and all(re.fullmatch(r"[（(]?\d{1,2}[)）]?", t) for t in filled)

    def _update_labels(self, row: Row) -> None:
        layout = self.layout
        if layout.heading >= 0 and row[layout.heading].text.strip():
            label = make_label(row[layout.heading].text)
            label = self._numbered(label, row, "heading")
            if not _same(label, self.heading):
                self.task = NO_LABEL
            self.heading = label
        if layout.task >= 0 and row[layout.task].text.strip():
            self.task = self._numbered(make_label(row[layout.task].text), row, "task")
        elif layout.index >= 0 and layout.index_level in {"task", "cell"} and self._is_fresh(row[layout.index]):
            self.task = Label(clean(row[layout.index].text).rstrip(".．、。"), None)

    def _is_fresh(self, cell: Cell) -> bool:
        number = clean(cell.text).rstrip(".．、。")
        return bool(number) and cell.merged_from is None and number != self.task.number

    def _numbered(self, label: Label, row: Row, level: str) -> Label:
        """Give a heading or task the number that stands in a column of its own."""
        counts_cells = self.layout.index_level == "cell" and level == "task"
        if label.number is None and (self.layout.index_level == level or counts_cells):
            number = clean(row[self.layout.index].text).rstrip(".．、。") or self._index
            return replace(label, number=number or None)
        return label

    def _extends_last(self, row: Row) -> bool:
        """Tell whether the row only adds to the requirement above: its cell is merged with that one."""
        if not self.records or self.layout.key < 0:
            return False
        cell = row[self.layout.key]
        text = row[self.layout.text]
        merged = cell.merged_from is not None and cell.merged_from[1] == self.layout.key and bool(cell.text.strip())
        return merged and (text.merged_from is not None or not text.text.strip() or self.layout.text == self.layout.key)

    def _extend(self, row: Row, place: int) -> None:
        known = {(n.label, n.text) for n in self.records[-1].notes}
        fresh = [n for n in self._notes(row, place) if (n.label, n.text) not in known]
        self.records[-1].notes.extend(n for n in fresh if n.text)

    def _notes(self, row: Row, place: int) -> list[UnitNote]:
        notes = []
        for position, (column, cell) in enumerate(zip(self.layout.header, row, strict=True)):
            sideways = cell.merged_from is not None and cell.merged_from[1] != position
            if column.role in UNIT_ROLES and cell.text.strip() and not sideways:
                origin = cell.merged_from[0] if cell.merged_from is not None else place % 100_000
                where = f"{place // 100_000}:{origin}:{position}"
                text = without_persons(cell.text) if column.names_people else cell.text
                notes.append(UnitNote(column.label, text.strip(), self._role(column), where))
        return notes

    @property
    def _has_unit_column(self) -> bool:
        return any(column.role in UNIT_ROLES for column in self.layout.header)

    def _role(self, column: Column) -> str:
        if column.role in {CO, GUIDE, LEAD}:
            return column.role
        return "co" if column.role == RESPONSIBLE and self.layout.has_lead else "lead"

    def _cells(self, row: Row, roles: Container[str]) -> list[tuple[str, str]]:
        return [
            (c.label, clean(cell.text))
            for c, cell in zip(self.layout.header, row, strict=True)
            if c.role in roles and cell.text.strip()
        ]

    def _add_records(self, row: Row, place: int) -> None:
        layout = self.layout
        title, number = self._title(row)
        body = _text_of(row, layout.text) if layout.text >= 0 else ""
        details = [clean(row[i].text) for i in layout.details if row[i].text.strip()]
        notes, times = self._notes(row, place), self._cells(row, {TIME})
        remarks = self._cells(row, REMARKS)
        items: list[tuple[str | None, str]] = split_numbered(body) if body else [(None, "")]
        if not any((title, body, details)):
            self._take_bare_row(row, notes)
            return
        for item_number, item in items:
            text = clean(item) + "".join(details if len(items) == 1 else [])
            record = Record(self.heading, self.task, title=title, text=text, remarks=remarks)
            record.number = number or item_number or self._index_number(row, items)
            numbers = [n for n, _ in items]
            record.notes = _notes_of_item(notes, item_number, numbers)
            own = [_own_part(t, item_number, numbers) for _, t in times]
            record.deadline = _BROKEN_MONTH.sub("", "；".join(own))
            record.has_own_place = self._has_unit_column
            self.records.append(record)

    def _title(self, row: Row) -> tuple[str | None, str | None]:
        """Return (title, number) of the requirement where a column of its own names it."""
        texts = [clean(row[i].text) for i in self.layout.titles if row[i].text.strip()]
        if not texts:
            return None, None
        mark = find_mark(texts[-1])
        last = (mark.rest if mark else texts[-1]).rstrip("。")
        return "：".join([*texts[:-1], last]), mark.number if mark else None

    def _index_number(self, row: Row, items: list[tuple[str | None, str]]) -> str | None:
        if self.layout.index < 0 or self.layout.index_level != "requirement" or len(items) > 1:
            return None
        return clean(row[self.layout.index].text).rstrip(".．、。") or None

    def _take_bare_row(self, row: Row, notes: list[UnitNote]) -> None:
        """Take a row without words of work: the task itself is the requirement, or the row is broken."""
        label = self.task if self.layout.task >= 0 and row[self.layout.task].text.strip() else NO_LABEL
        if label == NO_LABEL and self.layout.heading >= 0 and row[self.layout.heading].text.strip():
            label = self.heading
        text = label.title or ""
        record = Record(self.heading, self.task, text=text, notes=notes, remarks=self._cells(row, REMARKS))
        record.has_own_place = self._has_unit_column
        record.deadline = "；".join(t for _, t in self._cells(row, {TIME}))
        if not text:
            record.broken = "｜".join(clean(c.text) for c in row if c.merged_from is None and c.text.strip())
        self.records.append(record)


def _notes_of_item(notes: list[UnitNote], number: str | None, numbers: list[str | None]) -> list[UnitNote]:
    """Return the units of one of several requirements in a cell: its own where the units are numbered alike."""
    own = []
    for note in notes:
        text = _own_part(note.text, number, numbers)
        own.append(note if text == note.text else replace(note, text=text, place=f"{note.place}:{number}"))
    return own


def _own_part(text: str, number: str | None, numbers: list[str | None]) -> str:
    """Return what a cell says to one of several requirements: its own words where the cell is numbered as they are."""
    parts = dict(split_numbered(text)) if len(numbers) > 1 else {}
    return parts[number].rstrip("；;。 ") if list(parts) == numbers else text


def _text_of(row: Row, position: int) -> str:
    cell: Cell = row[position]
    return cell.text.strip()


def _same(one: Label, other: Label) -> bool:
    return one.number == other.number and compare_form(one.title or "") == compare_form(other.title or "")
