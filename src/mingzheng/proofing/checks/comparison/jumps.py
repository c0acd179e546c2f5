"""A value that fell sharply, or grew several times over, against last year's document without a word about it.

A fall of a seventh and more is a hint, of two fifths and more a warning; growth is told from three times last year's value on.
A share is told when it falls by five points. Whether the scope changed only the author knows.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Quantity, Relation, Severity
from mingzheng.proofing.relations.arithmetic import growth, plain
from mingzheng.proofing.relations.matching import Match, match_quantities
from mingzheng.proofing.text import Text

_FELL, _FELL_FAR, _ROSE, _POINTS = Decimal(-15), Decimal(-40), Decimal(200), Decimal(-5)
_EXPLAINED = re.compile(r"下降|减少|压减|降低|受[^，。]{0,12}影响|口径|调整|同比|精简|合并|撤销")
_SMALLEST = 10


def relate_years(text: Text, context: Context) -> Iterator[Relation]:
    """Yield a relation for every quantity that last year's document has too."""
    if context.previous is None:
        return
    for match in match_quantities(text, context.previous, context):
        if match.before.amount > 0 and match.now.kind == "measured":
            yield _judge(text, match)


def _judge(text: Text, match: Match) -> Relation:
    now, before = match.now, match.before
    share = now.unit in ("%", "‰")
    change = now.value - before.value if share else growth(before.amount, now.amount, 1)
    sharp = _is_sharp(text, match, change, share=share)
    passage = text.passages[now.passage]
    words = f"{plain(change)}个百分点" if share else f"{plain(change)}%"
    return Relation(
        "year-on-year",
        f"{now.value}{now.scale}/{before.value}{before.scale}-1",
        "suspect" if sharp else "holds",
        (passage.clean[now.at : now.until], before.quote),
        (passage.place(now.at, now.until),),
        computed=words if share else f"{plain(change)}%",
        stated=plain(now.value),
        message=f"上年文件为{plain(before.value)}{before.scale}{before.unit}，变动{words}，文中未说明原因",
        suggestion="核对数据；口径有变化的请注明",
        severity=Severity.WARNING if share or change <= _FELL_FAR or change >= _ROSE else Severity.INFO,
        confidence=round(min(0.8, 0.3 + match.alike / 2), 2),
    )


def _is_sharp(text: Text, match: Match, change: Decimal, *, share: bool) -> bool:
    now = match.now
    if _is_small(now, match.before) or _EXPLAINED.search(_around(text, now)):
        return False
    if share:
        return change <= _POINTS
    return change <= _FELL or change >= _ROSE


def _is_small(now: Quantity, before: Quantity) -> bool:
    return max(now.amount, before.amount) < _SMALLEST


def _around(text: Text, figure: Quantity) -> str:
    return text.passages[figure.passage].clean[max(0, figure.at - 30) : figure.until + 30]


CHECK = Check(
    code="NUM-PREV-JUMP",
    title="与上年相比的突变",
    group="comparison",
    severity=Severity.WARNING,
    basis="年度报告数据应当真实准确（统计法第七条）",
    relate=relate_years,
    wrong=(
        Example("网站浏览次数190万余次。", "190万余次", "-44.1%", previous="网站浏览次数340万余次。"),
        Example("综合窗口可办理的事项370项。", "370项", "-24.2%", previous="综合窗口可办理的事项488项。"),
        Example("举办政策宣讲活动90场。", "90场", "350%", previous="举办政策宣讲活动20场。"),
    ),
    right=(
        Example("网站浏览次数360万余次。", previous="网站浏览次数340万余次。"),
        Example("受机构改革影响，综合窗口可办理的事项370项。", previous="综合窗口可办理的事项488项。"),
        Example("发现审计问题166个。", previous="发现审计问题84个。"),
        Example("下设科室2个。", previous="下设科室6个。"),
    ),
)
