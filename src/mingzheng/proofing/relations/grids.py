"""The cells of a table as named numbers: what row and column call them, in which unit, of which year.

Only what a table says itself is taken: its head rows, its first column, 「单位：万元」 above it, 「2024年」 over a column.
Setting cells against sentences is for the checks.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from mingzheng.proofing.model import SCALES
from mingzheng.proofing.text import Passage, TableText, Text

_NUMBER = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d+(?:\.\d+)?%?")
_UNIT_ABOVE = re.compile(r"单位[:：]\s*(万|亿|千|百万)?([\u4e00-\u9fff%]{1,4})")
_UNIT_IN_HEAD = re.compile(r"[（(](?:单位[:：])?(万|亿|千|百万)?([\u4e00-\u9fff%]{1,4})[）)]")
_UNIT_AT_END = re.compile(r"(?<=[\u4e00-\u9fff])?(件|户|人次|人|项|条|宗|次|个|家|篇|场|起|亩|辆|套|份)数?$")
_YEAR = re.compile(r"(20\d{2})年度?")
_NOISE = re.compile(r"[（(][^）)]*[）)]|[\s*:：]|^其中|^[（(]?[一二三四五六七八九十\d]+[）).、]")
_NO_NAME = re.compile(r"序号|编号|合计|总计|小计|共计|备注|名次|排名|单位[:：]")
_ABOVE = 2
_MOST_CELLS = 4_000


@dataclass(frozen=True, slots=True)
class NamedCell:
    """A number of a table. `row` and `column` are its names without units and years, `decimals` those printed."""

    passage: Passage
    row: str
    column: str
    amount: Decimal
    step: Decimal
    unit: str
    year: int | None
    is_only_column: bool


def named_cells(text: Text) -> tuple[NamedCell, ...]:
    """Return the named numbers of all tables, bounded."""
    found: list[NamedCell] = []
    for table in text.tables:
        if len(found) < _MOST_CELLS and len(table.rows) >= 2 and len(table.rows[0]) >= 2:
            found.extend(_cells_of(text, table))
    return tuple(found[:_MOST_CELLS])


def _cells_of(text: Text, table: TableText) -> Iterator[NamedCell]:
    head = _head_of(table)
    if not head:
        return
    above = _words_above(text, table)
    columns = [column for column in range(1, len(table.rows[0])) if _is_numeric(table, head, column)]
    for column in columns:
        title = "".join(dict.fromkeys(row[column].clean for row in table.rows[:head] if column < len(row)))
        scale, unit = _unit_of(title, above)
        year = _year_in(title) or _year_in(above) or text.year
        name = _named(_YEAR.sub("", title))
        for row in table.rows[head:]:
            label = _label_of(row, column)
            cell = row[column] if column < len(row) else None
            if cell is None or not label or not _NUMBER.fullmatch(cell.clean):
                continue
            printed = Decimal(cell.clean.replace(",", "").rstrip("%"))
            exponent = printed.as_tuple().exponent
            step = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0) * SCALES[scale]
            shown = "%" if cell.clean.endswith("%") else unit
            yield NamedCell(cell, label, name, printed * SCALES[scale], step, shown, year, len(columns) == 1)


def _head_of(table: TableText) -> int:
    """Return how many rows are the head: those above the first with a number outside its first column."""
    for number, row in enumerate(table.rows[:5]):
        if any(_NUMBER.fullmatch(cell.clean) for cell in row[1:]):
            return number
    return 0


def _is_numeric(table: TableText, head: int, column: int) -> bool:
    cells = [row[column].clean for row in table.rows[head:] if column < len(row)]
    title = "".join(row[column].clean for row in table.rows[:head] if column < len(row))
    numbers = sum(1 for cell in cells if _NUMBER.fullmatch(cell))
    return numbers * 2 > len(cells) and not _NO_NAME.search(title)


def _label_of(row: Sequence[Passage], column: int) -> str:
    """Return the name of a row: the nearest words left of the number; a total has none."""
    for cell in reversed(row[:column]):
        if cell.clean and not _NUMBER.fullmatch(cell.clean):
            return "" if _NO_NAME.search(cell.clean) else _named(cell.clean)
    return ""


def _named(words: str) -> str:
    return _NOISE.sub("", words)


def _words_above(text: Text, table: TableText) -> str:
    first = table.rows[0][0].index
    near = text.passages[max(0, first - _ABOVE) : first]
    return "\n".join(
        [*(passage.clean for passage in near if passage.cell is None and len(passage.clean) < 60), table.name]
    )


def _unit_of(title: str, above: str) -> tuple[str, str]:
    """Return scale and unit of a column: in brackets, as its last word, or said above the table."""
    match = _UNIT_IN_HEAD.search(title)
    if match and re.fullmatch(r"[%\u4e00-\u9fff]{1,4}", match[2]):
        return match[1] or "", match[2]
    if match := _UNIT_AT_END.search(_NOISE.sub("", title)):
        return "", match[1]
    match = _UNIT_ABOVE.search(above)
    return (match[1] or "", match[2]) if match else ("", "")


def _year_in(words: str) -> int | None:
    years = {int(year) for year in _YEAR.findall(words)}
    return years.pop() if len(years) == 1 else None
