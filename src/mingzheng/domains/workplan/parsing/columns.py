"""Recognises the head of a table by its words: which column holds numbers, work, units, time; in any order.

Which of several columns of work is heading, task or requirement depends on their contents: `layouts`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from mingzheng.documents.reading import Cell

from .numbering import find_mark
from .wording import clean

INDEX, WORK, LEAD, RESPONSIBLE, CO, GUIDE, TIME, OTHER, PREAMBLE, GOAL, PROBLEM, UNKNOWN = (
    "index", "work", "lead", "responsible", "co", "guide", "time", "other", "preamble", "goal", "problem", "unknown",
)  # fmt: skip
UNIT_ROLES = frozenset({LEAD, RESPONSIBLE, CO, GUIDE})
REMARKS = frozenset({OTHER, GOAL, PROBLEM, UNKNOWN})

_BODY = r"(?:单位|部门|科室|处室|股室|主体|机构|乡镇|街道|镇街)"
_HELPING = r"(?:配合|协办|协同|协助|协作|参与|参加|会办|会同)"
_LEADING = r"(?:牵头|主办|主责|主抓|主要责任|第一责任|首要责任)"
# Who asks, checks or receives is not who owes the work.
_NOT_OBLIGED = r"(?:来源|提出|建议|交办|督办|督查|督促|监督|检查|考核|评价|验收|审核|审批|申报|填报|报送|发文|印发|反馈|受理|上级|印章)"
# Who owes the work and which person answers for it, in one column: 责任单位及责任人, 牵头单位（负责人）.
_PERSON = r"(?:责任领导|负责领导|负责人|责任人|联系人)"
_WITH_PERSON = re.compile(
    rf"^(.*{_BODY})[及和与、/／]?(?:及其|或)?(?:主要|直接|具体)?{_PERSON}$|^{_PERSON}[及和与、/／](.*{_BODY})$"
)
_ROLES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (INDEX, re.compile(r"^(?:(?:项目|任务|事项|问题|措施|工作|清单)?(?:序号|编号|代码)|(?:提案|建议|议案|案件|线索)(?:序号|编号|号)"
            r"|序|项次|No\.?|NO\.?|条目|项号)$")),
    (OTHER, re.compile(r"领导|负责人|责任人|联系人|联系方式|电话|联络员|包抓|经办人|分管|签字|审核人")),
    (OTHER, re.compile(r"^(?:启动|开工|开始|动工|进场|立项|填报|填表|制表|交办|印发)(?:时间|时限|日期|节点)$")),
    (OTHER, re.compile(r"^(?:备注|说明|完成情况|进展(?:情况)?|落实情况|工作进展|推进情况|"
            r"进度|目前进展|办理情况|销号.*|是否.*|状态|依据|任务来源|来源|文件依据)$")),
    (PROBLEM, re.compile(r"^[\u4e00-\u9fa5]{0,6}问题(?:描述|表现|清单|内容|及表现)?$")),
    (TIME, re.compile(r"^(?:(?:计划|拟|工作|任务|整改|推进|落实|完成|办结|办理|实施|预计|反馈|报送|总体|最终|责任|达标)*|.{2})"
            r"(?:时限|时间|期限|年限|节点|日期|时序|进度(?=安排|要求)|完成期)(?:进度|要求|安排|节点)?$|^截止|^(?:何时|什么时候|什么时间)")),
    (GUIDE, re.compile(rf"(?:指导|督导){_BODY}")),
    (CO, re.compile(rf"{_HELPING}.*{_BODY}|^{_HELPING}$|^谁(?:来)?(?:配合|协办|协助)$")),
    (LEAD, re.compile(rf"{_LEADING}.*{_BODY}|^{_LEADING}$|^谁(?:来)?(?:牵头|主抓)$")),
    (RESPONSIBLE, re.compile(rf"(?:责任|落实|承担|实施|完成|承办|负责|执行|办理|主管){_BODY}?.*{_BODY}(?:名称)?$"
            rf"|^(?!.*{_NOT_OBLIGED}|[各全本省市县区镇乡]|有关|相关|其他).{{0,4}}{_BODY}$"
            r"|^(?:责任|承办|落实|责任分工|任务分工|职责分工|分工)$|^(?:由)?谁(?:来)?(?:干|办|做|抓|负责|落实|完成)$")),
    (PREAMBLE, re.compile(r"^(?:总体要求|总体目标|总要求|指导思想|工作目标|总体思路|基本要求|共性要求|基本原则)$")),
    (GOAL, re.compile(r"^(?:工作|年度|整改|阶段|阶段性|预期|量化|具体|绩效|治理|建设|最终|节点)*目标值?$"
            r"|^(?:干到|达到|做到)什么(?:程度|效果|标准)$")),
    (OTHER, re.compile(r"^(?:工作|预期|阶段性)?(?:成果|成效|效果)$"
            r"|^(?:完成标准|考核标准|标准|成果形式|指标|量化指标|考核指标|分值|权重)$")),
    (WORK, re.compile(r"任务|举措|措施|内容|要求|事项|项目|要点|大类|小类|类别|领域|分类|板块|重点|工作|清单|名称|方面|"
            r"行动|目标|类型|主题|案由|模块|章节|做法|路径|^[大小分子]项$|^(?:干|做|办)什么$|^(?:怎么|如何)(?:干|做|办|落实)$")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: what its head says and the role that gives it."""

    label: str
    role: str

    @property
    def names_people(self) -> bool:
        """Tell whether the head of a column of units announces persons beside them."""
        return self.role in UNIT_ROLES and bool(re.search(_PERSON, self.label))


