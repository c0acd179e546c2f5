"""A report's tables as a workbook laid out as the form, and as CSV with a line a cell."""

import csv
import io

from mingzheng.documents.writing.grid_sheets import write_grids
from mingzheng.domains.foi.annual.composing import Composed
from mingzheng.domains.foi.annual.words import TABLE_OF_PART, part_heading
from mingzheng.proofing.disclosure.form import FormTable, cells_of, name_cell
from mingzheng.proofing.disclosure.printing import grid_of


def as_workbook(composed: Composed) -> bytes:
    """Return the three tables, a sheet each; every number is a number."""
    part_of = {table: part for part, table in TABLE_OF_PART.items()}
    grids = [(part_heading(part_of[table]), grid_of(table, composed.words_of)) for table in FormTable]
    return write_grids(grids, {str(cell): value for cell, value in composed.cells.items()}, title=composed.title)


def as_csv(composed: Composed) -> bytes:
    """Return a line for each of the 200 cells; one nobody reported is empty."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["表", "单元格", "名称", "值"])
    for table in FormTable:
        for cell in cells_of(table):
            writer.writerow([table.value, str(cell), name_cell(cell), composed.words_of(cell)])
    return ("\ufeff" + text.getvalue()).encode()
