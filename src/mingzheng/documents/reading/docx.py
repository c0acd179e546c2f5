"""Reads Word documents: body order, merged cells, text boxes, page headers, notes, automatic numbers as printed.

Automatic numbers are counted in `list_numbers`; the container is checked in `archives`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from .archives import Package
from .errors import UnreadableDocument
from .grids import make_table
from .list_numbers import ListNumbers
from .model import Block, Cell, Document, Limits, Paragraph, Position, Table
from .safe_xml import find_child, get_attribute, local_name, parse_xml
from .word_styles import Styles

_NOTES = re.compile(r"word/(?:footer|footnotes|endnotes|comments)\d*\.xml$")
_WORD = re.compile(r"[^\W\d_]{2}")
_SKIPPED = frozenset({"del", "moveFrom", "Fallback", "instrText", "delText", "rPr", "pPr", "object"})


def read_docx(data: bytes, *, filename: str, limits: Limits) -> Document:
    """Return the blocks of a docx file in body order."""
    package = Package(data, filename=filename, limits=limits)
    main = _main_part(package)
    root = parse_xml(package.read(main), filename=filename)
    body = find_child(root, "body")
    if body is None:
        raise UnreadableDocument("truncated", filename=filename)
    reader = _Reader(package=package, limits=limits, filename=filename)
    blocks = [*reader.headers(), *reader.blocks(body), *reader.notes()]
    return Document(tuple(blocks), format="docx")


def _main_part(package: Package) -> str:
    if "word/document.xml" in package.names:
        return "word/document.xml"
    other = [n for n in package.names if n.startswith("word/document") and n.endswith(".xml")]
    if not other:
        raise UnreadableDocument("truncated", filename=package.filename)
    return other[0]


@dataclass
class _Reader:
    """Walks the body once; holds what numbers and styles need."""

    package: Package
    limits: Limits
    filename: str
    boxes: list[Block] = field(default_factory=list)
    cells: int = 0

    def __post_init__(self) -> None:
        self.styles = Styles(self._part("word/styles.xml"))
        self.numbers = ListNumbers(self._part("word/numbering.xml"))

    def _part(self, name: str) -> etree._Element | None:
        data = self.package.find(name)
        return parse_xml(data, filename=self.filename) if data else None

    def headers(self) -> Iterator[Block]:
        """Yield each different page header once, with style `header`."""
        seen: set[str] = set()
        for name in sorted(n for n in self.package.names if n.startswith("word/header") and n.endswith(".xml")):
            root = self._part(name)
            for paragraph in root.iter("{*}p") if root is not None else ():
                text = _text(paragraph).strip()
                if text and text not in seen:
                    seen.add(text)
                    yield Paragraph(text, style="header")

    def notes(self) -> Iterator[Block]:
        """Yield what stands at the foot of pages, in notes and in margins, with style `note`; page numbers say nothing."""
        seen: set[str] = set()
        for name in sorted(name for name in self.package.names if _NOTES.match(name)):
            root = self._part(name)
            for paragraph in root.iter("{*}p") if root is not None else ():
                text = _text(paragraph).strip()
                if text not in seen and _WORD.search(text):
                    seen.add(text)
                    yield Paragraph(text, style="note")

    def blocks(self, parent: etree._Element) -> Iterator[Block]:
        """Yield paragraphs and tables below `parent`, content controls opened."""
        for child in parent:
            name = local_name(child)
            if name == "p":
                block = self._paragraph(child)
                yield from self._take_boxes(child)
                if block.text.strip():
                    yield block
            elif name == "tbl":
                yield self._table(child)
            elif name in {"sdt", "sdtContent", "customXml", "ins", "smartTag"}:
                yield from self.blocks(child)

    def _take_boxes(self, paragraph: etree._Element) -> Iterator[Block]:
        for box in paragraph.iter("{*}txbxContent"):
            if not any(local_name(a) == "Fallback" for a in box.iterancestors()):
                yield from self.blocks(box)

    def _paragraph(self, element: etree._Element) -> Paragraph:
        style = self.styles.style_of(element)
        number = self.numbers.next_label(element, style.numbering)
        return Paragraph(number + _text(element), level=self.styles.level_of(element, style), style=style.name)

    def _cell_text(self, cell: etree._Element) -> str:
        lines: list[str] = []
        for block in self.blocks(cell):
            if isinstance(block, Paragraph):
                lines.append(block.text)
            else:
                lines.extend(" ".join(c.text for c in row if c.merged_from is None) for row in block.rows)
        return "\n".join(lines)

    def _table(self, element: etree._Element) -> Table:
        taken: dict[Position, Cell] = {}
        open_merges: dict[int, Position] = {}
        rows = list(_rows(element))
        for r, row in enumerate(rows):
            c = _grid_number(row, "trPr", "gridBefore")
            for cell in _cells(row):
                width = min(max(_grid_number(cell, "tcPr", "gridSpan"), 1), self.limits.columns)
                self._place(taken, open_merges, (r, c), cell, width)
                c += width
        return make_table(taken, height=len(rows))

    def _place(
        self,
        taken: dict[Position, Cell],
        open_merges: dict[int, Position],
        at: Position,
        element: etree._Element,
        width: int,
    ) -> None:
        self.cells += width
        if self.cells > self.limits.cells:
            raise UnreadableDocument("too_many_rows", filename=self.filename, detail="单元格过多")
        merge = find_child(element, "tcPr", "vMerge")
        continues = merge is not None and get_attribute(merge, "val") != "restart"
        origin = open_merges.get(at[1]) if continues else None
        if origin is None:
            origin = at
            taken[at] = Cell(self._cell_text(element), colspan=width)
        else:
            taken[origin] = replace(taken[origin], rowspan=at[0] - origin[0] + 1)
        open_merges.pop(at[1], None)
        if merge is not None:
            open_merges[at[1]] = origin
        text = taken[origin].text
        for column in range(at[1], at[1] + width):
            taken.setdefault((at[0], column), Cell(text, merged_from=origin))


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        name = local_name(child)
        if name == "tr":
            yield child
        elif name in {"sdt", "sdtContent", "customXml", "ins"}:
            yield from _rows(child)


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    for child in row:
        name = local_name(child)
        if name == "tc":
            yield child
        elif name in {"sdt", "sdtContent", "customXml"}:
            yield from _cells(child)


def _grid_number(element: etree._Element, properties: str, name: str) -> int:
    found = find_child(element, properties, name)
    value = get_attribute(found, "val") if found is not None else None
    return min(int(value), 1000) if value and value.isdecimal() else 0


def _text(element: etree._Element) -> str:
    """Return the visible words of a paragraph; text boxes are read apart."""
    parts: list[str] = []
    for child in element:
        name = local_name(child)
        if name == "t":
            parts.append(child.text or "")
        elif name in {"br", "cr"}:
            parts.append("" if get_attribute(child, "type") == "page" else "\n")
        elif name == "tab":
            parts.append(" ")
        elif name == "noBreakHyphen":
            parts.append("-")
        elif name and name not in _SKIPPED and name != "txbxContent":
            parts.append(_text(child))
    return "".join(parts)
