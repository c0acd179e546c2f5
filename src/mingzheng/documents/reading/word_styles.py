"""What a Word paragraph style says: its name, its heading level, its list numbering (following `basedOn`).

Reading the body is `docx`; counting list numbers is `list_numbers`.
"""

import re
from dataclasses import dataclass

from lxml import etree

from .safe_xml import find_child, get_attribute, local_name

Numbering = tuple[str, int]
_HEADING = re.compile(r"^(?:heading|标题)\s*([1-9])$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Style:
    """One paragraph style; `level` 0 is running text."""

    name: str = ""
    level: int = 0
    numbering: Numbering | None = None


def read_numbering(properties: etree._Element | None) -> Numbering | None:
    """Return (list id, level) of a `pPr` element, or None."""
    number = find_child(properties, "numPr", "numId") if properties is not None else None
    if properties is None or number is None:
        return None
    level = find_child(properties, "numPr", "ilvl")
    value = (get_attribute(level, "val") if level is not None else None) or "0"
    return (get_attribute(number, "val") or "0", min(int(value), 8) if value.isdecimal() else 0)


class Styles:
    """The style table of one document."""

    def __init__(self, root: etree._Element | None) -> None:
        """Index `root`, the root of styles.xml, or nothing."""
        self._elements: dict[str, etree._Element] = {}
        for child in root if root is not None else ():
            key = get_attribute(child, "styleId")
            if local_name(child) == "style" and key:
                self._elements[key] = child
        self._known: dict[str, Style] = {}

    def style_of(self, paragraph: etree._Element) -> Style:
        """Return the style of a paragraph element."""
        found = find_child(paragraph, "pPr", "pStyle")
        return self._get((get_attribute(found, "val") or "") if found is not None else "")

    def level_of(self, paragraph: etree._Element, style: Style) -> int:
        """Return the heading level, the paragraph's own before its style's."""
        own = find_child(paragraph, "pPr", "outlineLvl")
        return _outline(own) or style.level

    def _get(self, key: str) -> Style:
        if key in self._known:
            return self._known[key]
        name, level, numbering = "", 0, None
        chain, current = 0, key
        while current in self._elements and chain < 20:
            element = self._elements[current]
            label = find_child(element, "name")
            label_text = (get_attribute(label, "val") or "") if label is not None else ""
            name = name or label_text
            level = level or _outline(find_child(element, "pPr", "outlineLvl")) or _named_level(label_text)
            numbering = numbering or read_numbering(find_child(element, "pPr"))
            base = find_child(element, "basedOn")
            current = (get_attribute(base, "val") or "") if base is not None else ""
            chain += 1
        self._known[key] = Style(name, level, numbering)
        return self._known[key]


def _outline(element: etree._Element | None) -> int:
    value = get_attribute(element, "val") if element is not None else None
    return int(value) + 1 if value and value.isdecimal() and int(value) < 9 else 0


def _named_level(name: str) -> int:
    found = _HEADING.match(name.strip())
    return int(found[1]) if found else (1 if name.strip().lower() == "title" else 0)
