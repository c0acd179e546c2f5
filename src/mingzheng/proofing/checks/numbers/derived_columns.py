"""A column that is worked out from two others (完成率, 增减额, 增长%) is so in every row.

What it is worked out of is told by the rows themselves: three and more must fit, and no more than a quarter may not. A
column of shares, rates or changes says by its name that it is one. Sums of a row are `tables`.
"""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import islice, permutations

from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Relation, Severity
from mingzheng.proofing.relations.arithmetic import growth, growth_cut, percent, percent_cut, plain
from mingzheng.proofing.text import Passage, TableText, Text

from .tables import STATUTORY, value_of

_RATE = re.compile(r"率|%|％|占比|比重|增幅|增速|增长")
_CHANGE = re.compile(r"增减|增加|减少|净增|差额|差异|变化|变动|结余|超支|增长额")
_FEWEST, _ONE_WRONG_IN = 3, 4
_MOST_ROWS, _MOST_COLUMNS, _MOST_WAYS = 400, 8, 60
_PERCENT = re.compile(r"(-?\d+(?:,\d{3})*(?:\.\d+)?)\s*[%％]?")
Way = Callable[[Decimal, Decimal, int], tuple[Decimal, ...]]


def _share(one: Decimal, other: Decimal, decimals: int) -> tuple[Decimal, ...]:
    return (percent(one, other, decimals), percent_cut(one, other, decimals))


def _grown(one: Decimal, other: Decimal, decimals: int) -> tuple[Decimal, ...]:
    return (growth(other, one, decimals), growth_cut(other, one, decimals))


def _difference(one: Decimal, other: Decimal, decimals: int) -> tuple[Decimal, ...]:
    return (one - other,)


def relate_columns(text: Text, context: Context) -> Iterator[Relation]:
    """Yield a relation for every number of a column that follows from two others."""
    for table in text.tables:
        words = "".join(cell.clean for row in table.rows[:4] for cell in row)
        if 4 <= len(table.rows) <= _MOST_ROWS and not STATUTORY.search(words):
            yield from _of_table(table)


def _of_table(table: TableText) -> Iterator[Relation]:
    width = min(len(row) for row in table.rows)
    head = next((n for n, row in enumerate(table.rows) if sum(_number(cell) is not None for cell in row[1:]) >= 2), 0)
    if not head or not 3 <= width <= 3 * _MOST_COLUMNS:
        return
    titles = ["".join(row[column].clean for row in table.rows[:head]) for column in range(width)]
    counted = [c for c in range(1, width) if sum(_number(row[c]) is not None for row in table.rows[head:]) >= _FEWEST]
    for column in counted[:_MOST_COLUMNS]:
        ways: tuple[Way, ...] = (_difference,) if _CHANGE.search(titles[column]) else ()
        if _RATE.search(titles[column]):
            ways = (_share, _grown)
        others = [other for other in counted if other != column and not _RATE.search(titles[other])]
        yield from _of_column(table, head, column, ways, others)


def _of_column(
    table: TableText, head: int, column: int, ways: tuple[Way, ...], others: list[int]
) -> Iterator[Relation]:
    for one, other in islice(permutations(others[:_MOST_COLUMNS], 2), _MOST_WAYS):
        for way in ways:
            made = [
                found for row in table.rows[head:] if (found := _relation(row, column, one, other, way)) is not None
            ]
            wrong = sum(relation.verdict != "holds" for relation in made)
            if len(made) - wrong >= _FEWEST and wrong * _ONE_WRONG_IN <= len(made):
                yield from made
                return


def _number(cell: Passage) -> Decimal | None:
    match = _PERCENT.fullmatch(cell.clean)
    return value_of(cell) if match is None else Decimal(match[1].replace(",", ""))


def _relation(row: tuple[Passage, ...], column: int, one: int, other: int, way: Way) -> Relation | None:
    stated, first, second = (_number(row[number]) for number in (column, one, other))
    if stated is None or first is None or not second or len({id(row[n]) for n in (column, one, other)}) < 3:
        return None
    exponent = stated.as_tuple().exponent
    computed = way(first, second, -exponent if isinstance(exponent, int) else 0)
    cells = (row[column], row[one], row[other])
    return Relation(
        "table-column",
        f"{row[column].clean}<-{row[one].clean},{row[other].clean}",
        "holds" if stated in computed else "suspect",
        tuple(cell.clean for cell in cells),
        tuple(cell.place(0, len(cell.clean)) for cell in cells),
        computed=plain(computed[0]),
        stated=plain(stated),
        message=f"按本列其他各行的算法，由{row[one].clean}和{row[other].clean}应得{plain(computed[0])}，表中为{row[column].clean}",
        suggestion=f"核对三个数字，或改为{plain(computed[0])}",
        confidence=0.8,
    )


_TABLE = (
    "| 项目 | 计划 | 完成 | 完成率 |\n|---|---|---|---|\n| 甲 | 320 | 335 | 104.7% |\n"
    "| 乙 | 280 | 294 | 105.0% |\n| 丙 | 150 | 152 | 101.3% |\n"
)
CHECK = Check(
    code="NUM-COLUMN",
    title="表内推算列",
    group="numbers",
    severity=Severity.WARNING,
    basis="由他列算得的一列各行算法一致；统计数据应当真实准确（统计法第七条）",
    relate=relate_columns,
    wrong=(
        Example(f"{_TABLE}| 丁 | 90 | 94 | 106.4% |", "106.4", "104.4"),
        Example(
            "| 单位 | 2024年 | 2025年 | 增减 |\n|---|---|---|---|\n| 甲 | 30 | 42 | 12 |\n| 乙 | 25 | 20 | -5 |\n"
            "| 丙 | 18 | 27 | 9 |\n| 丁 | 40 | 55 | 25 |",
            "25",
            "15",
        ),
    ),
    right=(
        Example(f"{_TABLE}| 丁 | 90 | 94 | 104.4% |"),
        Example("| 单位 | 件数 | 满意率 |\n|---|---|---|\n| 甲 | 30 | 98% |\n| 乙 | 25 | 97% |\n| 丙 | 18 | 99% |"),
    ),
)
