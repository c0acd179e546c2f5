"""A mean stated behind a total and the number it is shared by (「发放补贴60万元，惠及1200人，人均500元」) is their quotient.

Only where the sentence has one total of the mean's unit and one count of those it is shared by, and the mean names nothing
of its own (人均收入 is no share of 投入).
"""

import re
from collections.abc import Iterator
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Quantity, Relation, Severity
from mingzheng.proofing.relations.arithmetic import plain, quantum
from mingzheng.proofing.relations.figures import (
    Sentence,
    clause_before,
    is_exact,
    is_percent,
    relate,
    rounding_of,
    same_unit,
    sentences_of,
    span,
)
from mingzheng.proofing.text import Text

_MEAN = re.compile(
    r"^(?:平均每(?P<each>[人户件家期场班村])|(?P<of>[人户件家])均)(?P<what>[\u4e00-\u9fff]{0,4}?)(?:为|达到?|是|了)?$"
)
_UNITS = {
    "人": ("人", "名", "位"),
    "户": ("户",),
    "件": ("件",),
    "家": ("家",),
    "期": ("期",),
    "场": ("场", "场次"),
    "班": ("班", "个班"),
    "村": ("村", "个村"),
}
_KINDS = frozenset({"measured", "rule"})
_NEW = re.compile("[；;]|累计|其中|历年")


def relate_means(text: Text, context: Context) -> Iterator[Relation]:
    """Yield a relation for every mean right behind its total and its number."""
    for sentence in sentences_of(text, context):
        for number, mean in enumerate(sentence.figures):
            named = _MEAN.search(clause_before(sentence.words, mean, sentence.start))
            if number < 2 or named is None or mean.qualifier != "exact" or mean.kind not in _KINDS:
                continue
            before = [figure for figure in sentence.figures[:number] if not is_percent(figure)]
            shared = [f for f in before if f.unit in _UNITS[named["each"] or named["of"]]]
            totals = [f for f in before if same_unit(f, mean)]
            if len(shared) != 1 or len(totals) != 1 or not (is_exact(shared[0]) and is_exact(totals[0])):
                continue
            clause = clause_before(sentence.words, totals[0], sentence.start)
            between = sentence.words[min(shared[0].until, totals[0].until) : mean.at]
            if named["what"] in clause and not _NEW.search(between) and shared[0].amount > 1 and mean.amount:
                yield _judge(sentence, mean, totals[0], shared[0])


def _judge(sentence: Sentence, mean: Quantity, total: Quantity, shared: Quantity) -> Relation:
    scale = mean.amount / mean.value
    exact = total.amount / shared.amount / scale
    computed, cut = (exact.quantize(quantum(mean.decimals), way) for way in (ROUND_HALF_UP, ROUND_DOWN))
    half = quantum(mean.decimals) / 2
    low = (total.amount - rounding_of([total])) / (shared.amount + rounding_of([shared])) / scale - half
    high = (total.amount + rounding_of([total])) / max(shared.amount - rounding_of([shared]), Decimal(1)) / scale + half
    fits = low <= mean.value <= high
    stated = plain(mean.value)
    return relate(
        sentence.passage,
        [span(mean), span(total), span(shared)],
        kind="percent",
        expr=f"{total.value}{total.scale}/{shared.value}{shared.scale}={mean.value}{mean.scale}",
        verdict="holds" if fits else "suspect" if mean.value == cut else "fails",
        computed=plain(computed),
        stated=stated,
        message=f"{total.quote}÷{shared.quote}，平均应为{plain(computed)}{mean.scale}{mean.unit}，文中为{stated}{mean.scale}{mean.unit}",
        suggestion=f"改为{plain(computed)}{mean.scale}{mean.unit}，或核对所列两数",
        confidence=0.8,
    )


CHECK = Check(
    code="NUM-MEAN",
    title="平均数与总数",
    group="numbers",
    severity=Severity.ERROR,
    basis="平均数等于总数除以个数，四舍五入到所印位数（数值修约规则 GB/T 8170）",
    relate=relate_means,
    wrong=(
        Example("惠及困难群众1200人，发放补贴60万元，人均600元。", "600元", "500"),
        Example("发放慰问金18.6万元，走访310户，户均发放800元。", "800元", "600"),
        Example("举办培训班8期，培训1200人次，平均每期160人次。", "160人次", "150"),
        Example("兑现奖励90万元，涉及企业45家，平均每家3万元。", "3万元", "2"),
    ),
    right=(
        Example("惠及困难群众1200人，发放补贴60万元，人均500元。"),
        Example("培训1200人，投入资金60万元，人均增收3000元。"),
        Example("发放慰问金18.6万元，走访310户，户均发放600元。"),
        Example("发放补贴100万元，惠及300人，人均3333元。"),
        Example("发放补贴100万元，惠及甲类300人、乙类200人，人均3333元。"),
        Example("居民人均可支配收入4.2万元，城镇新增就业1200人，人均5平方米。"),
    ),
)
