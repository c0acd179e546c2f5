"""Paragraphs taken over from last year's document (`--previous`), numbers left aside.

Legal basis: 政府信息公开条例 第五十条; 法治政府建设与责任落实督察工作规定 第二十五条（报告内容应当真实反映当年情况）
"""

from collections.abc import Iterable

from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Finding, Severity
from mingzheng.proofing.text import Text

from ._comparing import shared_paragraphs

_OLD = "一年来，区司法局组织行政执法人员到青溪镇、柳河镇开展执法资格培训6期，参训320人次，发现证据收集不规范等问题14个并督促整改。"


def find_repeated(text: Text, context: Context) -> Iterable[Finding]:
    """Yield paragraphs that stand in last year's document."""
    if context.previous is not None:
        yield from shared_paragraphs(text, context.previous, context, "上年文稿")


CHECK = Check(
    code="SIM-PREVIOUS",
    title="与上年文稿雷同",
    group="likeness",
    severity=Severity.WARNING,
    basis="年度报告应当反映当年情况",
    run=find_repeated,
    wrong=(
        Example(_OLD, "区司法局组织行政执法人员", previous=_OLD),
        Example(_OLD.replace("320", "410"), "区司法局组织行政执法人员", previous="前言。\n\n" + _OLD),
    ),
    right=(
        Example("今年首次开展行政执法案卷互评，抽查案卷52宗，逐宗反馈意见并复查整改情况。", previous=_OLD),
        Example(_OLD),
        Example(
            "坚持以习近平新时代中国特色社会主义思想为指导，增强“四个意识”、坚定“四个自信”、做到“两个维护”。",
            previous="坚持以习近平新时代中国特色社会主义思想为指导，增强“四个意识”、坚定“四个自信”、做到“两个维护”。",
        ),
    ),
)
