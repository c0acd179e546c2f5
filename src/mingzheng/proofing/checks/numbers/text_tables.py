"""A number in the text that names a row and a column of a table is the number in that cell.

Judged only where the sentence names the row, nothing but its column and a plain verb stands between name and number, unit
and year agree, and one cell alone can be meant. A number of another period, a rounded 余, 约 and a part of a row are left
alone. The statutory tables of the disclosure report are `checks.disclosure`.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from mingzheng.proofing.context import Context
from mingzheng.proofing.model import SCALES, Check, Example, Quantity, Relation, Severity
from mingzheng.proofing.relations.arithmetic import plain
from mingzheng.proofing.relations.figures import Sentence, in_scale, sentences_of
from mingzheng.proofing.relations.grids import NamedCell, named_cells
from mingzheng.proofing.text import Text

_STATUTORY = re.compile(r"结转下年度|本年结果|予以公开|信息公开")
_PLAIN = re.compile(
    r"(?:[的共计为有是达到了、，：:分别]|全年|合计|总计|办理|办结|完成|受理|收到|实现|处理|接收|上报|报送|登记|发布|投入|安排|支出|收入)*"
)
_FULL_YEAR = re.compile(r"(?:20\d{2}年度?|今年|本年|本年度)?(?:全年)?")
_SHORTEST_ROW, _SHORTEST_COLUMN = 2, 2
_REACH = 30


def relate_cells(text: Text, context: Context) -> Iterator[Relation]:
    """Yield a relation for every number of the text that names one cell."""
    if not text.tables or any(_STATUTORY.search(cell.clean) for table in text.tables for cell in table.rows[0]):
        return
    cells = [cell for cell in named_cells(text) if len(cell.row) >= _SHORTEST_ROW]
    if not cells:
        return
    for sentence in sentences_of(text, context):
        if sentence.passage.cell is None:
            near = [cell for cell in cells if cell.row in sentence.words[sentence.start : sentence.end]]
            for number, figure in enumerate(sentence.figures) if near else ():
                if figure.kind == "measured" and figure.qualifier == "exact":
                    floor = sentence.figures[number - 1].until if number else sentence.start
                    yield from _judge(sentence, figure, _meant(sentence, figure, floor, near))


def _meant(sentence: Sentence, figure: Quantity, floor: int, cells: Sequence[NamedCell]) -> list[NamedCell]:
    """Return the cells a number can mean."""
    before = sentence.words[max(floor, figure.at - _REACH) : figure.at]
    behind = sentence.words[figure.until : figure.until + 12]
    found = [
        cell
        for cell in cells
        if cell.unit == figure.unit and _is_of_year(figure, cell) and _is_named(cell, before, behind)
    ]
    longest = max((len(cell.row) + len(cell.column) for cell in found), default=0)
    return [cell for cell in found if len(cell.row) + len(cell.column) == longest]


def _is_of_year(figure: Quantity, cell: NamedCell) -> bool:
    """Tell whether a number is of a whole year, and of the cell's where both say it; a column called only 2024年 must say it."""
    if figure.as_of or not _FULL_YEAR.fullmatch(figure.period):
        return False
    year = re.search(r"20\d{2}", figure.period)
    if year is None or cell.year is None:
        return bool(cell.column) or cell.is_only_column
    return int(year[0]) == cell.year


def _is_named(cell: NamedCell, before: str, behind: str) -> bool:
    """Tell whether the words around a number name a cell and nothing else: 「甲镇来信12件」, 「来信方面，甲镇12件」, 「甲镇12件来信」."""
    at = before.rfind(cell.row)
    if at < 0:
        return False
    gap, lead = before[at + len(cell.row) :], before[:at]
    column = _without_unit(cell)
    if not cell.column:
        return _PLAIN.fullmatch(gap) is not None
    if len(column) >= _SHORTEST_COLUMN:
        if column in gap:
            return _PLAIN.fullmatch(gap.replace(column, "", 1)) is not None
        return _PLAIN.fullmatch(gap) is not None and (
            column in lead or behind.startswith(column) or cell.is_only_column
        )
    return cell.is_only_column and _PLAIN.fullmatch(gap) is not None