Header = tuple[Column, ...]


def role_of_head(text: str) -> str | None:
    """Return the role of a column head, or None when the words are not those of a head."""
    plain = re.sub(r"[（(].*?[)）]|\s", "", clean(text))
    mixed = _WITH_PERSON.match(plain)
    plain = (mixed[1] or mixed[2]) if mixed else plain
    if not 0 < len(plain) <= 14 or re.search(r"[。；，]", plain):
        return None
    return next((role for role, pattern in _ROLES if pattern.search(plain)), None)


def find_header(rows: Sequence[Sequence[Cell]], start: int) -> tuple[Header, int] | None:
    """Return (columns, number of rows) when a head begins at row `start`, else None. A second row of subheads is included."""
    if not _is_head_row(rows[start]):
        return None
    height = 1
    if start + 1 < len(rows) and _is_sub_row(rows[start], rows[start + 1], (start, len(rows[start]))):
        height = 2
    columns = []
    for position in range(len(rows[start])):
        labels = list(dict.fromkeys(clean(rows[start + h][position].text) for h in range(height)))
        columns.append(_column([label for label in labels if label]))
    return _beside_each_other(columns), height


def _beside_each_other(columns: Sequence[Column]) -> Header:
    """Settle the heads whose meaning hangs on the others.

    工作目标 over a column of its own is a statement before the list only where nothing else is work; 问题 left of the work
    is what the work answers, right of it a report.
    """
    last = max((i for i, c in enumerate(columns) if c.role == WORK), default=-1)
    if last < 0:
        stands_for_work = {} if any(c.role == PREAMBLE for c in columns) else {PROBLEM: WORK, GOAL: WORK}
        return tuple(replace(c, role=stands_for_work.get(c.role, c.role)) for c in columns)
    return tuple(
        replace(c, role=GOAL if c.role == PREAMBLE else WORK if c.role == PROBLEM and i < last else c.role)
        for i, c in enumerate(columns)
    )


def _column(labels: list[str]) -> Column:
    """Give the lowest head that is understood; an upper head helps a lower one that says too little."""
    for label in [*reversed(labels), "".join(labels)]:
        role = role_of_head(label)
        if role:
            return Column(label, role)
    return Column("".join(labels), UNKNOWN if labels else "")


def _is_head_row(row: Sequence[Cell]) -> bool:
    texts = {clean(c.text) for c in row if clean(c.text)}
    if not texts or any(len(t) > 24 or find_mark(t) for t in texts):
        return False
    roles = [role_of_head(t) for t in texts]
    known = [r for r in roles if r]
    if len(known) < 2 or len(known) < 0.6 * len(texts):
        return False
    has_work = any(r in {WORK, PREAMBLE, PROBLEM, GOAL} for r in known)
    return has_work and any(r in UNIT_ROLES or r in {TIME, INDEX} or r in REMARKS for r in known)


def _is_sub_row(head: Sequence[Cell], row: Sequence[Cell], _shape: tuple[int, int]) -> bool:
    """Tell whether `row` holds subheads: everything is merged from the head above, blank, or a head word."""
    fresh = [c for c, above in zip(row, head, strict=True) if c.text.strip() and clean(c.text) != clean(above.text)]
    fresh = [c for c in fresh if c.merged_from is None]
    merged = [c for c, above in zip(row, head, strict=True) if c.merged_from is not None and c.text == above.text]
    return bool(fresh) and bool(merged) and all(role_of_head(c.text) for c in fresh)
