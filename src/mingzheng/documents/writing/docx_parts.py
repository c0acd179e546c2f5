"""Word's parts an official document is built from: page, fonts, styles, rules, page numbers.

Answers for: the OOXML that python-docx has no words for, in one place. Does not belong here: which element stands
where (`official_docx`, `ledger_docx`).
"""

from collections.abc import Mapping
from datetime import date, datetime, time

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section, _Footer
from docx.shared import Length, Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from mingzheng.documents.fonts import OFFICIAL_NAMES, FontRole

# 22 lines of 579 twentieths and letters drawn 0.25 pt closer give 22 x 28 in Word and LibreOffice alike.
LINE_POINTS = 28.95
BODY_POINTS = 16.0
_LINE_TWIPS = 579
_LETTER_TWIPS = -5
RED = RGBColor(0xD7, 0x00, 0x0F)

_SEQUENCES: dict[str, dict[str, int]] = {
    qn(parent): {qn(f"w:{name}"): rank for rank, name in enumerate(names.split())}
    for parent, names in {
        "w:pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd "
        "tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi "
        "adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
        "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
        "w:rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof "
        "snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText "
        "vertAlign rtl cs em lang eastAsianLayout specVanish oMath",
        "w:tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc "
        "tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    }.items()
}

CENTER = WD_ALIGN_PARAGRAPH.CENTER
RIGHT = WD_ALIGN_PARAGRAPH.RIGHT
LEFT = WD_ALIGN_PARAGRAPH.LEFT
JUSTIFY = WD_ALIGN_PARAGRAPH.JUSTIFY


def new_document(*, title: str, author: str, dated: date | None) -> Document:
    """Return an empty document whose Normal style is the body text of GB/T 9704 and whose properties are ours."""
    document = docx.Document()
    moment = datetime.combine(dated or date(2000, 1, 1), time())
    properties = document.core_properties
    properties.title, properties.author = title[:255], author[:255]
    properties.comments, properties.last_modified_by, properties.language = "", author[:255], "zh-CN"
    properties.created = properties.modified = moment
    normal = document.styles["Normal"]
    assert isinstance(normal, ParagraphStyle)
    shape_style(normal, role=FontRole.BODY, alignment=JUSTIFY)
    add_element(normal.element.get_or_add_rPr(), "w:spacing", {"w:val": str(_LETTER_TWIPS)})
    add_element(normal.element.get_or_add_rPr(), "w:lang", {"w:val": "en-US", "w:eastAsia": "zh-CN"})
    return document


def add_paragraph(document: Document, text: str, style: str) -> Paragraph:
    """Append a paragraph in a style, without python-docx's search through all styles."""
    paragraph = document.add_paragraph(text)
    apply_style(paragraph, style)
    return paragraph


def apply_style(paragraph: Paragraph, style: str) -> None:
    """Give a paragraph a style by name; python-docx makes a style's id of its name without blanks."""
    paragraph._p.style = style.replace(" ", "")


def add_style(document: Document, name: str, **shape: object) -> ParagraphStyle:
    """Add a paragraph style based on Normal, or return the built-in one of that name, shaped (see `shape_style`)."""
    if name in document.styles:
        style = document.styles[name]
    else:
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Normal"]
    assert isinstance(style, ParagraphStyle)
    shape_style(style, **shape)  # type: ignore[arg-type]
    return style


def shape_style(
    style: ParagraphStyle,
    *,
    role: FontRole,
    points: float = BODY_POINTS,
    line_points: float = LINE_POINTS,
    alignment: WD_ALIGN_PARAGRAPH = JUSTIFY,
    first_line_chars: int = 0,
    keep_with_next: bool = False,
    color: RGBColor | None = None,
    on_grid: bool = True,
) -> None:
    """Give a style its typeface, size, exact line, alignment and first-line indent; everything inherited is undone."""
    for border in style.element.get_or_add_pPr().findall(qn("w:pBdr")):
        style.element.pPr.remove(border)
    set_typeface(style.element.get_or_add_rPr(), role)
    style.font.size, style.font.bold, style.font.italic = Pt(points), False, False
    style.font.color.rgb = color or RGBColor(0, 0, 0)
    layout = style.paragraph_format
    layout.alignment = alignment
    layout.space_before = layout.space_after = Pt(0)
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(line_points)
    layout.widow_control, layout.keep_with_next, layout.keep_together = False, keep_with_next, False
    set_indent(style.element.get_or_add_pPr(), first_line=float(first_line_chars), points=points)
    for name, value in (("w:autoSpaceDE", "0"), ("w:autoSpaceDN", "0"), ("w:snapToGrid", "1" if on_grid else "0")):
        add_element(style.element.pPr, name, {"w:val": value})


def set_typeface(properties: BaseOxmlElement, role: FontRole) -> None:
    """Name the official font of a role for every script, and take the theme's fonts away."""
    for old in properties.findall(qn("w:rFonts")):
        properties.remove(old)
    fonts = OxmlElement("w:rFonts")
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), OFFICIAL_NAMES[role])
    properties.insert(0, fonts)