def _without_unit(cell: NamedCell) -> str:
    """Return a column's name without 数 and its unit: 来信 of 来信件数."""
    name = cell.column.removesuffix("数")
    return name.removesuffix(cell.unit) if cell.unit else name


def _judge(sentence: Sentence, figure: Quantity, cells: Sequence[NamedCell]) -> Iterator[Relation]:
    """Yield what a number and the one cell it means say about each other."""
    fitting = [cell for cell in cells if _fits(figure, cell)]
    values = {cell.amount for cell in cells}
    if not cells or (not fitting and len(values) > 1):
        return
    cell = (fitting or cells)[0]
    computed = plain(in_scale(cell.amount, figure)) if figure.amount else cell.passage.clean
    places = (
        sentence.passage.place(figure.at, figure.until),
        cell.passage.place(0, len(cell.passage.clean)),
    )
    column = "" if cell.is_only_column else cell.column or f"{cell.year}年"
    name = "、".join(word for word in (cell.row, column) if word)
    yield Relation(
        "text-table",
        f"{figure.value}{figure.scale}{figure.unit}=={cell.passage.clean}",
        "holds" if fitting else "suspect",
        (sentence.words[figure.at : figure.until], cell.passage.clean),
        places,
        computed=computed,
        stated=plain(figure.value),
        message=f"正文为{plain(figure.value)}{figure.scale}{figure.unit}，表中“{name}”为{cell.passage.clean}",
        suggestion="核对正文与表格，统一数字或写明口径",
        confidence=0.75,
    )


def _fits(figure: Quantity, cell: NamedCell) -> bool:
    """Tell whether they are the same as far as the printed digits of either go."""
    steps = (cell.step, Decimal(SCALES[figure.scale]).scaleb(-figure.decimals))
    room = max((step for step in steps if step != 1), default=Decimal(0))
    return abs(figure.amount - cell.amount) * 2 <= room


CHECK = Check(
    code="NUM-TEXT-TABLE",
    title="正文与表格的数字",
    group="numbers",
    severity=Severity.WARNING,
    basis="正文与附表应当一致；统计数据应当真实准确（统计法第七条）",
    relate=relate_cells,
    wrong=(
        Example(
            "甲镇办理13件，乙镇办理30件。\n\n| 单位 | 件数 |\n|---|---|\n| 甲镇 | 12 |\n| 乙镇 | 30 |", "13件", "12"
        ),
        Example(
            "青岩镇来访9件。\n\n| 单位 | 来信件数 | 来访件数 |\n|---|---|---|\n| 青岩镇 | 9 | 5 |\n| 石桥镇 | 4 | 2 |",
            "9件",
            "5",
        ),
        Example(
            "2025年，教育支出1.45亿元。\n\n单位：万元\n\n"
            "| 科目 | 2024年 | 2025年 |\n|---|---|---|\n| 教育支出 | 13200 | 15420 |",
            "1.45亿元",
            "1.542",
        ),
    ),
    right=(
        Example("甲镇办理12件，乙镇新增30件。\n\n| 单位 | 件数 |\n|---|---|\n| 甲镇 | 12 |\n| 乙镇 | 25 |"),
        Example(
            "2025年，教育支出1.54亿元。\n\n单位：万元\n\n| 科目 | 2024年 | 2025年 |\n|---|---|---|\n| 教育支出 | 13200 | 15420 |"
        ),
        Example(
            "2024年甲镇办理9件。\n\n2025年各镇办理情况\n\n| 单位 | 件数 |\n|---|---|\n| 甲镇 | 12 |\n| 乙镇 | 25 |"
        ),
        Example("1—6月甲镇办理7件。\n\n| 单位 | 件数 |\n|---|---|\n| 甲镇 | 12 |\n| 乙镇 | 25 |"),
        Example("甲镇来信9件。\n\n| 单位 | 来信件数 | 来访件数 |\n|---|---|---|\n| 甲镇 | 9 | 5 |"),
        Example("甲镇投入9万元，培训5人次。\n\n| 单位 | 件数 |\n|---|---|\n| 甲镇 | 12 |\n| 乙镇 | 25 |"),
    ),
)
