"""Reads the paragraphs of a Word file with the bookmarks that lie over them, revisions taken as accepted.

For files that went out with bookmarks of ours and came back. What a bookmark means is its writer's matter; documents
without bookmarks are read by `docx`.
"""

from dataclasses import dataclass

from lxml import etree

from .archives import Package
from .errors import UnreadableDocument
from .model import DEFAULT_LIMITS, Limits
from .safe_xml import find_child, get_attribute, local_name, parse_xml

_SKIPPED = frozenset({"del", "moveFrom", "Fallback", "instrText", "delText", "rPr", "pPr", "object", "txbxContent"})


@dataclass(frozen=True, slots=True)
class MarkedParagraph:
    """A paragraph's text and the bookmarks over it, each with the characters it covers."""

    text: str
    marks: tuple[tuple[str, int, int], ...] = ()


def read_marked(data: bytes, *, filename: str, limits: Limits = DEFAULT_LIMITS) -> tuple[MarkedParagraph, ...]:
    """Return the paragraphs of the body in order, those in tables left out. Raises UnreadableDocument."""
    package = Package(data, filename=filename, limits=limits)
    if "word/document.xml" not in package.names:
        raise UnreadableDocument("truncated", filename=filename)
    body = find_child(parse_xml(package.read("word/document.xml"), filename=filename), "body")
    if body is None:
        raise UnreadableDocument("truncated", filename=filename)
    walk = _Walk()
    walk.blocks(body)
    return tuple(walk.found)


class _Walk:
    """One pass over the body; a bookmark stays open from one paragraph to the next."""

    def __init__(self) -> None:
        self.found: list[MarkedParagraph] = []
        self.open: dict[str, tuple[str, int]] = {}
        self.text = ""
        self.marks: list[tuple[str, int, int]] = []

    def blocks(self, parent: etree._Element) -> None:
        """Read every paragraph below `parent`, content controls and insertions opened."""
        for child in parent:
            name = local_name(child)
            if name == "p":
                self._paragraph(child)
            elif name in {"bookmarkStart", "bookmarkEnd"}:
                self._bookmark(child, name)
            elif name in {"sdt", "sdtContent", "customXml", "ins", "smartTag"}:
                self.blocks(child)

    def _paragraph(self, element: etree._Element) -> None:
        self.text, self.marks = "", []
        self.open = {identifier: (name, 0) for identifier, (name, _) in self.open.items()}
        self._inline(element)
        self.marks += [(name, start, len(self.text)) for name, start in self.open.values() if start < len(self.text)]
        self.found.append(MarkedParagraph(self.text, tuple(sorted(self.marks, key=lambda mark: mark[1:]))))

    def _inline(self, element: etree._Element) -> None:
        for child in element:
            name = local_name(child)
            if name == "t":
                self.text += child.text or ""
            elif name in {"bookmarkStart", "bookmarkEnd"}:
                self._bookmark(child, name)
            elif name == "tab":
                self.text += " "
            elif name == "noBreakHyphen":
                self.text += "-"
            elif name and name not in _SKIPPED:
                self._inline(child)

    def _bookmark(self, element: etree._Element, kind: str) -> None:
        identifier = get_attribute(element, "id") or ""
        if kind == "bookmarkStart":
            self.open[identifier] = (get_attribute(element, "name") or "", len(self.text))
            return
        name, start = self.open.pop(identifier, ("", 0))
        if name:
            self.marks.append((name, start, len(self.text)))