def set_indent(
    properties: BaseOxmlElement,
    *,
    left: float = 0.0,
    right: float = 0.0,
    first_line: float = 0.0,
    hanging: float = 0.0,
    points: float = BODY_POINTS,
) -> None:
    """Indent a paragraph by full-width characters of `points`, in Word's character units and in twips."""
    for old in properties.findall(qn("w:ind")):
        properties.remove(old)
    indent = OxmlElement("w:ind")
    measures = {"left": left + hanging, "right": right, "firstLine": first_line, "hanging": hanging}
    for side, characters in measures.items():
        if characters or side in {"left", "right"}:
            indent.set(qn(f"w:{side}Chars"), str(round(characters * 100)))
            indent.set(qn(f"w:{side}"), str(round(characters * points * 20)))
    place_in_order(properties, indent)


def place_in_order(parent: BaseOxmlElement, child: BaseOxmlElement) -> None:
    """Insert `child` where the schema's sequence of its parent (w:pPr, w:rPr, w:tblPr) wants it."""
    order = _SEQUENCES.get(parent.tag, {})
    rank = order.get(child.tag, len(order))
    for index, sibling in enumerate(parent):
        if order.get(sibling.tag, len(order)) > rank:
            parent.insert(index, child)
            return
    parent.append(child)


def add_element(parent: BaseOxmlElement, name: str, attributes: Mapping[str, str]) -> BaseOxmlElement:
    """Add an element with namespaced attributes in its place and return it."""
    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(key), value)
    place_in_order(parent, element)
    return element


def set_page(section: Section) -> None:
    """Make a section the A4 page of GB/T 9704: 37/28/26/35 mm, a grid of 22 lines."""
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.left_margin = Mm(37), Mm(28)
    section.right_margin, section.bottom_margin = Mm(26), Mm(35)
    section.header_distance, section.footer_distance = Mm(15), Mm(25)
    for old in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(old)
    add_element(section._sectPr, "w:docGrid", {"w:type": "lines", "w:linePitch": str(_LINE_TWIPS)})


def add_rule(
    paragraph: Paragraph, *, side: str, kind: str = "single", eighths: int = 10, space: int = 1, color: str = "D7000F"
) -> None:
    """Draw a rule over or under a paragraph (`side` top or bottom), `space` points away."""
    borders = OxmlElement("w:pBdr")
    attributes = {"w:val": kind, "w:sz": str(eighths), "w:space": str(space), "w:color": color}
    add_element(borders, f"w:{side}", attributes)
    place_in_order(paragraph._p.get_or_add_pPr(), borders)


def add_right_tab(paragraph: Paragraph, position: Length) -> None:
    """Set a right tab stop."""
    paragraph.paragraph_format.tab_stops.add_tab_stop(position, WD_TAB_ALIGNMENT.RIGHT)


def write_page_number(footer: _Footer, *, side: WD_ALIGN_PARAGRAPH, space_after: float = 0.0) -> None:
    """Put 「— 1 —」 in 4号宋体 into a footer, one character from its side."""
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]
    paragraph.alignment = side
    layout = paragraph.paragraph_format
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(16)
    layout.space_after = Pt(space_after)
    inside = {"left": 1.0} if side == LEFT else {"right": 1.0}
    set_indent(paragraph._p.get_or_add_pPr(), **inside)
    _style_number(paragraph.add_run("— "))
    field = add_element(paragraph._p, "w:fldSimple", {"w:instr": "PAGE"})
    number = Run(OxmlElement("w:r"), paragraph)
    number.text = "1"
    field.append(number._r)
    _style_number(number)
    _style_number(paragraph.add_run(" —"))


def _style_number(run: Run) -> None:
    set_typeface(run._r.get_or_add_rPr(), FontRole.SONG)
    run.font.size = Pt(14)
