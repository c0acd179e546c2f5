"""Reads Excel workbooks: every visible sheet with merged cells, values as shown, dates as 2022年6月30日.

Formulas are not computed: the value the office program stored is taken. The container is checked in `archives`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree

from .archives import Package
from .errors import UnreadableDocument
from .grids import make_table
from .model import Block, Cell, Document, Finding, Limits, Position, Table
from .safe_xml import children_of, find_child, get_attribute, local_name, parse_xml
from .sheet_values import DateFormats, format_value

_REFERENCE = re.compile(r"^\$?([A-Z]{1,3})\$?(\d{1,7})$")


def read_xlsx(data: bytes, *, filename: str, limits: Limits) -> Document:
    """Return one table per visible sheet that has content."""
    package = Package(data, filename=filename, limits=limits)
    workbook = package.find("xl/workbook.xml")
    if workbook is None:
        raise UnreadableDocument("truncated", filename=filename)
    root = parse_xml(workbook, filename=filename)
    reader = _Reader(package, limits, filename, _uses_1904(root))
    tables: list[Block] = []
    for name, part in _sheets(package, root, filename):
        table = reader.table(part, name)
        if table.rows:
            tables.append(table)
    return Document(tuple(tables), format="xlsx", findings=tuple(reader.findings))


def _uses_1904(workbook: etree._Element) -> bool:
    properties = find_child(workbook, "workbookPr")
    return properties is not None and get_attribute(properties, "date1904") in {"1", "true"}


def _sheets(package: Package, workbook: etree._Element, filename: str) -> Iterator[tuple[str, str]]:
    """Yield (sheet name, part name) in workbook order, hidden sheets left out."""
    relations = package.find("xl/_rels/workbook.xml.rels")
    targets: dict[str, str] = {}
    for relation in parse_xml(relations, filename=filename) if relations else ():
        target = get_attribute(relation, "Target") or ""
        targets[get_attribute(relation, "Id") or ""] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    for sheet in children_of(workbook, "sheets"):
        key = sheet.get("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id")
        part = targets.get(key or get_attribute(sheet, "id") or "", "")
        if part in package.names and get_attribute(sheet, "state") not in {"hidden", "veryHidden"}:
            yield get_attribute(sheet, "name") or "", part


@dataclass
class _Reader:
    package: Package
    limits: Limits
    filename: str
    epoch_1904: bool
    cells: int = 0

    def __post_init__(self) -> None:
        self.strings = self._shared_strings()
        styles = self.package.find("xl/styles.xml")
        self.findings: list[Finding] = []
        self.dates = DateFormats(parse_xml(styles, filename=self.filename) if styles else None)

    def _shared_strings(self) -> list[str]:
        data = self.package.find("xl/sharedStrings.xml")
        root = parse_xml(data, filename=self.filename) if data else ()
        return [_string(item) for item in root if local_name(item) == "si"]

    def table(self, part: str, name: str) -> Table:
        """Return the grid of one sheet, empty edge rows cut off."""
        data = self.package.read(part)
        declared = data.count(b"<row") + data.count(b":row")
        if declared > self.limits.rows:
            raise UnreadableDocument("too_many_rows", filename=self.filename, detail=f"工作表“{name}”共 {declared} 行")
        root = parse_xml(data, filename=self.filename)
        taken: dict[Position, Cell] = {}
        for row_number, row in enumerate(children_of(root, "sheetData")):
            self._read_row(row, row_number, taken)
        if taken:
            for merge in children_of(root, "mergeCells"):
                self._merge(taken, get_attribute(merge, "ref") or "")
        hidden = self._hide(root, taken)
        if hidden:
            message = f"工作表“{name}”有 {hidden} 行是隐藏的，未读取；需要的请先取消隐藏"
            self.findings.append(Finding("hidden_rows", message, name))
        used = [at for at, cell in taken.items() if cell.text.strip()]
        height = max((r for r, _ in used), default=-1) + 1
        width = max((c for _, c in used), default=-1) + 1
        kept = {at: cell for at, cell in taken.items() if at[0] < height and at[1] < width}
        return make_table(kept, height=height, name=name)

    def _hide(self, root: etree._Element, taken: dict[Position, Cell]) -> int:
        """Take out the rows nobody sees, filtered or hidden by hand; return how many held something of their own."""
        hidden = {
            _row_number(row, fallback)
            for fallback, row in enumerate(children_of(root, "sheetData"))
            if get_attribute(row, "hidden") in {"1", "true"}
        }
        lost = {r for (r, _), cell in taken.items() if r in hidden and cell.text.strip() and cell.merged_from is None}
        kept = sorted({r for r, _ in taken} - hidden)
        if not lost or not kept:
            return 0
        moved = {r: place for place, r in enumerate(kept)}
        rows = {at: cell for at, cell in taken.items() if at[0] in moved}
        taken.clear()
        for (r, c), cell in rows.items():
            origin = cell.merged_from
            upper = None if origin is None else (moved.get(origin[0], moved[r]), origin[1])
            taken[(moved[r], c)] = replace(cell, merged_from=None if upper == (moved[r], c) else upper)
        return len(lost)

    def _read_row(self, row: etree._Element, fallback: int, taken: dict[Position, Cell]) -> None:
        r = _row_number(row, fallback)
        c = -1
        for element in row:
            if local_name(element) != "c":
                continue
            at = _position(get_attribute(element, "r") or "")
            c = at[1] if at else c + 1
            text = self._value(element)
            if text:
                self._keep(taken, (r, c), text)

    def _keep(self, taken: dict[Position, Cell], at: Position, text: str) -> None:
        self.cells += 1
        if at[0] >= self.limits.rows or at[1] >= self.limits.columns or self.cells > self.limits.cells:
            detail = f"第 {at[0] + 1} 行第 {at[1] + 1} 列仍有内容"
            raise UnreadableDocument("too_many_rows", filename=self.filename, detail=detail)
        taken[at] = Cell(text)

    def _value(self, element: etree._Element) -> str:
        kind = get_attribute(element, "t") or "n"
        if kind == "inlineStr":
            inline = find_child(element, "is")
            return _string(inline) if inline is not None else ""
        value = find_child(element, "v")
        raw = (value.text or "") if value is not None else ""
        if kind == "s":
            return self.strings[int(raw)] if raw.isdecimal() and int(raw) < len(self.strings) else ""
        if kind in {"str", "e", "d", "b"}:
            return raw
        is_date = self.dates.is_date(get_attribute(element, "s") or "")
        return format_value(raw, is_date=is_date, epoch_1904=self.epoch_1904)

    def _merge(self, taken: dict[Position, Cell], reference: str) -> None:
        start, _, end = reference.partition(":")
        first, last = _position(start), _position(end or start)
        if first is None or last is None or first not in taken:
            return
        bottom = min(last[0], max(r for r, _ in taken) + 200)
        right = min(last[1], self.limits.columns - 1)
        self.cells += (bottom - first[0] + 1) * (right - first[1] + 1)
        if self.cells > self.limits.cells * 4:
            raise UnreadableDocument("too_many_rows", filename=self.filename, detail="合并单元格过多")
        text = taken[first].text
        for r in range(first[0], bottom + 1):
            for c in range(first[1], right + 1):
                taken[(r, c)] = Cell(text, merged_from=first)
        taken[first] = Cell(text, rowspan=bottom - first[0] + 1, colspan=right - first[1] + 1)


def _row_number(row: etree._Element, fallback: int) -> int:
    stated = get_attribute(row, "r") or ""
    return int(stated) - 1 if stated.isdecimal() and len(stated) < 8 else fallback


def _position(reference: str) -> Position | None:
    found = _REFERENCE.match(reference)
    if not found:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]) - 1, column - 1


def _string(item: etree._Element) -> str:
    """Return the text of a string item; phonetic hints (`rPh`) are not text."""
    parts: list[str] = []
    for child in item:
        name = local_name(child)
        if name == "t":
            parts.append(child.text or "")
        elif name == "r":
            parts.append(_string(child))
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda m: _unescape(m[1]), "".join(parts))


def _unescape(code: str) -> str:
    character = chr(int(code, 16))
    return (
        "\n" if character in "\r\n" else ("" if ord(character) < 32 or 0xD800 <= ord(character) < 0xE000 else character)
    )
