"""One turn in a sentence takes one 但: 「但……，但仍……」 has one too many.

Rule: a conjunction of contrast or result is not repeated in neighbouring clauses of one sentence. Source: 现代汉语语法;
党政机关公文处理工作条例 第十九条 (表述准确).
"""

import re
from collections.abc import Iterable

from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Finding, Severity
from mingzheng.proofing.text import Text

_CLAUSES = r"[^，。；！？,;!?]{2,40}[，,]"
_PAIRS = (
    (re.compile(rf"(?:^|(?<=[，。；,;]))(但是?|然而)(?!是否|凡|愿){_CLAUSES}(但是?|然而)"), "但"),
    (re.compile(rf"(?:^|(?<=[，。；,;]))(因此|所以|因而){_CLAUSES}(因此|所以|因而)"), "因此"),
    (re.compile(rf"(?:^|(?<=[，。；,;]))(虽然|尽管){_CLAUSES}(虽然|尽管)"), "虽然"),
)
_WORDS = {"但": ("但", "然而"), "因此": ("因", "所以"), "虽然": ("虽然", "尽管")}
_DOUBLE = re.compile(r"(以及及(?!时)|并且并且?(?![列入])|而且而且?|或或者|和以及|与以及)")


def find_doubled_conjunctions(text: Text, context: Context) -> Iterable[Finding]:
    """Yield one finding for each conjunction said twice in a row of clauses."""
    for passage in text.passages:
        for pattern, name in _PAIRS:
            if not any(passage.clean.count(word) > 1 for word in _WORDS[name]):
                continue
            for match in pattern.finditer(passage.clean):
                yield passage.finding(
                    match.start(),
                    match.end(),
                    f"连词重复：一句中“{match[1]}”与“{match[2]}”相连使用",
                    stated=f"{match[1]}…{match[2]}",
                    suggestion=f"保留一个“{name}”",
                )
        for match in _DOUBLE.finditer(passage.clean):
            yield passage.finding(
                match.start(), match.end(), f"连词叠用：“{match[0]}”", stated=match[0], confidence=0.8
            )


CHECK = Check(
    code="FRM-CONJ",
    title="连词重复",
    group="form",
    severity=Severity.ERROR,
    basis="《党政机关公文处理工作条例》第十九条",
    run=find_doubled_conjunctions,
    wrong=(
        Example("工作虽有进展，但对照先进地区，但仍有差距。", "但对照先进地区，但"),
        Example("核对姓名以及及联系方式。", "以及及"),
    ),
    right=(
        Example("工作虽有进展，但对照先进地区，仍有差距。"),
        Example("任务重，但时间紧也要完成；但凡有困难，及时报告。"),
        Example("受理以及及时办理来件。"),
    ),
)
