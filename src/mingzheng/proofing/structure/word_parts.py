"""What a Word file says about its page: sections, paragraphs and runs with the values that hold after styles are applied.

Answers for reading OOXML into plain values (millimetres, points, font names). Which style a value comes from is
`word_values`; what the values should be is judged in `checks.layout`; the words of the file are `documents.reading`.
"""

from dataclasses import dataclass, field

from lxml import etree

from mingzheng.documents.reading.archives import Package
from mingzheng.documents.reading.model import DEFAULT_LIMITS
from mingzheng.documents.reading.safe_xml import children_of, find_child, get_attribute, local_name, parse_xml

from .word_values import Chain, WordStyles, nearest

MM_PER_TWIP = 25.4 / 1440
POINTS_PER_TWIP = 1 / 20
_LARGEST = 10**7


@dataclass(frozen=True, slots=True)
class Page:
    """One section: sizes in millimetres, the grid in points (0 when there is none)."""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    grid_kind: str = ""
    grid_points: float = 0.0
    grid_letter: float = 0.0


@dataclass(frozen=True, slots=True)
class Letters:
    """A run: its words, fonts, size in points, spacing between letters in points, colour as hex ("" automatic)."""

    text: str
    font: str = ""
    latin: str = ""
    size: float = 10.5
    spacing: float = 0.0
    color: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph: alignment, indents in characters of its own size, exact line height in points (0 when automatic).

    `line_share` is the multiple of a single line an automatic height asks for.
    """

    text: str
    runs: tuple[Letters, ...]
    align: str = "left"
    first_line: float = 0.0
    left: float = 0.0
    right: float = 0.0
    line_points: float = 0.0
    line_share: float = 1.0
    rule_color: str = ""
    in_table: bool = False

    @property
    def main(self) -> Letters | None:
        """Return its longest run."""
        return max((run for run in self.runs if run.text.strip()), key=lambda run: len(run.text), default=None)


@dataclass(frozen=True, slots=True)
class Footer:
    """The paragraph of a footer that holds the page number, and for which pages (default, even, first)."""

    kind: str
    words: str
    align: str
    run: Letters | None
    left: float
    right: float


@dataclass(frozen=True)
class WordLayout:
    """Everything the layout checks look at."""

    pages: tuple[Page, ...]
    lines: tuple[Line, ...]
    footers: tuple[Footer, ...] = ()
    two_sided: bool = False
    has_drawn_lines: bool = False
    rules: tuple[tuple[str, int], ...] = field(default=())


def read_word_layout(data: bytes) -> WordLayout:
    """Read a docx file's layout. Raises UnreadableDocument as reading its words does."""
    package = Package(data, filename="", limits=DEFAULT_LIMITS)
    root = parse_xml(package.read("word/document.xml"), filename="")
    styles = WordStyles(_part(package, "word/styles.xml"), _part(package, "word/theme/theme1.xml"))
    settings = _part(package, "word/settings.xml")
    names = {local_name(e) for e in root.iter()}
    return WordLayout(
        tuple(_page(section) for section in root.iter("{*}sectPr")),
        tuple(_line(paragraph, styles) for paragraph in root.iter("{*}p") if not _is_inside(paragraph, "txbxContent")),
        tuple(_footers(package, root, styles)),
        settings is not None and find_child(settings, "evenAndOddHeaders") is not None,
        bool(names & {"drawing", "pict"}),
        tuple(_table_rules(root)),
    )


def _part(package: Package, name: str) -> etree._Element | None:
    data = package.find(name)
    return parse_xml(data, filename=name) if data else None


def _is_inside(element: etree._Element, name: str) -> bool:
    return any(local_name(parent) == name for parent in element.iterancestors())


def _number(element: etree._Element | None, name: str, default: float = 0.0) -> float:
    return _measure(get_attribute(element, name) if element is not None else None, default)


def _page(section: etree._Element) -> Page:
    size, margins, grid = (find_child(section, name) for name in ("pgSz", "pgMar", "docGrid"))
    mm = {side: _number(margins, side) * MM_PER_TWIP for side in ("top", "bottom", "left", "right")}
    return Page(
        _number(size, "w", 12240) * MM_PER_TWIP,
        _number(size, "h", 15840) * MM_PER_TWIP,
        abs(mm["top"]),
        abs(mm["bottom"]),
        mm["left"],
        mm["right"],
        (get_attribute(grid, "type") or "") if grid is not None else "",
        _number(grid, "linePitch") * POINTS_PER_TWIP,
        _number(grid, "charSpace") / 4096,
    )


