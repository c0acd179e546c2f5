"""The staff pages of this room: merging opinions, who sent one, the workbook, the panel of a case."""
