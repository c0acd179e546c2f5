"""Recognises the head of a table by its words: which column holds numbers, work, units, time; in any order.

Which of several columns of work is heading, task or requirement depends on their contents: `layouts`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mingzheng.documents.reading import Cell

from .numbering import find_mark
from .wording import clean

INDEX, WORK, LEAD, RESPONSIBLE, CO, GUIDE, TIME, OTHER, PREAMBLE = (
    "index", "work", "lead", "responsible", "co", "guide", "time", "other", "preamble",
)  # fmt: skip
UNIT_ROLES = frozenset({LEAD, RESPONSIBLE, CO, GUIDE})

_BODY = r"(?:单位|部门|科室|处室|股室|主体|机构|乡镇|街道|镇街)"
_ROLES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (INDEX, re.compile(r"^(?:序号|序|编号|项次|任务序号|任务编号|No\.?|NO\.?|条目|项号)$")),
    (OTHER, re.compile(r"领导|负责人|责任人|联系人|联系方式|电话|联络员|包抓|经办人|分管|签字|审核人")),
    (OTHER, re.compile(r"^(?:备注|说明|完成情况|进展(?:情况)?|落实情况|工作进展|推进情况|"
            r"进度|目前进展|办理情况|存在问题|销号.*|状态|依据|任务来源|来源|文件依据)$")),
    (TIME, re.compile(r"^(?:计划|拟|工作|任务|整改|推进|落实|完成|办结|办理|实施|预计|反馈|报送|总体|最终|启动|责任|达标)*"
            r"(?:时限|时间|期限|节点|日期|进度(?:安排|要求)|完成期)(?:要求|安排|节点)?$|^截止")),
    (GUIDE, re.compile(rf"(?:指导|督导){_BODY}")),
    (CO, re.compile(rf"(?:配合|协办|协同|协助|参与|参加|会办).*{_BODY}|^(?:配合|协办|会办)$")),
    (LEAD, re.compile(rf"(?:牵头|主办|主责|主要责任|第一责任).*{_BODY}|^(?:牵头|主办|主责)$")),
    (RESPONSIBLE, re.compile(rf"(?:责任|落实|承担|实施|完成|承办|负责|执行|办理|主管){_BODY}?.*{_BODY}"
            r"|^(?:责任|承办|落实|责任分工|任务分工|职责分工|分工|单位|部门|责任科室)$")),
    (PREAMBLE, re.compile(r"^(?:总体要求|总体目标|总要求|指导思想|工作目标|总体思路|基本要求|共性要求|基本原则)$")),
    (OTHER, re.compile(r"^(?:工作)?(?:目标|预期目标|阶段目标|成果|成效|预期(?:成果|成效|效果)|"
            r"完成标准|考核标准|标准|成果形式|指标|量化指标|考核指标|分值|权重)$")),
    (WORK, re.compile(r"任务|举措|措施|内容|要求|事项|项目|要点|大类|小类|类别|领域|分类|板块|重点|工作|清单|名称|方面|"
            r"行动|目标|类型|主题|模块|章节|做法|路径")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: what its head says and the role that gives it."""

    label: str
    role: str


Header = tuple[Column, ...]


def role_of_head(text: str) -> str | None:
    """Return the role of a column head, or None when the words are not those of a head."""
    plain = re.sub(r"[（(].*?[)）]|\s", "", clean(text))
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
    return tuple(columns), height


def _column(labels: list[str]) -> Column:
    """Give the lowest head that is understood; an upper head helps a lower one that says too little."""
    for label in [*reversed(labels), "".join(labels)]:
        role = role_of_head(label)
        if role:
            return Column(label, role)
    return Column("".join(labels), OTHER if labels else "")


def _is_head_row(row: Sequence[Cell]) -> bool:
    texts = {clean(c.text) for c in row if clean(c.text)}
    if not texts or any(len(t) > 24 or find_mark(t) for t in texts):
        return False
    roles = [role_of_head(t) for t in texts]
    known = [r for r in roles if r]
    if len(known) < 2 or len(known) < 0.6 * len(texts):
        return False
    has_work = any(r in {WORK, PREAMBLE} for r in known)
    return has_work and any(r in UNIT_ROLES or r in {TIME, INDEX, OTHER} for r in known)


def _is_sub_row(head: Sequence[Cell], row: Sequence[Cell], _shape: tuple[int, int]) -> bool:
    """Tell whether `row` holds subheads: everything is merged from the head above, blank, or a head word."""
    fresh = [c for c, above in zip(row, head, strict=True) if c.text.strip() and clean(c.text) != clean(above.text)]
    fresh = [c for c in fresh if c.merged_from is None]
    merged = [c for c, above in zip(row, head, strict=True) if c.merged_from is not None and c.text == above.text]
    return bool(fresh) and bool(merged) and all(role_of_head(c.text) for c in fresh)
