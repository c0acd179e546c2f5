"""An empty cell in a column that is otherwise filled.

Rule: a task without lead unit or deadline cannot be done; a gap is filled or struck through. Source: 分工方案与台账 need
task, lead unit and time for each item. Columns of remarks, totals rows and small tables are left alone.
"""

import re
from collections.abc import Iterable, Iterator

from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Finding, Severity
from mingzheng.proofing.text import Passage, TableText, Text

_FREE = re.compile(r"备注|说明|其他|附注|配合|协办|分管|依据|变更|原因|签名|签字|审核|意见|联系")
_TOTAL = re.compile(r"^(?:合计|总计|小计|共计|计)$")
# The statutory tables have a check of their own, which knows what stands in a merged cell that a page cut.
_STATUTORY = re.compile(r"结转下年度|勾稽关系|信息公开申请")
_FEWEST, _SHARE = 4, 0.9


def find_empty_cells(text: Text, context: Context) -> Iterable[Finding]:
    """Yield one finding for each empty cell of a filled column."""
    for table in text.tables:
        head = "".join(cell.clean for row in table.rows[:4] for cell in row)
        if len(table.rows) > _FEWEST and len(table.rows[0]) > 1 and not _STATUTORY.search(head):
            yield from _judge(table)


def _judge(table: TableText) -> Iterator[Finding]:
    head, *rows = table.rows
    rows = [row for row in rows if not _TOTAL.match(row[0].clean) and any(cell.clean for cell in row)]
    for column in range(1, len(head)):
        cells = [(row, row[column]) for row in rows if column < len(row)]
        filled = [cell for _, cell in cells if cell.clean]
        empty = [(row, cell) for row, cell in cells if not cell.clean]
        named = head[column].clean
        if not empty or not named or _FREE.search(named) or len(filled) < max(_FEWEST, _SHARE * len(cells)):
            continue
        for row, cell in empty:
            yield _finding(head[column], row, cell, len(filled))


def _finding(title: Passage, row: tuple[Passage, ...], cell: Passage, filled: int) -> Finding:
    shown = next((other for other in reversed(row) if other.clean), cell)
    named = title.clean[:20]
    return shown.finding(
        0,
        min(len(shown.clean), 20),
        f"该行“{named}”为空，该列其余{filled}行都已填写",
        suggestion="补填，或注明“无”",
        confidence=0.7,
    )


_ROWS = "\n".join(f"| {n} | 第{n}项任务 | 区水务局 |" for n in range(1, 10))
_HEAD = "| 序号 | 任务 | 牵头单位 |\n|---|---|---|\n"
CHECK = Check(
    code="FRM-CELL",
    title="表格缺填",
    group="form",
    severity=Severity.WARNING,
    basis="分工方案、台账逐项明确责任单位和时限的要求",
    run=find_empty_cells,
    wrong=(Example(_HEAD + _ROWS + "\n| 10 | 末项任务 |  |", "末项任务"),),
    right=(
        Example(_HEAD + _ROWS + "\n| 10 | 末项任务 | 区城管局 |"),
        Example(_HEAD.replace("牵头单位", "备注") + _ROWS + "\n| 10 | 末项任务 |  |"),
    ),
)
