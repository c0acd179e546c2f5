"""Word tables: the ruled table of a body.

Answers for: repeated heads, widths, rows that stay together, cell text. Does not belong here: page and paragraph parts
(`docx_parts`), what stands in a table.
"""

from copy import deepcopy

from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm
from docx.table import Table as WordTable
from docx.table import _Cell, _Row

from mingzheng.documents.fonts import FontRole
from mingzheng.documents.writing import docx_parts as parts
from mingzheng.documents.writing.official import Column, Table

CORE_WIDTH = Mm(156)
_ALIGNMENTS = {"left": parts.LEFT, "center": parts.CENTER, "right": parts.RIGHT}


def add_table_style(word: Document) -> None:
    """Add the style of table text, 小四仿宋."""
    parts.add_style(
        word, "表格文字", role=FontRole.BODY, points=12, line_points=17, alignment=parts.LEFT, on_grid=False
    )


def add_table(word: Document, table: Table) -> WordTable:
    """Add a ruled table as wide as the core, with a repeated head; rows are not parted by a page."""
    if table.caption:
        caption = parts.add_paragraph(word, "", "表格文字")
        caption.alignment, caption.paragraph_format.keep_with_next = parts.CENTER, True
        parts.set_typeface(caption.add_run(table.caption)._r.get_or_add_rPr(), FontRole.HEI)
    grid = new_grid(word, table.columns, width=CORE_WIDTH)
    for row in table.rows:
        cells = add_row(grid)
        keep_row(cells)
        for column, cell, text in zip(table.columns, cells.cells, row, strict=False):
            write_cell(cell, text, align=column.align)
    return grid


def new_grid(word: Document, columns: tuple[Column, ...], *, width: Length) -> WordTable:
    """Add a table with only its head row, which repeats on every page."""
    grid: WordTable = word.add_table(rows=1, cols=len(columns))
    grid.style, grid.alignment, grid.autofit = word.styles["Table Grid"], WD_TABLE_ALIGNMENT.CENTER, False
    margins = parts.add_element(grid._tbl.tblPr, "w:tblCellMar", {})
    for side, twips in (("top", 50), ("left", 80), ("bottom", 50), ("right", 80)):
        parts.add_element(margins, f"w:{side}", {"w:w": str(twips), "w:type": "dxa"})
    share = width / sum(max(column.width, 0.1) for column in columns)
    for column, place, cell in zip(columns, grid.columns, grid.rows[0].cells, strict=True):
        place.width = Length(int(max(column.width, 0.1) * share))
        write_cell(cell, column.title, align="center", role=FontRole.HEI)
    parts.add_element(grid.rows[0]._tr.get_or_add_trPr(), "w:tblHeader", {})
    keep_row(grid.rows[0])
    return grid


def add_row(grid: WordTable) -> _Row:
    """Append an empty row as wide as the head; python-docx's own way grows with the square of the rows."""
    row = deepcopy(grid._tbl.tr_lst[0])
    for properties in row.findall(qn("w:trPr")):
        row.remove(properties)
    for place in row.tc_lst:
        for content in place.p_lst:
            place.remove(content)
        place.append(OxmlElement("w:p"))
    grid._tbl.append(row)
    return _Row(row, grid)


def keep_row(row: _Row) -> None:
    """Forbid a page break inside a row."""
    parts.add_element(row._tr.get_or_add_trPr(), "w:cantSplit", {})


def write_cell(cell: _Cell, text: str, *, align: str = "left", role: FontRole | None = None) -> None:
    """Write the lines of a text into a cell as paragraphs."""
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    for position, line in enumerate(text.split("\n")):
        paragraph = cell.paragraphs[0] if position == 0 else cell.add_paragraph()
        parts.apply_style(paragraph, "表格文字")
        paragraph.alignment = _ALIGNMENTS.get(align, parts.LEFT)
        run = paragraph.add_run(line)
        if role:
            parts.set_typeface(run._r.get_or_add_rPr(), role)
