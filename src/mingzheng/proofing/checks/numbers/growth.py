"""Growth of a counted number comes from a whole-number base: 227 items cannot be 100.2 per cent more than a whole number of items.

113 would give 100.9, 114 gives 99.1. Only counts printed in full (no 万, no 余) and growth printed right behind the number, or growth
of a rate named after it (上报227篇 … 上报率同比增长), are judged; money and measures have no whole-number base. With last year's
document, the number it printed under the same name is the base.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Quantity, Relation, Severity
from mingzheng.proofing.quantities.units import WHOLE
from mingzheng.proofing.relations.arithmetic import growth, growth_cut, nearest_bases
from mingzheng.proofing.relations.figures import (
    SINCE,
    Sentence,
    clause_before,
    grown,
    is_exact,
    relate,
    sentences_of,
    span,
)
from mingzheng.proofing.text import Text

_UP = re.compile(rf"{SINCE}(?:增长|上升|增加|提高|增幅达?)(?:了|约为|达到?)?$")
_DOWN = re.compile(rf"{SINCE}(?:下降|减少|降低|降幅达?|回落)(?:了|达到?)?$")
_ADJACENT = re.compile(r"[，,、（(]?(?:[\u4e00-\u9fff“”]{2,8}[，,])?$")
_RATE_STEM = re.compile(rf"(?P<stem>[\u4e00-\u9fff]{{2,6}})(?:率|量|数)?{SINCE}[\u4e00-\u9fff]{{2,4}}$")
_LARGEST = Decimal(100_000)


def relate_growth(text: Text, context: Context) -> Iterator[Relation]:
    """Yield a relation for every growth of a counted number."""
    for sentence in sentences_of(text, context):
        for rate in sentence.figures:
            if rate.unit == "%" and rate.qualifier == "exact" and rate.kind == "change":
                clause = clause_before(sentence.words, rate, sentence.start)
                sign = 1 if _UP.search(clause) else -1 if _DOWN.search(clause) else 0
                counted = _counted(sentence, rate, clause) if sign else None
                if counted is not None:
                    relation = _judge(sentence, counted, rate, rate.value * sign)
                    if relation is not None:
                        yield relation


def _counted(sentence: Sentence, rate: Quantity, clause: str) -> Quantity | None:
    """Return the count that grew: right in front, or the one whose label is the stem of the rate."""
    figures = [f for f in sentence.before(rate) if _is_count(f)]
    if not figures:
        return None
    last = figures[-1]
    between = sentence.words[last.until : rate.at]
    mark = re.search(SINCE, between)
    if sentence.before(rate)[-1] is last and mark and _ADJACENT.fullmatch(between[: mark.start()]):
        # Behind parts, the growth may be that of their whole.
        return last if grown(sentence, sentence.figures.index(rate)) == [last] else None
    stem = _RATE_STEM.search(clause)
    if stem is None:
        return None
    name = re.sub(r"[率量数]$", "", stem["stem"])
    return next((f for f in reversed(figures) if name in clause_before(sentence.words, f, sentence.start)), None)


def _is_count(figure: Quantity) -> bool:
    return (
        is_exact(figure)
        and figure.unit in WHOLE
        and not figure.scale
        and 1 <= figure.value < _LARGEST
        and not figure.decimals
    )


def _judge(sentence: Sentence, counted: Quantity, rate: Quantity, change: Decimal) -> Relation | None:
    """Judge a growth; None when it is so coarse that every rate has a base."""
    if change <= -100:
        return None
    low, high = nearest_bases(counted.value, change)
    bases = range(max(1, low - 1), high + 2)
    fitting = [
        b
        for b in bases
        if change
        in (growth(Decimal(b), counted.value, rate.decimals), growth_cut(Decimal(b), counted.value, rate.decimals))
    ]
    spans = [span(rate), span(counted)]
    expr = f"{counted.value}/p-1={change}%"
    if fitting:
        return relate(
            sentence.passage,
            spans,
            kind="growth",
            expr=expr,
            verdict="holds",
            computed=str(fitting[0]),
            stated=f"{change}%",
        )
    if low < 1:
        return None
    near = {base: growth(Decimal(base), counted.value, rate.decimals) for base in (low, high)}
    said = "，".join(f"基数{base}时为{grown}%" for base, grown in near.items())
    return relate(
        sentence.passage,
        spans,
        kind="growth",
        expr=expr,
        verdict="fails",
        computed="；".join(f"{base}→{grown}%" for base, grown in near.items()),
        stated=f"{rate.value}%",
        message=f"{counted.value}{counted.unit}与{rate.value}%对不上：没有哪个整数基数得出这一增幅（{said}）",
        suggestion="核对上年数和增幅，或写明增幅所指的指标",
        confidence=0.7,
    )


CHECK = Check(
    code="NUM-GROWTH",
    title="增幅与整数基数",
    group="numbers",
    severity=Severity.WARNING,
    basis="计数的增幅应能由整数基数得出；统计数据应当真实准确（统计法第七条）",
    relate=relate_growth,
    wrong=(
        Example("上半年报送信息131篇，同比增长101.3%。", "101.3"),
        Example("全年报送信息131篇，采用86篇，报送率同比增长101.3%，采用率同比增长90.2%。", "101.3"),
        Example("查处案件46件，比上年下降17.3%。", "17.3"),
    ),
    right=(
        Example("上半年报送信息131篇，同比增长101.5%。"),
        Example("完成固定资产投资131亿元，同比增长101.3%。"),
        Example("新登记企业12854户，同比增长8.3%。"),
        Example("全年接待游客30余批次，同比增长33.3%。"),
        Example("新增学位500个，财政教育支出同比增长7.77%。"),
        Example("开行班列2619列、增长10%。"),
    ),
)
