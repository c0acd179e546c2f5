"""Reads the form's tables from a document in any layout: grids first, running text where there are none or they fail.

What the values mean is judged in `identities`, `years` and `wording`.
"""

import re
from collections.abc import Mapping
from itertools import pairwise

from mingzheng.proofing.text import Text

from .flat import openness_readings, read_flat, relay
from .form import DOCUMENT_COLUMNS, CellKey, FormTable, openness
from .grids import read_grids
from .tables import FormValues, Printed, State

_TITLE_YEAR = re.compile(r"(20\d{2})\s*年(?:度)?[^。]{0,12}政府信息公开工作年度报告")
_ANY_YEAR = re.compile(r"(20\d{2})\s*年1\s*月\s*1\s*日")
_TITLE = re.compile(r"^(?:标题\s*[:：]\s*)?(.{2,40}?)(20\d{2})\s*年(?:度)?\s*政府信息公开(?:工作)?(?:年度)?报告")


def read_form(text: Text) -> FormValues:
    """Return what the statutory tables of a document say."""
    grid = read_grids(text.tables)
    tables = {table: _part(grid, table) for table in FormTable}
    if any(not tables[table] for table in FormTable) or not FormValues(grid).is_whole(FormTable.APPLICATIONS):
        flat = read_flat(text.paragraphs)
        for table in FormTable:
            found = _part(flat, table)
            if len(found) > len(tables[table]):
                tables[table] = found
    cells = {key: cell for part in tables.values() for key, cell in part.items()}
    unit, year = _head(text)
    return FormValues(cells, year, unit)


def _part(cells: Mapping[CellKey, Printed], table: FormTable) -> dict[CellKey, Printed]:
    return {key: cell for key, cell in cells.items() if key.table is table}


def _head(text: Text) -> tuple[str, int | None]:
    """Return the unit and the year a report names."""
    head = [passage.clean for passage in text.passages[:12]]
    # A title is often broken over two lines.
    for line in (*head, *map("".join, pairwise(head))):
        if match := _TITLE.search(line):
            return match[1].strip(), int(match[2])
    joined = "".join(head)[:1500]
    match = _TITLE_YEAR.search(joined) or _ANY_YEAR.search(joined)
    return "", int(match[1]) if match else text.year


def settle_documents(
    text: Text, values: FormValues, evidence: Mapping[CellKey, set[int]], previous: FormValues | None
) -> None:
    """Read the three numbers of 行政规范性文件 again, where they ran together, by what else is known of them.

    `evidence` names numbers the text gives for a cell; last year's number in force tells more. The reading that meets
    most of it is taken, and is certain when no other meets as much.
    """
    keys = [openness("normative", column.code) for column in DOCUMENT_COLUMNS]
    readings = other_readings(text, values)
    before = previous.find(keys[-1]) if previous is not None else None

    def met(reading: tuple[int, ...]) -> int:
        known = sum(1 for key, number in zip(keys, reading, strict=True) if number in evidence.get(key, set()))
        made, abolished, in_force = reading
        fits = before is not None and before.amount + made - abolished == in_force
        return known + (2 if fits else 0)

    best = max(readings, key=met, default=None)
    first = values.find(keys[0])
    if best is None or first is None or met(best) == 0:
        return
    if sum(1 for reading in readings if met(reading) == met(best)) == 1:
        values.cells.update(zip(keys, relay(text.paragraphs, first, best, certain=True), strict=True))


def other_readings(text: Text, values: FormValues) -> list[tuple[int, ...]]:
    """Return every way to read the numbers of 行政规范性文件 where they ran together, else nothing."""
    first = values.find(openness("normative", DOCUMENT_COLUMNS[0].code))
    if first is None or first.state is not State.GUESSED:
        return []
    return openness_readings(text.paragraphs, first)
