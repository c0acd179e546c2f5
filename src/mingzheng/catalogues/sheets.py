"""A catalogue as a workbook: what is in force on a day going out, and a filled one coming back as proposed lines.

Nothing is changed here: reading says for every row whether it adds, alters or leaves an entry, and what is wrong with it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from mingzheng.casework.public import BadInput, Field, FieldKind, Refused
from mingzheng.catalogues.declaration import Catalogue, ChangeKind
from mingzheng.catalogues.selectors import in_force, open_lines
from mingzheng.catalogues.services import ProposedLine
from mingzheng.catalogues.values import all_fields, clean_values, describe_value, stored_values
from mingzheng.documents.reading import Headings, read_headed_rows
from mingzheng.documents.writing.cell_values import BadValue, parse_value
from mingzheng.documents.writing.sheets import CellKind, Sheet, SheetColumn, write_xlsx
from mingzheng.platform.org.public import NameIndex, match_name, name_index

MOST_ROWS = 500
NUMBER, VALID_FROM, VERSION = "number", "valid_from", "version"
OWN_LABELS: Mapping[str, str] = {VALID_FROM: "本版生效日期", VERSION: "版次"}
KINDS: Mapping[FieldKind, CellKind] = {FieldKind.DATE: CellKind.DATE, FieldKind.INTEGER: CellKind.INTEGER}
WIDTHS: Mapping[FieldKind, float] = {FieldKind.LONG_TEXT: 40.0, FieldKind.DATE: 14.0, FieldKind.INTEGER: 10.0}


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One row of a file: which line, what it would do (None: nothing changes), and what is wrong with it."""

    line: int
    number: str
    title: str
    proposed: ProposedLine | None = None
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """A file as read: its rows, and the headings nobody asked for."""

    rows: tuple[ReadRow, ...]
    unknown: tuple[str, ...] = ()

    @property
    def proposed(self) -> list[ProposedLine]:
        """Return the lines that would be proposed."""
        return [row.proposed for row in self.rows if row.proposed is not None]

    @property
    def faulty(self) -> list[ReadRow]:
        """Return the rows with something wrong."""
        return [row for row in self.rows if row.problems]

    def count(self, kind: str) -> int:
        """Return how many rows do this to an entry."""
        return sum(1 for line in self.proposed if line.kind == kind)


def write_catalogue(catalogue: Catalogue, versions: Iterable[Any], on: date) -> bytes:
    """Return a workbook of these versions; changed and sent back, it is read by `read_catalogue`."""
    columns = [SheetColumn(NUMBER, catalogue.number_label, width=14)]
    for item in all_fields(catalogue):
        width = 36.0 if item.code == "title" else WIDTHS.get(item.kind, 16.0)
        columns.append(SheetColumn(item.code, item.label, KINDS.get(item.kind, CellKind.TEXT), width))
    columns += [
        SheetColumn(VALID_FROM, OWN_LABELS[VALID_FROM], CellKind.DATE),
        SheetColumn(VERSION, OWN_LABELS[VERSION], CellKind.INTEGER),
    ]
    note = f"{on.year}年{on.month}月{on.day}日有效的条目。改好后可在目录页“成批申报”中上传；不在表中的条目保持不变。"
    sheet = Sheet(catalogue.title[:31], tuple(columns), _rows(catalogue, versions), title=catalogue.title, note=note)
    return write_xlsx([sheet])


def _rows(catalogue: Catalogue, versions: Iterable[Any]) -> Iterable[list[Any]]:
    for version in versions:
        cells: list[Any] = [version.entry.number]
        for item in all_fields(catalogue):
            raw = version.unit if item.kind is FieldKind.UNIT else getattr(version, item.code)
            plain = item.kind in KINDS
            cells.append(raw if plain else str(raw) if item.kind is FieldKind.UNIT else describe_value(item, raw, {}))
        yield [*cells, version.valid_from, version.number]


def read_catalogue(catalogue: Catalogue, data: bytes, *, filename: str, on: date) -> ReadSheet:
    """Return what a file would propose. Raises NotOurSheet for one that cannot be read or has not the headings."""
    fields = {item.code: item for item in all_fields(catalogue)}
    sheet = read_headed_rows(data, _headings(catalogue, fields.values()), filename=filename)
    known = _Known(
        {version.entry.number: version for version in in_force(catalogue, on)},
        set(open_lines(catalogue).values_list("number", flat=True)),
        name_index(at=on),
    )
    found = []
    for line, texts in sheet.rows:
        cells = [(fields[code], text) for code, text in texts.items() if code in fields]
        found.append(_read_row(catalogue, line, texts.get(NUMBER, ""), cells, known))
    return ReadSheet(tuple(found), sheet.unknown)


def _headings(catalogue: Catalogue, fields: Iterable[Field]) -> Headings:
    labels = {item.label: item.code for item in fields} | {label: code for code, label in OWN_LABELS.items()}
    return Headings(
        keys={catalogue.number_label: NUMBER} | labels,
        required=frozenset({"title", "unit"}),
        at_most=MOST_ROWS,
        template="请先导出本目录的表格，在其中修改后上传",
    )


@dataclass(slots=True)
class _Known:
    """What rows are set against: entries in force, entries under proposal, units by name, numbers already seen."""

    now: dict[str, Any]
    pending: set[str]
    units: NameIndex
    seen: set[str] = field(default_factory=set)


def _read_row(catalogue: Catalogue, line: int, number: str, cells: list[tuple[Field, str]], known: _Known) -> ReadRow:
    problems, data = [], {}
    for item, text in cells:
        try:
            data[item.code] = _read_cell(item, text, known.units)
        except BadValue as error:
            problems.append(error.message)
    title = str(data.get("title", ""))
    problems += _number_problems(catalogue, number, known)
    if not problems:
        try:
            values = clean_values(catalogue, data)
        except BadInput as error:
            problems += [text for texts in error.errors.values() for text in texts]
        except Refused as error:
            problems += [reason.message for reason in error.reasons]
    if problems:
        return ReadRow(line, number, title, problems=tuple(problems))
    held = known.now.get(number)
    if held is None:
        return ReadRow(line, number, title, ProposedLine(ChangeKind.ADD, number, values))
    if stored_values(catalogue, held) == values:
        return ReadRow(line, number, title)
    return ReadRow(line, number, title, ProposedLine(ChangeKind.ALTER, number, values))


def _number_problems(catalogue: Catalogue, number: str, known: _Known) -> list[str]:
    if not number:
        return [f"“{catalogue.number_label}”没有填"]
    if number in known.seen:
        return [f"编号 {number} 在表中出现了几次"]
    known.seen.add(number)
    return [f"编号 {number} 另有未办结的调整申报"] if number in known.pending else []


def _read_cell(item: Field, text: str, units: NameIndex) -> Any:
    if item.kind is FieldKind.UNIT:
        found = match_name(text, units)
        if found.unit is None:
            raise BadValue("unknown_unit", f"没有对上单位“{text}”，请写单位全称")
        return found.unit.pk
    if item.kind is FieldKind.CHOICE:
        for code, label in item.choices:
            if text in {code, label}:
                return code
        raise BadValue(
            "unknown_choice", f"“{item.label}”没有“{text}”，可填：{'、'.join(label for _, label in item.choices)}"
        )
    if item.kind in KINDS:
        value = parse_value(text, SheetColumn(item.code, item.label, KINDS[item.kind]))
        return value.isoformat() if isinstance(value, date) else value
    return text == "是" if item.kind is FieldKind.BOOLEAN else text
