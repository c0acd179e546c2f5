"""A change with both ends printed (「从120件增加到150件，增长25%」) or with its amount (「150件，比上年增加30件，增长25%」) fits them."""

import re
from collections.abc import Iterator
from decimal import Decimal

from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Quantity, Relation, Severity
from mingzheng.proofing.relations.arithmetic import growth, growth_cut
from mingzheng.proofing.relations.figures import Sentence, is_percent, relate, same_unit, sentences_of, span
from mingzheng.proofing.text import Text

_FROM = re.compile(r"[从由](?:上年同期|去年同期|上年|去年|20\d{2}年)?(?:的|底的|末的)?$")
_TO = re.compile(
    r"[^，。；,;]{0,10}(?P<way>增加|增长|提高|提升|扩大|上升|减少|下降|降低|缩短|压缩|压减|减)(?:到|至|为)(?:20\d{2}年的?|目前的?|现在的?)?$"
)
_MORE = re.compile(
    r"[，,]?[（(]?(?:同比|比上年(?:同期)?|较上年(?:同期)?|比去年(?:同期)?|较去年(?:同期)?)(?P<way>增加|增长|多|净增|减少|下降|少)(?:了)?$"
)
_ASIDE = re.compile(r"[（(](?:上年|去年)(?:同期)?(?:为|是)?")
_WAS = re.compile(r"[^，。；,;\d]{0,10}[，,（(](?:上年|去年)(?:同期)?(?:为|是)?$")
_RATE = re.compile(
    r"[）)]?[，,、]?(?:同比|比上年(?:同期)?|较上年(?:同期)?)?(?:分别)?(?P<way>增长|增幅为?|增幅达|提高|上升|下降|降幅为?|降幅达|减少|降低|压缩|压减|缩短|减幅为?)(?:了|达到?|约)?$"
)


def relate_changes(text: Text, context: Context) -> Iterator[Relation]:
    """Yield a relation for three quantities in a row that make a change."""
    for sentence in sentences_of(text, context):
        figures = sentence.figures
        for number in range(len(figures) - 2):
            first, second, rate = figures[number : number + 3]
            if _is_aside(sentence, first, second, rate) and rate.amount > 0:
                yield _judge(sentence, (first, rate, second), rate.amount, first.amount)
                continue
            if not _usable(first, second, rate):
                continue
            ends = _ends(sentence, first, second)
            way = _RATE.fullmatch(sentence.words[second.until : rate.at])
            if ends is not None and way is not None and ends[0] > 0:
                yield _judge(sentence, (first, second, rate), *ends)


def _is_aside(sentence: Sentence, new: Quantity, rate: Quantity, old: Quantity) -> bool:
    """Tell whether the last of three is the old value in brackets: 「6件，同比下降25%（上年8件）」."""
    if not _usable(new, old, rate) or _ASIDE.fullmatch(sentence.words[rate.until : old.at]) is None:
        return False
    return _RATE.fullmatch(sentence.words[new.until : rate.at]) is not None


def _usable(first: Quantity, second: Quantity, rate: Quantity) -> bool:
    exact = all(figure.qualifier == "exact" for figure in (first, second, rate))
    return exact and rate.unit == "%" and same_unit(first, second) and not is_percent(second)


def _ends(sentence: Sentence, first: Quantity, second: Quantity) -> tuple[Decimal, Decimal] | None:
    """Return the old and the new amount, or None when these two are no change."""
    words = sentence.words
    between = words[first.until : second.at]
    if _FROM.search(words[max(0, first.at - 10) : first.at]) and _TO.fullmatch(between):
        return first.amount, second.amount
    if _WAS.fullmatch(between):
        return second.amount, first.amount
    more = _MORE.fullmatch(between)
    if more is None:
        return None
    less = more["way"] in ("减少", "下降", "少")
    return (first.amount + second.amount if less else first.amount - second.amount), first.amount


def _judge(sentence: Sentence, trio: tuple[Quantity, Quantity, Quantity], old: Decimal, new: Decimal) -> Relation:
    first, second, rate = trio
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
        Example("受理申请6件，同比下降30%（上年8件）。", "30", "25%"),
    ),
    right=(
        Example("办件量从1200件增加到1500件，增长25%。"),
        Example("受理案件150件，比上年增加30件，增长25%。"),
        Example("营业收入由1.2亿元增加到1.5亿元，增长27.3%。"),
        Example("受理案件80件，比上年减少20件，下降20%。"),
        Example("审批时限从20个工作日压缩到5个工作日，压缩75%。"),
    ),
)
