"""The imprint (版记) of a Word document, held against the lower edge of the last page's core.

Answers for: a floating table that Word and WPS keep at the bottom, and its thick and thin rules.
Does not belong here: the rest of the page (`official_docx`).
"""

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt
from docx.table import Table as WordTable
from docx.table import _Cell

from mingzheng.documents.writing import docx_parts as parts
from mingzheng.documents.writing.official import Layout, OfficialDocument
from mingzheng.documents.writing.text import format_date

# 0.35 mm and 0.25 mm in eighths of a point.
_THICK, _THIN = 8, 6
# LibreOffice 7.4 leaves it in the flow after the text; Word and WPS float it.
_WIDTH = Mm(156)


def add_imprint(word: Document, source: OfficialDocument) -> None:
    """Add 主送 moved there, 抄送, and who printed it when. A letter's imprint has no rules and no printer.

    Legal basis: GB/T 9704-2012 7.4, 10.1.
    """
    is_letter = source.layout is Layout.LETTER
    notes = [("主送", source.recipients)] if source.has_recipients_in_imprint else []
    notes += [("抄送", source.copies)] if source.copies else []
    is_printed = bool(source.printed_by) and not is_letter
    if not notes and not is_printed and not source.openness:
        return
    grid = word.add_table(rows=bool(source.openness) + bool(notes) + is_printed, cols=1)
    _float_at_bottom(grid)
    if not is_letter:
        _draw_rules(grid)
    if source.openness:
        _write_line(grid.rows[0].cells[0], 0, f"公开方式：{source.openness}")
        _leave_above_the_rules(grid.rows[0].cells[0], alone=not notes and not is_printed)
    for position, (label, text) in enumerate(notes):
        _write_line(grid.rows[bool(source.openness)].cells[0], position, f"{label}：{text}。")
    if is_printed:
        stamp = f"{format_date(source.printed_on)}印发" if source.printed_on else ""
        _write_line(grid.rows[-1].cells[0], 0, f"{source.printed_by}\t{stamp}")
    anchor = parts.add_paragraph(word, "", "版记")
    anchor.paragraph_format.line_spacing = Pt(1)


def _write_line(cell: _Cell, position: int, text: str) -> None:
    line = cell.paragraphs[0] if position == 0 else cell.add_paragraph()
    parts.apply_style(line, "版记")
    parts.set_indent(line._p.get_or_add_pPr(), left=1, right=1, hanging=3, points=14)
    parts.add_right_tab(line, Length(_WIDTH - Pt(14)))
    line.add_run(text)


def _leave_above_the_rules(cell: _Cell, *, alone: bool) -> None:
    """Put 公开方式 over the imprint's first thick rule; alone it bears no rule at all."""
    borders = parts.add_element(cell._tc.get_or_add_tcPr(), "w:tcBorders", {})
    parts.add_element(borders, "w:top", {"w:val": "nil"})
    below = {"w:val": "nil"} if alone else {"w:val": "single", "w:sz": str(_THICK), "w:space": "0", "w:color": "000000"}
    parts.add_element(borders, "w:bottom", below)


def _float_at_bottom(grid: WordTable) -> None:
    grid.autofit = False
    grid.columns[0].width = _WIDTH
    for row in grid.rows:
        row.cells[0].width = _WIDTH
    properties = grid._tbl.tblPr
    frame = {"w:leftFromText": "0", "w:rightFromText": "0", "w:horzAnchor": "margin", "w:vertAnchor": "margin"}
    parts.add_element(properties, "w:tblpPr", {**frame, "w:tblpXSpec": "left", "w:tblpYSpec": "bottom"})
    for old in properties.findall(qn("w:tblW")):
        properties.remove(old)
    parts.add_element(properties, "w:tblW", {"w:w": str(round(_WIDTH.twips)), "w:type": "dxa"})
    margins = parts.add_element(properties, "w:tblCellMar", {})
    for side in ("left", "right"):
        parts.add_element(margins, f"w:{side}", {"w:w": "0", "w:type": "dxa"})


def _draw_rules(grid: WordTable) -> None:
    borders = OxmlElement("w:tblBorders")
    for side, eighths in (("top", _THICK), ("bottom", _THICK), ("insideH", _THIN)):
        attributes = {"w:val": "single", "w:sz": str(eighths), "w:space": "0", "w:color": "000000"}
        parts.add_element(borders, f"w:{side}", attributes)
    parts.place_in_order(grid._tbl.tblPr, borders)
