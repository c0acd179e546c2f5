"""Which value holds for a Word paragraph or run: its own, its style's, the base style's, the theme's or the default.

Only nearest-wins lookup of properties, each style looked through once; measuring them is `word_parts`.
"""

from dataclasses import dataclass

from lxml import etree

from mingzheng.documents.reading.safe_xml import find_child, get_attribute, local_name

_DEEPEST = 20
Values = dict[str, dict[str, str]]


def values_of(holder: etree._Element | None, name: str) -> Values:
    """Return the properties of an element's `pPr` or `rPr` as plain words: name, then attribute, then value."""
    properties = find_child(holder, name) if holder is not None else None
    if properties is None:
        return {}
    return {
        local_name(child): {str(key).rpartition("}")[2]: str(value) for key, value in child.attrib.items()}
        for child in properties
    }


@dataclass(frozen=True, slots=True)
class Chain:
    """A paragraph's own properties and the style they fall back on."""

    own: Values
    style: str


class WordStyles:
    """Styles by id, what they inherit, and the document's defaults."""

    def __init__(self, root: etree._Element | None, theme: etree._Element | None) -> None:
        """Index the roots of styles.xml and theme1.xml, or nothing."""
        self._styles: dict[str, etree._Element] = {}
        self._default = ""
        for style in root if root is not None else ():
            key = get_attribute(style, "styleId")
            if local_name(style) == "style" and key:
                self._styles[key] = style
                if get_attribute(style, "default") == "1" and get_attribute(style, "type") == "paragraph":
                    self._default = key
        defaults = find_child(root, "docDefaults") if root is not None else None
        self._defaults = {
            "pPr": values_of(find_child(defaults, "pPrDefault") if defaults is not None else None, "pPr"),
            "rPr": values_of(find_child(defaults, "rPrDefault") if defaults is not None else None, "rPr"),
        }
        self._theme = {"major": _theme_font(theme, "majorFont"), "minor": _theme_font(theme, "minorFont")}
        self._known: dict[tuple[str, str], tuple[Values, ...]] = {}

    def chain(self, paragraph: etree._Element) -> Chain:
        """Return what a paragraph's values are looked up in."""
        own = values_of(paragraph, "pPr")
        named = own.get("pStyle", {}).get("val", "")
        return Chain(own, named if named in self._styles else self._default)

    def paragraph_value(self, chain: Chain, element: str, attribute: str) -> str | None:
        """Return the nearest value of a paragraph property."""
        for values in (chain.own, *self._levels(chain.style, "pPr")):
            value = values.get(element, {}).get(attribute)
            if value is not None:
                return value
        return None

    def run_levels(self, run: etree._Element, chain: Chain) -> tuple[Values, ...]:
        """Return the properties a run's values are looked up in, nearest first; a character style after its own."""
        own = values_of(run, "rPr")
        named = own.get("rStyle", {}).get("val", "")
        own_style = self._levels(named, "rPr")[:-1] if named in self._styles else ()
        return (own, *own_style, *self._levels(chain.style, "rPr"))

    def font(self, levels: tuple[Values, ...], script: str) -> str:
        """Return a font's name; a theme's font is looked up. Nearest wins, whether named or of the theme."""
        for values in levels:
            fonts = values.get("rFonts", {})
            theme = fonts.get("eastAsiaTheme" if script == "eastAsia" else f"{script}Theme")
            if theme:
                return self._theme["major" if theme.startswith("major") else "minor"]
            if name := fonts.get(script):
                return name
        return ""

    def _levels(self, style: str, name: str) -> tuple[Values, ...]:
        """Return a style's properties, its bases' and the defaults, nearest first."""
        key = (style, name)
        if key not in self._known:
            levels: list[Values] = []
            current = self._styles.get(style)
            while current is not None and len(levels) < _DEEPEST:
                levels.append(values_of(current, name))
                base = find_child(current, "basedOn")
                current = self._styles.get(get_attribute(base, "val") or "") if base is not None else None
            self._known[key] = (*levels, self._defaults[name])
        return self._known[key]


def nearest(levels: tuple[Values, ...], element: str, attribute: str) -> str | None:
    """Return the nearest value of a run property."""
    for values in levels:
        value = values.get(element, {}).get(attribute)
        if value is not None:
            return value
    return None


def _theme_font(theme: etree._Element | None, name: str) -> str:
    for fonts in theme.iter(f"{{*}}{name}") if theme is not None else ():
        for child in fonts:
            if local_name(child) == "font" and get_attribute(child, "script") == "Hans":
                return get_attribute(child, "typeface") or ""
    return ""
