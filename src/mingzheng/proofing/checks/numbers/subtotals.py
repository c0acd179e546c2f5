"""A row called 小计 is the sum of the rows of its group, which stand above it, or all below it, throughout a table.

Which of the two a table means is told by most of its own subtotals; where neither fits most, nothing is said. The total of
all is `tables`.
"""

from collections.abc import Iterator
from decimal import Decimal

from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Relation, Severity
from mingzheng.proofing.relations.arithmetic import plain
from mingzheng.proofing.text import TableText, Text

from .tables import NOT_ADDED, STATUTORY, SUBTOTAL, TOTAL, label_of, value_of

_MOST_ROWS = 400
Group = tuple[int, range]


def relate_subtotals(text: Text, context: Context) -> Iterator[Relation]:
    """Yield a relation for every number of a subtotal row."""
    for table in text.tables:
        words = "".join(cell.clean for row in table.rows[:4] for cell in row)
        if 4 <= len(table.rows) <= _MOST_ROWS and not STATUTORY.search(words):
            yield from _of_table(table)


def _of_table(table: TableText) -> Iterator[Relation]:
    labels = [label_of(row) for row in table.rows]
    subtotals = [number for number, label in enumerate(labels) if SUBTOTAL.fullmatch(label)]
    if not subtotals:
        return
    head = next((n for n, row in enumerate(table.rows) if any(value_of(cell) is not None for cell in row[1:])), 0)
    total = next((n for n, label in enumerate(labels) if TOTAL.fullmatch(label)), len(labels))
    end = total if total > subtotals[-1] else len(labels)
    above = [
        (row, range(start, row)) for start, row in zip([head, *(n + 1 for n in subtotals)], subtotals, strict=False)
    ]
    below = [(row, range(row + 1, stop)) for row, stop in zip(subtotals, [*subtotals[1:], end], strict=True)]
    for groups in (above, below):
        made = [relation for column in _columns(table, head) for relation in _of_column(table, groups, column)]
        holding = sum(relation.verdict == "holds" for relation in made)
        if holding >= 2 and holding * 3 >= len(made) * 2:
            yield from made
            return


def _columns(table: TableText, head: int) -> list[int]:
    width = min(len(row) for row in table.rows)
    titles = {column: "".join(row[column].clean for row in table.rows[:head]) for column in range(1, width)}
    return [column for column, title in titles.items() if not NOT_ADDED.search(title)]


def _of_column(table: TableText, groups: list[Group], column: int) -> Iterator[Relation]:
    for row, parts in groups:
        stated = value_of(table.rows[row][column])
        cells = [table.rows[part][column] for part in parts]
        values = [value for cell in cells if (value := value_of(cell)) is not None]
        if stated is None or not values or len(values) < sum(bool(cell.clean) for cell in cells):
            continue
        added = sum(values, Decimal(0))
        places = tuple(cell.place(0, len(cell.clean)) for cell in (table.rows[row][column], *cells))
        yield Relation(
            "table-sum",
            f"{'+'.join(map(plain, values))}={plain(stated)}",
            "holds" if stated == added else "fails",
            tuple(cell.clean for cell in (table.rows[row][column], *cells)),
            places,
            computed=plain(added),
            stated=plain(stated),
            message=f"表中“{label_of(table.rows[row])}”为{plain(stated)}，本组各项之和为{plain(added)}",
            suggestion=f"核对各项，或将小计改为{plain(added)}",
        )


_TABLE = "| 单位 | 来信 | 来访 |\n|---|---|---|\n| 甲镇 | 5 | 2 |\n| 乙镇 | 6 | 3 |\n| 小计 | 11 | 5 |\n"
CHECK = Check(
    code="NUM-SUBTOTAL",
    title="表内小计",
    group="numbers",
    severity=Severity.ERROR,
    basis="小计等于本组各项之和；统计数据应当真实准确（统计法第七条）",
    relate=relate_subtotals,
    wrong=(Example(f"{_TABLE}| 丙局 | 4 | 7 |\n| 丁局 | 8 | 1 |\n| 小计 | 21 | 8 |\n| 合计 | 23 | 13 |", "21", "12"),),
    right=(
        Example(f"{_TABLE}| 丙局 | 4 | 7 |\n| 丁局 | 8 | 1 |\n| 小计 | 12 | 8 |\n| 合计 | 23 | 13 |"),
        Example(
            "| 单位 | 件数 |\n|---|---|\n| 镇小计 | 11 |\n| 甲镇 | 5 |\n| 乙镇 | 6 |\n| 局小计 | 4 |\n| 丙局 | 4 |"
        ),
    ),
)
