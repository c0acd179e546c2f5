"""A change told with both ends and its amount (「从120件增加到150件，增加30件」, 「达到150件，比上年的120件增加30件」) is their difference.

Whether a percentage fits two ends is `changes`. Numbers printed rounded (1.2亿) may miss by what their digits hide.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Quantity, Relation, Severity
from mingzheng.proofing.relations.arithmetic import plain
from mingzheng.proofing.relations.figures import (
    Sentence,
    in_scale,
    is_percent,
    relate,
    rounding_of,
    same_unit,
    sentences_of,
    span,
)
from mingzheng.proofing.text import Text

_THAN = re.compile(r"[，,（(]?(?:比|较)(?:上年|去年|20\d{2}年)(?:同期|底|末)?的$")
_FROM = re.compile(r"[从由](?:上年同期|去年同期|上年|去年|20\d{2}年)?(?:的|底的?|末的?)?$")
_TO = re.compile(
    r"[^，。；,;\d]{0,10}(?:增加|增长|提高|提升|扩大|上升|减少|下降|降低|缩短|压缩|压减)(?:到|至|为)(?:20\d{2}年的?|目前的?)?$"
)
_BY = re.compile(r"[，,、]?(?:净|共|累计)?(?P<way>增加|增长|多|扩大|减少|下降|少|缩短|压缩|压减|减)(?:了)?$")
_LESS = frozenset({"减少", "下降", "少", "缩短", "压缩", "压减", "减"})


def relate_differences(text: Text, context: Context) -> Iterator[Relation]:
    """Yield a relation for three quantities in a row that are two ends and their difference."""
    for sentence in sentences_of(text, context):
        figures = sentence.figures
        for number in range(len(figures) - 2):
            first, second, by = figures[number : number + 3]
            if not _usable(first, second, by):
                continue
            words = sentence.words
            way = _BY.fullmatch(words[second.until : by.at])
            between = words[first.until : second.at]
            if way is None:
                continue
            if _THAN.fullmatch(between):
                yield _judge(sentence, second, first, by, way["way"])
            elif _TO.fullmatch(between) and _FROM.search(words[max(0, first.at - 10) : first.at]):
                yield _judge(sentence, first, second, by, way["way"])


def _usable(first: Quantity, second: Quantity, by: Quantity) -> bool:
    exact = all(figure.qualifier == "exact" for figure in (first, second, by))
    return exact and same_unit(first, second) and same_unit(second, by) and not is_percent(by)


def _judge(sentence: Sentence, old: Quantity, new: Quantity, by: Quantity, way: str) -> Relation:
    change = old.amount - new.amount if way in _LESS else new.amount - old.amount
    fits = abs(change - by.amount) <= rounding_of([old, new, by])
    computed = plain(in_scale(change, by) if by.amount else Decimal(change))
    return relate(
        sentence.passage,
        [span(by), span(old), span(new)],
        kind="sum",
        expr=f"|{plain(new.amount)}-{plain(old.amount)}|={plain(by.amount)}",
        verdict="holds" if fits else "fails",
        computed=computed,
        stated=plain(by.value),
        message=f"两数相差{computed}{by.scale}{by.unit}，文中为{plain(by.value)}{by.scale}{by.unit}",
        suggestion=f"改为{computed}{by.scale}{by.unit}，或核对所列两数",
        confidence=0.9,
    )


CHECK = Check(
    code="NUM-DIFF",
    title="增减量与所列两数",
    group="numbers",
    severity=Severity.ERROR,
    basis="增减量等于两数之差；统计数据应当真实准确（统计法第七条）",
    relate=relate_differences,
    wrong=(
        Example("床位达到3600张，比2025年的3000张增加500张。", "500张", "600"),
        Example("办件量从1200件增加到1500件，增加200件。", "200件", "300"),
    ),
    right=(
        Example("床位达到3600张，比2025年的3000张增加600张。"),
        Example("时限从20个工作日压缩到5个工作日，压缩15个工作日。"),
        Example("营业收入由1.2亿元增加到1.5亿元，增加0.3亿元。"),
        Example("受理案件150件，比上年增加30件。"),
    ),
)
