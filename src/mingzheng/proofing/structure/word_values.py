"""Which value holds for a Word paragraph or run: its own, its style's, the base style's, the theme's or the default.

Only nearest-wins lookup of properties; measuring them is `word_parts`.
"""

from lxml import etree

from mingzheng.documents.reading.safe_xml import find_child, get_attribute, local_name

_DEEPEST = 20


class WordStyles:
    """Styles by id, what they inherit, and the document's defaults."""

    def __init__(self, root: etree._Element | None, theme: etree._Element | None) -> None:
        self.by_id: dict[str, etree._Element] = {}
        self.default: etree._Element | None = None
        self.defaults = find_child(root, "docDefaults") if root is not None else None
        for style in root if root is not None else ():
            key = get_attribute(style, "styleId")
            if local_name(style) == "style" and key:
                self.by_id[key] = style
                if get_attribute(style, "default") == "1" and get_attribute(style, "type") == "paragraph":
                    self.default = style
        self.theme = {"major": _theme_font(theme, "majorFont"), "minor": _theme_font(theme, "minorFont")}

    def chain(self, paragraph: etree._Element) -> list[etree._Element]:
        """Return the elements that hold a paragraph's values, nearest first: itself, its style and bases, defaults."""
        found = find_child(paragraph, "pPr", "pStyle")
        style = self.by_id.get((get_attribute(found, "val") or "") if found is not None else "", self.default)
        chain = [paragraph]
        while style is not None and len(chain) < _DEEPEST:
            chain.append(style)
            base = find_child(style, "basedOn")
            style = self.by_id.get(get_attribute(base, "val") or "") if base is not None else None
        return chain

    def paragraph_value(self, chain: list[etree._Element], element: str, attribute: str) -> str | None:
        """Return the nearest value of a paragraph property."""
        for holder in chain:
            value = _value(find_child(holder, "pPr", element), attribute)
            if value is not None:
                return value
        defaults = find_child(self.defaults, "pPrDefault", "pPr", element) if self.defaults is not None else None
        return _value(defaults, attribute)

    def run_value(
        self, run: etree._Element | None, chain: list[etree._Element], element: str, attribute: str
    ) -> str | None:
        """Return the nearest value of a run property; a run's own character style comes after the run itself."""
        holders: list[etree._Element] = []
        if run is not None:
            holders.append(run)
            named = find_child(run, "rPr", "rStyle")
            style = self.by_id.get(get_attribute(named, "val") or "") if named is not None else None
            holders += [style] if style is not None else []
        for holder in [*holders, *chain[1:]]:
            value = _value(find_child(holder, "rPr", element), attribute)
            if value is not None:
                return value
        defaults = find_child(self.defaults, "rPrDefault", "rPr", element) if self.defaults is not None else None
        return _value(defaults, attribute)

    def font(self, run: etree._Element | None, chain: list[etree._Element], script: str) -> str:
        """Return a font's name; a theme's font is looked up. Nearest wins, whether named or of the theme."""
        named = find_child(run, "rPr") if run is not None else None
        holders = [named] if named is not None else []
        holders += [e for holder in chain[1:] if (e := find_child(holder, "rPr")) is not None]
        if self.defaults is not None and (last := find_child(self.defaults, "rPrDefault", "rPr")) is not None:
            holders.append(last)
        for holder in holders:
            fonts = find_child(holder, "rFonts")
            theme = _value(fonts, "eastAsiaTheme" if script == "eastAsia" else f"{script}Theme")
            if theme:
                return self.theme["major" if theme.startswith("major") else "minor"]
            if name := _value(fonts, script):
                return name
        return ""


def _value(element: etree._Element | None, attribute: str) -> str | None:
    return get_attribute(element, attribute) if element is not None else None


def _theme_font(theme: etree._Element | None, name: str) -> str:
    for fonts in theme.iter(f"{{*}}{name}") if theme is not None else ():
        for child in fonts:
            if local_name(child) == "font" and get_attribute(child, "script") == "Hans":
                return get_attribute(child, "typeface") or ""
    return ""