def _line(paragraph: etree._Element, styles: WordStyles) -> Line:
    chain = styles.chain(paragraph)
    runs = tuple(_letters(run, chain, styles) for run in paragraph.iter("{*}r"))
    size = next((run.size for run in runs if run.text.strip()), 16.0)
    rule = styles.paragraph_value(chain, "spacing", "lineRule")
    height = styles.paragraph_value(chain, "spacing", "line")
    return Line(
        "".join(run.text for run in runs),
        runs,
        styles.paragraph_value(chain, "jc", "val") or "left",
        _first_line(chain, styles, size),
        _indent(chain, styles, "left", size),
        _indent(chain, styles, "right", size),
        _measure(height, 0.0) * POINTS_PER_TWIP if rule in {"exact", "atLeast"} else 0.0,
        _measure(height, 240.0) / 240 if rule in {None, "auto"} else 1.0,
        _rule_color(paragraph),
        _is_inside(paragraph, "tc"),
    )


def _letters(run: etree._Element, chain: Chain, styles: WordStyles) -> Letters:
    words = "".join(_words(child) for child in run)
    levels = styles.run_levels(run, chain)
    color = (nearest(levels, "color", "val") or "").upper()
    return Letters(
        words,
        styles.font(levels, "eastAsia"),
        styles.font(levels, "ascii"),
        _measure(nearest(levels, "sz", "val"), 21.0) / 2,
        _measure(nearest(levels, "spacing", "val"), 0.0) * POINTS_PER_TWIP,
        "" if color == "AUTO" else color,
    )


def _words(child: etree._Element) -> str:
    name = local_name(child)
    return child.text or "" if name == "t" else "\t" if name == "tab" else ""


def _measure(value: str | None, default: float) -> float:
    """Read a number a stranger wrote; nonsense is the default."""
    try:
        number = float(value) if value else default
    except ValueError:
        return default
    return number if abs(number) < _LARGEST else default


def _first_line(chain: Chain, styles: WordStyles, size: float) -> float:
    """Return the first line's indent against the paragraph's; a hanging one is negative."""
    in_letters = _measure(styles.paragraph_value(chain, "ind", "firstLineChars"), 0.0)
    hanging = _measure(styles.paragraph_value(chain, "ind", "hangingChars"), 0.0)
    if hanging or in_letters:
        return (-hanging or in_letters) / 100
    if twips := _measure(styles.paragraph_value(chain, "ind", "hanging"), 0.0):
        return -twips * POINTS_PER_TWIP / max(size, 1.0)
    return _measure(styles.paragraph_value(chain, "ind", "firstLine"), 0.0) * POINTS_PER_TWIP / max(size, 1.0)


def _indent(chain: Chain, styles: WordStyles, side: str, size: float) -> float:
    other = {"left": "start", "right": "end"}[side]
    in_letters = _measure(styles.paragraph_value(chain, "ind", f"{side}Chars"), 0.0)
    if in_letters:
        return in_letters / 100
    twips = styles.paragraph_value(chain, "ind", side) or styles.paragraph_value(chain, "ind", other)
    return _measure(twips, 0.0) * POINTS_PER_TWIP / max(size, 1.0)


def _rule_color(paragraph: etree._Element) -> str:
    for border in children_of(paragraph, "pPr", "pBdr"):
        if get_attribute(border, "val") not in {None, "none", "nil"}:
            return (get_attribute(border, "color") or "").upper()
    return ""


def _footers(package: Package, root: etree._Element, styles: WordStyles) -> list[Footer]:
    related = _part(package, "word/_rels/document.xml.rels")
    targets = {get_attribute(r, "Id"): get_attribute(r, "Target") for r in related} if related is not None else {}
    found: list[Footer] = []
    for reference in root.iter("{*}footerReference"):
        key = next((str(v) for k, v in reference.attrib.items() if str(k).endswith("}id")), "")
        part = _part(package, f"word/{(targets.get(key) or '').lstrip('/').removeprefix('word/')}")
        if part is not None:
            found.append(_footer(get_attribute(reference, "type") or "default", part, styles))
    return found


def _footer(kind: str, part: etree._Element, styles: WordStyles) -> Footer:
    for paragraph in part.iter("{*}p"):
        fields = "".join(e.text or "" for e in paragraph.iter("{*}instrText"))
        fields += "".join(get_attribute(e, "instr") or "" for e in paragraph.iter("{*}fldSimple"))
        if "PAGE" in fields.upper():
            line = _line(paragraph, styles)
            align = line.align
            frame = find_child(paragraph, "pPr", "framePr")
            if frame is not None:
                align = {"outside": "both-sides", "center": "center"}.get(get_attribute(frame, "xAlign") or "", align)
            return Footer(kind, line.text, align, line.main, line.left, line.right)
    return Footer(kind, "", "", None, 0.0, 0.0)


def _table_rules(root: etree._Element) -> list[tuple[str, int]]:
    """Return the horizontal rules of the last table of one column, side and eighths of a point: the imprint's."""
    tables = [table for table in root.iter("{*}tbl") if len(children_of(table, "tblGrid")) == 1]
    borders = children_of(tables[-1], "tblPr", "tblBorders") if tables else ()
    return [(local_name(border), int(_number(border, "sz"))) for border in borders]
