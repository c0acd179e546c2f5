"""A running count that has not moved since last year's document: 「已开发46种」 then and 「已开发46种」 now.

Judged where the words say that something was achieved and goes on (已, 完成, 实现, 累计, 签发); fixed things (a weight of 4%, six
matters named in a list) and small inventories may well stay.
"""

import re
from collections.abc import Iterator

from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Finding, Severity
from mingzheng.proofing.relations.arithmetic import plain
from mingzheng.proofing.relations.matching import Match, match_quantities
from mingzheng.proofing.text import Text

_ACHIEVED = re.compile(r"已|完成|实现|累计|签发|发放|新增|建成|办理了|培训|服务群众|接入|归集")
_FIXED = re.compile(r"占比|权重|比例|每|每年|面积|编制|总投资|规划|辖|常住|设有|下设")
_SMALLEST = 10


def find_unchanged(text: Text, context: Context) -> Iterator[Finding]:
    """Yield every achievement whose number is that of last year."""
    if context.previous is None:
        return
    for match in match_quantities(text, context.previous, context):
        now, before = match.now, match.before
        if now.amount != before.amount or now.amount < _SMALLEST or now.unit in ("%", "‰") or now.kind != "measured":
            continue
        clause = _clause(text, match)
        if _ACHIEVED.search(clause) and not _FIXED.search(clause):
            old = context.previous.passages[before.passage]
            yield text.passages[now.passage].finding(
                now.at,
                now.until,
                f"与上年文件数值相同（{plain(now.value)}{now.scale}{now.unit}），该项为累计或持续工作，一年未变需核实",
                stated=plain(now.value),
                computed=plain(before.value),
                suggestion="核对是否沿用上年数字",
                related=(old.related(before.at, before.until, path=context.previous.path),),
                confidence=min(0.9, 0.4 + match.alike / 2),
            )


def _clause(text: Text, match: Match) -> str:
    words = text.passages[match.now.passage].clean
    start = max(words.rfind(mark, max(0, match.now.at - 40), match.now.at) for mark in "，。；,;")
    end = min(
        (p for p in (words.find(mark, match.now.until, match.now.until + 24) for mark in "，。；,;") if p >= 0),
        default=match.now.until + 16,
    )
    return words[max(start, match.now.at - 40) + 1 : end]


CHECK = Check(
    code="NUM-PREV-SAME",
    title="与上年相同的累计数",
    group="comparison",
    severity=Severity.WARNING,
    basis="年度报告数据应当真实更新（政府信息公开条例第五十条；统计法第七条）",
    run=find_unchanged,
    wrong=(
        Example(
            "目前全区已开发电子证照46种，完成签发30000余张。",
            "46种",
            previous="目前，全区已开发电子证照46种，完成签发21000余张。",
        ),
    ),
    right=(
        Example("目前全区已开发电子证照52种。", previous="目前，全区已开发电子证照46种。"),
        Example("自助区可办理社保业务38项，分值权重4%。", previous="自助区可办理社保业务38项，分值权重4%。"),
        Example("目前全区已开发电子证照46种。", previous="全区举办法律讲座46场。"),
    ),
)
