"""A change with both ends printed (「从120件增加到150件，增长25%」) or with its amount (「150件，比上年增加30件，增长25%」) fits them."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Quantity, Relation, Severity
from mingzheng.proofing.relations.arithmetic import growth, growth_cut
from mingzheng.proofing.relations.figures import (
    SINCE,
    Sentence,
    clause_before,
    grown,
    is_percent,
    relate,
    same_unit,
    sentences_of,
    span,
)
from mingzheng.proofing.text import Text

_FROM = re.compile(
    r"[从由](?:上年同期|去年同期|上年|去年|20\d{2}年)?(?:的|底的|末的)?(?:法定|承诺|规定)?(?:时限|时间)?(?:的)?$"
)
_TO = re.compile(
    r"[^，。；,;]{0,10}(?P<way>增加|增长|提高|提升|扩大|上升|减少|下降|降低|缩短|压缩|压减|减)(?:到|至|为)(?:20\d{2}年的?|目前的?|现在的?)?$"
)
_MORE = re.compile(rf"[，,]?[（(]?{SINCE}(?P<way>增加|增长|多|净增|减少|下降|少)(?:了)?$")
_THAN = re.compile(r"[，,（(]?[比较](?:上年|去年|上一年|上月|上届|20\d{2}年)(?:同期|末|底)?的?$")
_ASIDE = re.compile(
    r"[（(](?=[上去\d])(?:上年|去年|上一年|上月|上届)?(?:20\d{2}年)?(?:1?\d月)?(?:同期|末|底)?(?:为|是)?"
)
_WAS = re.compile(r"[^，。；,;\d]{0,10}[，,（(](?:上年|去年)(?:同期)?(?P<what>[\u4e00-\u9fff]{0,8}?)(?:为|是)?$")
_RATE = re.compile(
    rf"[，,、（(]?(?:{SINCE})?(?:分别)?(?P<way>增长|增幅为?|增幅达|提高|上升|下降|降幅为?|降幅达|减少|降低|压缩|压减|缩短|减幅为?)(?:了|达到?|约)?$"
)


def relate_changes(text: Text, context: Context) -> Iterator[Relation]:
    """Yield a relation for three quantities in a row that make a change."""
    for sentence in sentences_of(text, context):
        figures = sentence.figures
        for number in range(len(figures) - 2):
            first, second, rate = figures[number : number + 3]
            if _ASIDE.fullmatch(sentence.words[second.until : rate.at]):
                yield from _with_aside(sentence, number + 1)
                continue
            if not _usable(first, second, rate):
                continue
            ends = _ends(sentence, first, second)
            between = sentence.words[second.until : rate.at].lstrip("）)")
            if ends is not None and _RATE.fullmatch(between) and ends[0] > 0:
                yield _judge(sentence, (first, second, rate), *ends)


def _with_aside(sentence: Sentence, number: int) -> Iterator[Relation]:
    """Judge a rate with the old value in brackets behind it: 「6件，同比下降25%（上年8件）」.

    The new value may be the whole of parts listed in between; then only one that fits is told for sure.
    """
    rate, old = sentence.figures[number : number + 2]
    if not old.amount:
        return
    made = [
        _judge(sentence, (new, rate, old), old.amount, new.amount, rate=rate)
        for new in grown(sentence, number)
        if _usable(new, old, rate)
    ]
    fitting = [relation for relation in made if relation.verdict == "holds"]
    if fitting:
        yield fitting[0]
    elif len(made) == 1:
        yield made[0]
    elif made:
        yield replace(made[-1], verdict="suspect", confidence=0.6)


def _ends(sentence: Sentence, first: Quantity, second: Quantity) -> tuple[Decimal, Decimal] | None:
    """Return the old and the new amount, or None when these two are no change."""
    words = sentence.words
    between = words[first.until : second.at]
    if _FROM.search(words[max(0, first.at - 16) : first.at]) and _TO.fullmatch(between):
        return first.amount, second.amount
    was = _WAS.fullmatch(between)
    if (was and was["what"] in clause_before(words, first, sentence.start)) or _THAN.fullmatch(between):
        return second.amount, first.amount
    more = _MORE.fullmatch(between)
    if more is None:
        return None
    less = more["way"] in ("减少", "下降", "少")
    return (first.amount + second.amount if less else first.amount - second.amount), first.amount


def _usable(first: Quantity, second: Quantity, rate: Quantity) -> bool:
    exact = all(figure.qualifier == "exact" for figure in (first, second, rate))
    return exact and rate.unit == "%" and same_unit(first, second) and not is_percent(second)


def _judge(
    sentence: Sentence,
    trio: tuple[Quantity, Quantity, Quantity],
    old: Decimal,
    new: Decimal,
    *,
    rate: Quantity | None = None,
) -> Relation:
    first, second, rate = trio if rate is None else (trio[0], trio[2], rate)
    computed = abs(growth(old, new, rate.decimals))
    cut = abs(growth_cut(old, new, rate.decimals))
    rough = _tolerance(first, second, old, rate)
    verdict = "holds" if abs(rate.value - computed) <= rough else "suspect" if rate.value == cut else "fails"
    return relate(
        sentence.passage,
        [span(rate), span(first), span(second)],
        kind="growth",
        expr=f"|{new.normalize():f}/{old.normalize():f}-1|={rate.value}%",
        verdict=verdict,
        computed=f"{computed}%",
        stated=f"{rate.value}%",
        message=f"由所列两数计算，变动幅度为{computed}%{'（文中截尾）' if verdict == 'suspect' else ''}，文中为{rate.value}%",
        suggestion=f"改为{computed}%",
    )


def _tolerance(first: Quantity, second: Quantity, old: Decimal, rate: Quantity) -> Decimal:
    """Return by how much the rate may differ because the numbers themselves are printed rounded (1.2亿元)."""
    unit = max(
        Decimal(1).scaleb(-f.decimals) * f.amount / f.value if f.value and (f.scale or f.decimals) else Decimal(0)
        for f in (first, second)
    )
    return (unit * 150 / old) if old else Decimal(0)


CHECK = Check(
    code="NUM-CHANGE",
    title="增减量与增减幅",
    group="numbers",
    severity=Severity.ERROR,
    basis="增减幅等于增减量除以基数（数值修约规则 GB/T 8170）",
    relate=relate_changes,
    wrong=(
        Example("办件量从1200件增加到1500件，增长20%。", "20", "25%"),
        Example("受理案件150件，比上年增加30件，增长20%。", "20", "25%"),
        Example("受理案件150件（上年120件），增长20%。", "20", "25%"),
        Example("全年办结3260件，上年办结2890件，同比增长13.8%。", "13.8", "12.8%"),
        Example("受理申请6件，同比下降30%（上年8件）。", "30", "25%"),
        Example("各项贷款余额886.5亿元，比年初增加86.5亿元，增长11.8%。", "11.8%", "10.8%"),
        Example("完工72台，比2024年的60台增长16.7%。", "16.7%", "20.0%"),
        Example("时限由法定30个工作日压缩至12个工作日，压缩50%。", "50%", "60%"),
    ),
    right=(
        Example("办件量从1200件增加到1500件，增长25%。"),
        Example("受理案件150件，比上年增加30件，增长25%。"),
        Example("营业收入由1.2亿元增加到1.5亿元，增长27.3%。"),
        Example("受理案件80件，比上年减少20件，下降20%。"),
        Example("审批时限从20个工作日压缩到5个工作日，压缩75%。"),
        Example("办理许可67件，其中新办23件、延续31件、变更13件，同比增长9.8%（上年61件）。"),
        Example("收入完成452836万元（预算450000万元），比上年增长3.1%（上年439220万元）。"),
        Example("受理工单4862件，环比下降18.4%（1月5958件），同比上升6.2%（2025年2月4578件）。"),
    ),
)
