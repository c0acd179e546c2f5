"""Reads web pages: headings, paragraphs, lists with their numbers, tables with rowspan and colspan.

Finding the character set is `charsets`; markdown comes here after it was rendered.
"""

import re
from dataclasses import dataclass, field

from lxml import etree
from lxml import html as lxml_html

from .errors import UnreadableDocument
from .grids import Span, build_table
from .model import Block, Document, Limits, Paragraph
from .safe_xml import local_name

_SKIPPED = frozenset(
    {"script", "style", "noscript", "template", "head", "iframe", "object", "select", "textarea", "svg"}
)
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "img",
        "nobr",
    ]
)
_LETTER_TYPES = {"a": "a", "A": "A"}


def read_html(text: str, *, filename: str, limits: Limits, kind: str = "html") -> Document:
    """Return the blocks of a page in the order they are read."""
    if re.search(r"<!ENTITY", text[:20_000], re.IGNORECASE):
        raise UnreadableDocument("entities", filename=filename)
    source = re.sub(r"^\s*<\?xml[^>]*\?>", "", text.replace("\x00", ""))
    parser = lxml_html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = lxml_html.document_fromstring(source, parser=parser) if source.strip() else None
    except (etree.ParserError, ValueError, AssertionError) as error:
        raise UnreadableDocument("truncated", filename=filename) from error
    if root is None:
        raise UnreadableDocument("empty", filename=filename)
    walker = _Walker(limits=limits, filename=filename)
    walker.walk(root)
    walker.close()
    return Document(tuple(walker.blocks), format=kind)


@dataclass
class _Walker:
    """Collects inline text until a block ends."""

    limits: Limits
    filename: str
    blocks: list[Block] = field(default_factory=list)
    pending: list[str] = field(default_factory=list)
    level: int = 0
    in_table: bool = False

    def close(self, level: int = 0) -> None:
        """End the paragraph under way."""
        text = _squeeze("".join(self.pending))
        self.pending.clear()
        if text:
            self.blocks.append(Paragraph(text, level=level))

    def walk(self, element: etree._Element) -> None:
        """Read `element` and everything below it."""
        name = local_name(element).lower()
        if name in _SKIPPED or not name or _is_hidden(element):
            return
        if name == "table":
            self._table(element)
        elif name == "br":
            self.pending.append("\n")
        elif name in _INLINE:
            self._children(element)
        else:
            self._block(element, name)

    def _block(self, element: etree._Element, name: str) -> None:
        self.close()
        if name == "li":
            self.pending.append(_list_label(element))
        self._children(element, preformatted=name == "pre")
        self.close(int(name[1]) if re.fullmatch(r"h[1-6]", name) else 0)

    def _children(self, element: etree._Element, *, preformatted: bool = False) -> None:
        self._text(element.text, preformatted=preformatted)
        for child in element:
            self.walk(child)
            self._text(child.tail, preformatted=preformatted)

    def _text(self, text: str | None, *, preformatted: bool) -> None:
        if text:
            self.pending.append(text if preformatted else re.sub(r"[ \t\r\n\f]+", " ", text))

    def _table(self, element: etree._Element) -> None:
        if self.in_table:
            self._children(element)
            return
        self.close()
        rows: list[list[Span]] = []
        for child in element:
            if local_name(child) == "caption":
                self.walk(child)
        for row in _rows(element):
            rows.append([self._span(c) for c in row if local_name(c) in {"td", "th"}])
        if rows:
            self.blocks.append(build_table(rows, limits=self.limits, filename=self.filename))

    def _span(self, cell: etree._Element) -> Span:
        inner = _Walker(self.limits, self.filename, in_table=True)
        inner._children(cell)
        inner.close()
        text = "\n".join(b.text for b in inner.blocks if isinstance(b, Paragraph))
        return Span(text, _span_number(cell, "rowspan") or 10_000, _span_number(cell, "colspan") or 1)


def _rows(table: etree._Element) -> list[etree._Element]:
    rows: list[etree._Element] = []
    for child in table:
        name = local_name(child)
        if name == "tr":
            rows.append(child)
        elif name in {"thead", "tbody", "tfoot"}:
            rows.extend(c for c in child if local_name(c) == "tr")
    return rows


def _span_number(cell: etree._Element, name: str) -> int:
    """Return the span attribute; 0 means to the end, as HTML defines for rowspan."""
    value = (cell.get(name) or "1").strip()
    return min(int(value), 10_000) if value.isdecimal() and len(value) < 8 else 1


def _is_hidden(element: etree._Element) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    return "display:none" in style or element.get("hidden") is not None


def _list_label(item: etree._Element) -> str:
    """Return the number an ordered list prints before `item`."""
    parent = item.getparent()
    if parent is None or local_name(parent) != "ol":
        return ""
    items = [c for c in parent if local_name(c) == "li"]
    start = parent.get("start") or "1"
    number = (int(start) if start.lstrip("-").isdecimal() and len(start) < 7 else 1) + items.index(item)
    kind = _LETTER_TYPES.get(parent.get("type") or "")
    return f"{chr(ord(kind) + (number - 1) % 26)}." if kind else f"{number}."


def _squeeze(text: str) -> str:
    lines = [re.sub(r"[ \t\u00a0]+", " ", line).strip() for line in text.split("\n")]
    return "\n".join(line for line in lines if line)
