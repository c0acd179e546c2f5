"""Word tables with merged cells: a statutory form whose heads and cells span others.

Answers for: spans, widths, small type. Does not belong here: the plain ruled table (`docx_tables`), what a form says.
"""

from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.shared import Length, Pt
from docx.table import Table as WordTable

from mingzheng.documents.fonts import FontRole
from mingzheng.documents.writing import docx_parts as parts
from mingzheng.documents.writing.docx_tables import CORE_WIDTH, keep_row, write_cell
from mingzheng.documents.writing.official import Grid, GridCell, place_cells


def add_grid(word: Document, grid: Grid) -> WordTable:
    """Add a form as wide as the core; its head rows repeat on every page and no row is parted by one."""
    if grid.caption:
        caption = parts.add_paragraph(word, "", "表格文字")
        caption.alignment, caption.paragraph_format.keep_with_next = parts.CENTER, True
        parts.set_typeface(caption.add_run(grid.caption)._r.get_or_add_rPr(), FontRole.HEI)
    table: WordTable = word.add_table(rows=len(grid.rows), cols=len(grid.widths))
    table.style, table.alignment, table.autofit = word.styles["Table Grid"], WD_TABLE_ALIGNMENT.CENTER, False
    margins = parts.add_element(table._tbl.tblPr, "w:tblCellMar", {})
    for side in ("top", "left", "bottom", "right"):
        parts.add_element(margins, f"w:{side}", {"w:w": "30", "w:type": "dxa"})
    share = CORE_WIDTH / sum(grid.widths)
    for width, column in zip(grid.widths, table.columns, strict=True):
        column.width = Length(int(width * share))
    for number, row in enumerate(table.rows):
        keep_row(row)
        if number < grid.head_rows:
            parts.add_element(row._tr.get_or_add_trPr(), "w:tblHeader", {})
    for top, left, cell in place_cells(grid):
        _write(table, top, left, cell, grid.points)
    return table


def _write(table: WordTable, top: int, left: int, cell: GridCell, points: float) -> None:
    place = table.cell(top, left)
    if cell.rows > 1 or cell.columns > 1:
        place = place.merge(table.cell(top + cell.rows - 1, left + cell.columns - 1))
    write_cell(place, cell.text, align=cell.align, role=FontRole.HEI if cell.is_head else None)
    for paragraph in place.paragraphs:
        paragraph.paragraph_format.line_spacing = Pt(points + 3)
        for run in paragraph.runs:
            run.font.size = Pt(points)
