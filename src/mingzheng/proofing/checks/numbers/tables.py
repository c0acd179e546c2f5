"""The row or column called 合计 of a table is the sum of the others.

A total row below or above its parts is added up; with rows called 小计, either these or all others must fit. Columns of rates, ranks
and ordinals are passed over. A total column is judged only when most rows fit it, because unlike things may stand side by side.
The statutory tables of the disclosure report are `checks.disclosure`.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Relation, Severity
from mingzheng.proofing.relations.arithmetic import plain
from mingzheng.proofing.text import Passage, TableText, Text

TOTAL = re.compile(r"[\s*]*(?:合\s*计|总\s*计|共\s*计|总\s*数|全[区市县省]合计)[\s*]*")
SUBTOTAL = re.compile(r".*小\s*计.*")
_NUMBER = re.compile(r"-?\d{1,3}(?:,\d{3})*(?:\.\d+)?|-?\d+(?:\.\d+)?")
_EMPTY = frozenset({"", "-", "—", "——", "/", "－"})
NOT_ADDED = re.compile(r"率|比|%|％|序号|排名|名次|平均|人均|单价|年份|得分|指数|备注|增幅|增速|增长")
STATUTORY = re.compile(r"结转下年度|本年结果|予以公开|信息公开")
_HIERARCHY = re.compile(r"[（(]?其中|^#|^[（(][一二三四五六七八九十]")
_FEWEST = 2

Values = list[Decimal | None]


def relate_tables(text: Text, context: Context) -> Iterator[Relation]:
    """Yield a relation for every total in a table."""
    for table in text.tables:
        words = "".join(cell.clean for row in table.rows[:4] for cell in row)
        if len(table.rows) >= 3 and len(table.rows[0]) >= 2 and not STATUTORY.search(words):
            yield from _rows(table)
            yield from _columns(table)


def value_of(cell: Passage) -> Decimal | None:
    """Return the number a cell holds and nothing else."""
    words = cell.clean.replace(" ", "")
    return Decimal(words.replace(",", "")) if _NUMBER.fullmatch(words) else None


def label_of(row: Sequence[Passage]) -> str:
    """Return what a row is called."""
    return next((cell.clean for cell in row[:2] if cell.clean and value_of(cell) is None), "")


def _rows(table: TableText) -> Iterator[Relation]:
    labels = [label_of(row) for row in table.rows]
    totals = [number for number, label in enumerate(labels) if TOTAL.fullmatch(label)]
    if len(totals) != 1 or any(_HIERARCHY.search(label) for label in labels):
        return
    total = totals[0]
    head = next((n for n, row in enumerate(table.rows) if any(value_of(cell) is not None for cell in row[1:])), 0)
    parts = range(head, total) if total > head else range(total + 1, len(table.rows))
    for column in range(1, min(len(row) for row in table.rows)):
        title = "".join(row[column].clean for row in table.rows[:head])
        if not NOT_ADDED.search(title):
            yield from _judge_row(table, total, list(parts), column)


def _judge_row(table: TableText, total: int, parts: list[int], column: int) -> Iterator[Relation]:
    stated = value_of(table.rows[total][column])
    subtotals = [row for row in parts if SUBTOTAL.fullmatch(label_of(table.rows[row]))]
    plain_rows = [row for row in parts if row not in subtotals]
    options = [option for option in (plain_rows, subtotals) if len(option) >= _FEWEST]
    sums = [sum_ for option in options if (sum_ := _sum(table.rows[row][column] for row in option)) is not None]
    if stated is None or not sums:
        return
    cells = [table.rows[row][column] for row in options[0]]
    yield _relation(table.rows[total][column], cells, stated, stated if stated in sums else sums[0])


def _sum(cells: Iterator[Passage]) -> Decimal | None:
    total = Decimal(0)
    for cell in cells:
        value = value_of(cell)
        if value is None and cell.clean.strip() not in _EMPTY:
            return None
        total += value or Decimal(0)
    return total


def _columns(table: TableText) -> Iterator[Relation]:
    """Judge a total column when most rows fit it."""
    head = next((n for n, row in enumerate(table.rows) if sum(value_of(cell) is not None for cell in row) >= 3), 0)
    narrowest = min(len(row) for row in table.rows)
    titles = ["".join(row[column].clean for row in table.rows[:head]) for column in range(narrowest)]
    totals = [column for column, title in enumerate(titles) if re.search(r"合\s*计$|总\s*计$", title)]
    if len(totals) != 1:
        return
    total = totals[0]
    others = [column for column, title in enumerate(titles) if column not in (0, total) and not NOT_ADDED.search(title)]
    made = [relation for row in table.rows[head:] if (relation := _judge_column(row, total, others)) is not None]
    holding = sum(1 for relation in made if relation.verdict == "holds")
    if holding >= _FEWEST and holding * 3 >= len(made) * 2:
        yield from made


def _judge_column(row: Sequence[Passage], total: int, others: list[int]) -> Relation | None:
    stated = value_of(row[total])
    cells = [row[column] for column in others if column < len(row) and row[column] is not row[total]]
    added = _sum(iter(cells))
    return (
        _relation(row[total], cells, stated, added)
        if stated is not None and added is not None and len(cells) >= _FEWEST
        else None
    )


def _relation(total: Passage, cells: Sequence[Passage], stated: Decimal, added: Decimal) -> Relation:
    quotes = tuple(cell.clean for cell in (total, *cells))
    places = tuple(cell.place(0, len(cell.clean)) for cell in (total, *cells))
    return Relation(
        "table-sum",
        f"{'+'.join(cell.clean or '0' for cell in cells[:40])}={total.clean}",
        "holds" if stated == added else "fails",
        quotes,
        places,
        computed=plain(added),
        stated=plain(stated),
        message=f"表中合计为{plain(stated)}，各项之和为{plain(added)}",
        suggestion=f"核对各项，或将合计改为{plain(added)}",
    )


CHECK = Check(
    code="NUM-TABLE",
    title="表内合计",
    group="numbers",
    severity=Severity.ERROR,
    basis="合计等于各项之和；统计数据应当真实准确（统计法第七条）",
    relate=relate_tables,
    wrong=(
        Example("| 单位 | 件数 |\n|---|---|\n| 甲镇 | 12 |\n| 乙镇 | 30 |\n| 丙镇 | 8 |\n| 合计 | 52 |", "52", "50"),
        Example(
            "| 单位 | 来信 | 来访 | 合计 |\n|---|---|---|---|\n| 甲镇 | 1 | 2 | 3 |\n| 乙镇 | 4 | 5 | 9 |\n| 丙镇 | 6 | 7 | 14 |",
            "14",
            "13",
        ),
    ),
    right=(
        Example(
            "| 单位 | 件数 | 占比 |\n|---|---|---|\n| 甲镇 | 12 | 24 |\n| 乙镇 | 30 | 60 |\n| 丙镇 | 8 | 15 |\n| 合计 | 50 | 100 |"
        ),
        Example("| 名称 | 数量 | 单价 | 合计 |\n|---|---|---|---|\n| 椅 | 2 | 100 | 200 |\n| 桌 | 3 | 300 | 900 |"),
        Example(
            "| 片区 | 户数 |\n|---|---|\n| 一组 | 5 |\n| 二组 | 6 |\n| 小计 | 11 |\n| 三组 | 4 |\n| 小计 | 4 |\n| 合计 | 15 |"
        ),
    ),
)
