"""Takes the tables of a document apart into records, row by row, with what stands outside the list as lines.

Heads are recognised in `columns`, columns are understood in `layouts`, tables that stand upright in `upright_tables`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from mingzheng.documents.reading import Block, Cell, Paragraph, Table

from .columns import PREAMBLE, UNIT_ROLES, Header, find_header
from .layouts import Layout, Row, plan_layout
from .notes import is_label_line
from .numbering import FIRST, SECOND, find_mark
from .records import DutyRecord, Line, Record, UnitNote
from .rows import RowReader
from .unit_phrases import part_spaced_names
from .upright_tables import read_upright
from .wording import clean, clean_lines, is_foreign

_FOOTER = re.compile(
    r"^(?:公开(?:方式|属性|类别)|抄[报送]|注|备注|说明|填报|联系人|印发|签发|附件?)\s*[:：]|印发$|^[（(]?此件"
)
_TABLE_NAME = re.compile(
    r"^(?:附)?表(?:[一二三四五六七八九十]{1,3}|\d{1,2}(?:[-—.]\d{1,2})?)[、.:：\s]*[\u4e00-\u9fa5“]"
)


@dataclass
class Section:
    """Rows under one head; band rows stand among them."""

    header: Header
    table: int
    sheet: str = ""
    rows: list[tuple[Row, int]] = field(default_factory=list)
    bands: list[str] = field(default_factory=list)


@dataclass
class TableContents:
    """What the tables gave; `after` are the lines that stand behind the first list."""

    records: list[Record] = field(default_factory=list)
    duties: list[DutyRecord] = field(default_factory=list)
    before: list[Line] = field(default_factory=list)
    after: list[Line] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)


def read_blocks(blocks: Sequence[Block]) -> TableContents:
    """Return records, duties and the lines around the tables of a document."""
    contents, sections = TableContents(), list[Section]()
    upright: list[Record] = []
    for number, block in enumerate(blocks):
        lines = contents.after if sections or upright else contents.before
        if isinstance(block, Paragraph):
            lines.extend(_paragraph_lines(block))
        elif more := read_upright(block):
            upright.extend(more)
        else:
            known = len(sections)
            if not _read_list(block, number, sections, contents):
                _read_other(block, lines, contents)
            elif len(sections) > known:
                sections[known].bands[:0] = _take_headings(lines)
    _fill(sections, contents)
    contents.records.extend(upright)
    return contents


def _take_headings(lines: list[Line]) -> list[str]:
    """Take the headings that stand right above a table: 「一、项目建设」, 「（二）民生」, 「表二 工程」, or one by its style."""
    start = len(lines)
    while start and _is_heading(lines[start - 1]):
        start -= 1
    headings = [line.text for line in lines[start:]]
    del lines[start:]
    return headings


def _closing_bands(section: Section) -> list[Line]:
    """Take the bands at the end of a section: nothing stands below them, so they head what comes next."""
    bands: list[Line] = []
    while section.rows and band_text(section.rows[-1][0]):
        bands.insert(0, Line(band_text(section.rows.pop()[0])))
    return bands


def _is_heading(line: Line) -> bool:
    mark = find_mark(line.text)
    marked = mark is not None and mark.kind <= SECOND
    if _TABLE_NAME.match(line.text):
        return len(line.text) <= 60 and not re.search("[。；]", line.text)
    return (
        (marked or line.level > 1)
        and not line.header
        and len(line.text) <= 60
        and not re.search("[。；：:]", line.text)
    )


def _paragraph_lines(block: Paragraph) -> list[Line]:
    named = "\n".join(part_spaced_names(t) if is_label_line(t.strip()) else t for t in block.text.split("\n"))
    lines = [t for t in clean_lines(named) if not is_foreign(t)]
    return [Line(t, block.level, header=block.style in {"header", "note"}) for t in lines]


def _read_list(table: Table, number: int, sections: list[Section], contents: TableContents) -> bool:
    """Cut one table into sections at its heads; False when it is no list and does not continue one."""
    last = sections[-1] if sections else None
    goes_on = last and table.rows and len(last.header) == len(table.rows[0]) and not _opens_with_title(table)
    current = last if goes_on else None
    position, found = 0, False
    waiting: list[Line] = []
    while position < len(table.rows):
        head = find_header(table.rows, position)
        if head:
            found = True
            captions = _closing_bands(current) if current and current.table == number else []
            current = Section(head[0], number, _sheet_name(table), bands=_take_headings(captions))
            contents.after.extend(captions)
            sections.append(current)
            position += head[1]
            continue
        row = table.rows[position]
        if current is None or (not found and not _continues(current, table)):
            waiting.extend(Line(t) for t in _row_lines(row))
        elif _is_footer(row):
            contents.after.extend(Line(t) for t in _row_lines(row))
        else:
            current.rows.append((row, number * 100_000 + position))
            found = True
        position += 1
    if current and current.table == number:
        contents.after.extend(_closing_bands(current))
    if found:
        (contents.before if len({s.table for s in sections}) == 1 else contents.after).extend(waiting)
    return found


def _opens_with_title(table: Table) -> bool:
    """Tell whether a table has a head of its own below nothing but a title or a line of remarks."""
    for position, row in enumerate(table.rows[:8]):
        if find_header(table.rows, position):
            return position > 0
        if len({clean(c.text) for c in row if c.text.strip()}) > 2:
            return False
    return False


def _sheet_name(table: Table) -> str:
    """Return the name somebody gave a sheet; the names programs give (Sheet1, 工作表1) and positions say nothing."""
    return "" if re.fullmatch(r"(?i)\s*(?:sheet|工作表|表)?\s*[\d,]*\s*", table.name) else table.name.strip()


def _continues(section: Section, table: Table) -> bool:
    """Tell whether a table without a head goes on with the last one: the column of units looks like one."""
    return section.table != -1 and bool(table.rows) and len(table.rows[0]) >= 3


def _row_lines(row: Row) -> list[str]:
    return [t for c in row if c.merged_from is None for t in clean_lines(c.text)]


def _is_footer(row: Row) -> bool:
    filled = {clean(c.text) for c in row if c.text.strip()}
    return len(filled) == 1 and bool(_FOOTER.search(next(iter(filled))))


def _read_other(table: Table, lines: list[Line], contents: TableContents) -> None:
    """Take a table that lays out text as text; report any other."""
    width = len(table.rows[0]) if table.rows else 0
    filled = [_row_lines(row) for row in table.rows]
    if width == 1 or all(len({clean(c.text) for c in row if c.text.strip()}) <= 1 for row in table.rows):
        lines.extend(Line(t) for row in filled for t in row if not is_foreign(t))
    elif any(filled):
        contents.skipped.append("｜".join(next(row for row in filled if row))[:60])


def _fill(sections: list[Section], contents: TableContents) -> None:
    reader, layouts = RowReader(), dict[Header, Layout]()
    bands = [find_mark(b) for s in sections for b in [*s.bands, *(band_text(row) for row, _ in s.rows)] if b]
    by_sheet = len({s.sheet for s in sections}) > 1 and all(s.sheet for s in sections) and not any(bands)
    banded = by_sheet or any(mark is None or mark.kind <= FIRST for mark in bands)
    for section in sections:
        if any(c.role == PREAMBLE for c in section.header):
            contents.duties.extend(_duties(section))
            continue
        if section.header not in layouts:
            same = [row for s in sections if s.header == section.header for row, _ in s.rows if not band_text(row)]
            layouts[section.header] = plan_layout(section.header, same, banded=banded)
        reader.start(layouts[section.header])
        for band in section.bands:
            reader.take_band(band)
        if by_sheet and layouts[section.header].heading < 0:
            reader.take_band(section.sheet)
        for row, place in section.rows:
            band = band_text(row)
            if band:
                reader.take_band(band)
            else:
                reader.take_row(row, place)
    contents.records.extend(reader.records)


def band_text(row: Row) -> str:
    """Return the text of a row that is one heading across the table, or an empty string."""
    filled = [c for c in row if c.text.strip()]
    if not filled or len(row) < 2:
        return ""
    text = clean(filled[0].text)
    origins = [c for c in filled if c.merged_from is None]
    if any(clean(c.text) != text for c in filled) or (len(origins) > 1 and not _fills_every_cell(row)):
        return ""
    wide = len(filled) > 0.6 * len(row)
    first_only = len(filled) == 1 and bool(row[0].text.strip())
    mark = find_mark(text)
    short = len(text) <= 60 and not re.search(r"[。；]", text.rstrip("。"))
    return text if short and (wide or (first_only and mark is not None and mark.kind <= FIRST + 1)) else ""


def _fills_every_cell(row: Row) -> bool:
    """Tell whether words stand in every cell, as a merged row is written where cells cannot be merged (markdown)."""
    return len(row) > 2 and all(re.search(r"[\u4e00-\u9fff]{2}", c.text) for c in row)


def _duties(section: Section) -> list[DutyRecord]:
    title = next(c.label for c in section.header if c.role == PREAMBLE)
    position = next(i for i, c in enumerate(section.header) if c.role == PREAMBLE)
    duties = []
    for row, place in section.rows:
        text = clean(row[position].text) or clean(next((c.text for c in row if c.text.strip()), ""))
        notes = [
            UnitNote(c.label, clean(cell.text), "lead", str(place))
            for c, cell in zip(section.header, row, strict=True)
            if c.role in UNIT_ROLES and cell.text.strip() and cell.merged_from is None
        ]
        if text:
            duties.append(DutyRecord(title, text, notes))
    return duties


__all__ = ["Cell", "Layout", "TableContents", "band_text", "read_blocks"]
