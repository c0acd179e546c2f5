"""A paragraph of sentences ends with an end mark; one that ends on a comma or on nothing was cut.

Rule and source: GB/T 15834-2011 4.1. Told only before a heading or at the end of the text, where a page break cannot be
the reason, and only of paragraphs that hold whole sentences before.
"""

import re
from collections.abc import Iterable

from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Finding, Severity
from mingzheng.proofing.structure.outline import FIRST, SECOND, outline_of
from mingzheng.proofing.text import Passage, Text

_LABEL = re.compile(
    r"(?:单位|部门|科室|时限|时间|期限|领导|人|电话|邮箱|地址|附件|网址|来源|编辑|注|备注|方式)\s*[：:]"
)
_ORGAN = re.compile(
    r"(?:局|办|委|厅|院|部|中心|办公室|政府|委员会|公司|街道|镇|人)(?:\d{4}年\d{1,2}月\d{1,2}日(?:印发?)?)?$"
)
_SHORTEST, _FRAGMENT = 45, 12


def find_cut(text: Text, context: Context) -> Iterable[Finding]:
    """Yield one finding for each paragraph that breaks off before a heading or at the end."""
    headings = {m.passage.index for m in outline_of(text, context) if m.is_own and m.level in (FIRST, SECOND)}
    prose = text.prose
    if len(prose) < 3:
        return
    for position, passage in enumerate(prose):
        following = prose[position + 1].index if position + 1 < len(prose) else -1
        adjoining = following == passage.index + 1 or following == -1
        if passage.index in headings and len(passage.clean) < _SHORTEST:
            continue
        if adjoining and following in {*headings, -1}:
            yield from _judge(passage, is_last=following == -1)


def _judge(passage: Passage, *, is_last: bool) -> Iterable[Finding]:
    words = passage.clean
    if len(words) < _SHORTEST or words.count("。") < 1:
        return
    tail = words[words.rfind("。") + 1 :]
    if words.endswith(("，", "、", "；", ",")) and not (words.endswith("；") and not is_last):
        start = max(0, len(words) - 12)
        yield passage.finding(start, len(words), f"段落以“{words[-1]}”结束，疑似未写完", stated=words[-1])
    elif len(tail) >= _FRAGMENT and tail[-1].isalnum() and "，" in tail and not _is_note(tail):
        start = len(words) - min(14, len(tail))
        yield passage.finding(
            start, len(words), "段落末尾没有句号，疑似缺标点或未写完", suggestion="补上句号或未写完的内容"
        )


def _is_note(tail: str) -> bool:
    return bool(_LABEL.search(tail) or _ORGAN.search(tail))


CHECK = Check(
    code="FRM-CUT",
    title="段落未完",
    group="form",
    severity=Severity.WARNING,
    basis="GB/T 15834-2011 4.1",
    run=find_cut,
    wrong=(
        Example(
            "一、情况\n\n今年以来，全区排查隐患120处。对其中30处重大隐患实行挂牌督办，逐项明确责任单位和整改时限，定期调度，\n\n二、打算",
            "定期调度，",
        ),
        Example(
            "一、情况\n\n今年以来，全区排查隐患120处。对其中30处重大隐患实行挂牌督办，逐项明确责任单位和整改时限，定期调度进展\n\n二、打算",
            "定期调度进展",
        ),
    ),
    right=(
        Example(
            "一、情况\n\n今年以来，全区排查隐患120处。对其中30处重大隐患实行挂牌督办，逐项明确责任单位和整改时限，定期调度进展。\n\n二、打算"
        ),
        Example(
            "（一）排查。全区排查隐患120处，实行挂牌督办，逐项明确责任单位和整改时限。责任单位：区应急局，各镇街\n\n（二）整改。"
        ),
    ),
)
