"""The ledger as a Word file: A3 landscape, repeated head, merged cells, lamps in words and shapes.

Answers for: the .docx of a `LedgerTable`. Does not belong here: its shape and PDF (`ledger_tables`).
"""

from io import BytesIO

from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.table import CT_Tc
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Length, Mm, RGBColor
from docx.table import Table as WordTable
from docx.table import _Cell
from docx.text.run import Run

from mingzheng.documents.fonts import FontRole
from mingzheng.documents.writing import docx_parts as parts
from mingzheng.documents.writing.docx_tables import add_row, add_table_style, keep_row, new_grid, write_cell
from mingzheng.documents.writing.ledger_tables import (
    LAMP_COLORS,
    LAMP_SHAPES,
    LedgerCell,
    LedgerGroup,
    LedgerTable,
    clean_ledger,
    lay_rows,
)

_WIDTH = Mm(380)


def render_ledger_docx(ledger: LedgerTable) -> bytes:
    """Return the ledger as .docx bytes on A3 landscape."""
    source = clean_ledger(ledger)
    word = parts.new_document(title=source.title, author=source.prepared_by, dated=source.as_of)
    add_table_style(word)
    parts.add_style(word, "Title", role=FontRole.TITLE, points=22, alignment=parts.CENTER, on_grid=False)
    _set_page(word)
    parts.add_paragraph(word, source.title, "Title")
    lead = parts.add_paragraph(word, "", "表格文字")
    parts.add_right_tab(lead, Length(_WIDTH))
    lead.add_run(f"{source.summary}\t{source.byline}")
    grid = new_grid(word, source.columns, width=_WIDTH)
    grid.alignment = WD_TABLE_ALIGNMENT.LEFT
    for group in source.groups:
        _add_group(grid, source, group)
    buffer = BytesIO()
    word.save(buffer)
    return buffer.getvalue()


def _set_page(word: Document) -> None:
    section = word.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(420), Mm(297)
    section.top_margin, section.bottom_margin = Mm(20), Mm(20)
    section.left_margin, section.right_margin = Mm(25), Mm(15)
    section.footer_distance = Mm(10)
    footer = section.footer.paragraphs[0]
    footer.style, footer.alignment = "表格文字", parts.CENTER
    footer.add_run("第")
    _add_field(footer._p, "PAGE")
    footer.add_run("页 共")
    _add_field(footer._p, "NUMPAGES")
    footer.add_run("页")


def _add_field(paragraph: BaseOxmlElement, name: str) -> None:
    field = parts.add_element(paragraph, "w:fldSimple", {"w:instr": name})
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)


def _add_group(grid: WordTable, source: LedgerTable, group: LedgerGroup) -> None:
    if group.heading:
        heading = add_row(grid)
        keep_row(heading)
        cells = heading.cells
        merged = cells[0].merge(cells[-1])
        write_cell(merged, group.heading, role=FontRole.HEI)
        merged.paragraphs[0].paragraph_format.keep_with_next = True
    aligns = [column.align for column in source.columns]
    for cells_of_row in lay_rows(source, group):
        row = add_row(grid)
        keep_row(row)
        places = row._tr.tc_lst
        starting = {cell.column: cell for cell in cells_of_row}
        for column, place in enumerate(places):
            cell = starting.get(column)
            if cell is None:
                _mark_merge(place, kind="continue")
                continue
            if cell.span > 1:
                _mark_merge(place, kind="restart")
            _write_ledger_cell(grid, place, cell, align=aligns[column])


def _mark_merge(place: CT_Tc, *, kind: str) -> None:
    """Mark a cell as the top of a vertical merge or as a part of it; python-docx's own merge is quadratic."""
    merge = OxmlElement("w:vMerge")
    merge.set(qn("w:val"), kind)
    properties = place.get_or_add_tcPr()
    width = properties.find(qn("w:tcW"))
    properties.insert(0 if width is None else properties.index(width) + 1, merge)


def _write_ledger_cell(grid: WordTable, place: CT_Tc, cell: LedgerCell, *, align: str) -> None:
    target = _Cell(place, grid)
    write_cell(target, cell.text, align=align)
    if cell.lamp:
        paragraph = target.paragraphs[0]
        run = Run(OxmlElement("w:r"), paragraph)
        run.text = LAMP_SHAPES[cell.lamp]
        run.font.color.rgb = RGBColor.from_string(LAMP_COLORS[cell.lamp])
        paragraph.runs[0]._r.addprevious(run._r)
