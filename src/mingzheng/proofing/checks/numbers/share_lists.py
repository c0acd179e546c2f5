"""Shares listed side by side (「诉求3520件，占72.4%；咨询1118件，占23.0%」) have one base: the one the others give is told.

The base is printed, in the sentence, before it, or in the paragraph before. At least two shares must follow from it and
no more than a third may not; what another number of the text explains is left alone. A single share is `rates`.
"""

import re
from collections.abc import Iterator

from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Quantity, Relation, Severity
from mingzheng.proofing.relations.arithmetic import percent, percent_cut
from mingzheng.proofing.relations.figures import (
    Sentence,
    is_exact,
    is_percent,
    relate,
    same_unit,
    sentences_of,
    share_fits,
    span,
)
from mingzheng.proofing.text import Text

_SHARE = re.compile(r"[，,（(]?(?:分别)?(?:占比|占)(?:[^，。；,;\d（）()]{0,14}的)?(?:比例|比重)?(?:约?为|达到?)?")
_FURTHEST_BACK, _PASSAGES_BACK = 10, 1
_FEWEST, _ONE_WRONG_IN = 2, 3
Pair = tuple[Quantity, Quantity]


def relate_share_lists(text: Text, context: Context) -> Iterator[Relation]:
    """Yield a relation for every share of a list with a base in common."""
    sentences = sentences_of(text, context)
    for number, sentence in enumerate(sentences):
        pairs = _pairs(sentence)
        if len(pairs) > _FEWEST:
            yield from _judge(sentence, pairs, _bases(sentences, number, pairs))


def _pairs(sentence: Sentence) -> list[Pair]:
    """Return the counts with the share printed right behind each, of one unit."""
    found = [
        (part, share)
        for part, share in zip(sentence.figures, sentence.figures[1:], strict=False)
        if share.unit == "%" and share.qualifier == "exact" and is_exact(part) and not is_percent(part)
        if _SHARE.fullmatch(sentence.words, part.until, share.at)
    ]
    return [pair for pair in found if same_unit(pair[0], found[0][0])]


def _bases(sentences: tuple[Sentence, ...], number: int, pairs: list[Pair]) -> list[Quantity]:
    """Return what the shares may be shares of: numbers of the unit that are none of the parts."""
    here, parts = sentences[number].passage.index, {id(part) for part, _ in pairs}
    return [
        figure
        for sentence in sentences[max(0, number - _FURTHEST_BACK) : number + 1]
        if here - sentence.passage.index <= _PASSAGES_BACK
        for figure in sentence.figures
        if figure.qualifier == "exact" and figure.amount > 0 and id(figure) not in parts
        if same_unit(figure, pairs[0][0])
    ]


def _judge(sentence: Sentence, pairs: list[Pair], bases: list[Quantity]) -> Iterator[Relation]:
    fitting = {id(base): [pair for pair in pairs if _fits(pair, base)] for base in bases}
    base = max(reversed(bases), key=lambda base: len(fitting[id(base)]), default=None)
    if base is None:
        return
    fits = fitting[id(base)]
    wrong = [pair for pair in pairs if pair not in fits and not any(_fits(pair, other) for other in bases)]
    if len(fits) < _FEWEST or len(wrong) * _ONE_WRONG_IN > len(pairs):
        return
    for pair in [*fits, *wrong]:
        yield _relation(sentence, pair, base, is_right=pair in fits)


def _fits(pair: Pair, base: Quantity) -> bool:
    part, share = pair
    near = (
        percent(part.amount, base.amount, share.decimals),
        percent_cut(part.amount, base.amount, share.decimals),
    )
    return share.value in near or share_fits(part, base, share)


def _relation(sentence: Sentence, pair: Pair, base: Quantity, *, is_right: bool) -> Relation:
    part, share = pair
    computed = percent(part.amount, base.amount, share.decimals)
    is_same = base.passage == sentence.passage.index
    return relate(
        sentence.passage,
        [span(share), span(part), *([span(base)] if is_same else [])],
        kind="percent",
        expr=f"{part.value}{part.scale}/{base.value}{base.scale}={share.value}%",
        verdict="holds" if is_right else "fails",
        computed=f"{computed}%",
        stated=f"{share.value}%",
        message=f"同列各项占比以{base.value}{base.scale}{base.unit}为基数，此处应为{computed}%，文中为{share.value}%",
        suggestion=f"改为{computed}%",
        confidence=0.85,
    )


CHECK = Check(
    code="NUM-SHARE-LIST",
    title="同列占比的基数",
    group="numbers",
    severity=Severity.ERROR,
    basis="占比等于部分除以总数，四舍五入到所印位数（数值修约规则 GB/T 8170）",
    relate=relate_share_lists,
    wrong=(
        Example("签约项目88个。制造业52个，占59.1%，服务业28个，占33.8%，其他8个，占9.1%。", "33.8", "31.8%"),
        Example(
            "总投资12.6亿元。省级补助3.15亿元（占25%）、市级补助2.52亿元（占20%）、区级3.78亿元（占40%）、其他3.15亿元（占25%）。",
            "40%",
            "30%",
        ),
        Example(
            "全年支出881亿元。\n\n教育支出213亿元，占24.2%；社保支出128亿元，占14.5%；卫生支出97亿元，占11.9%。",
            "11.9",
            "11.0%",
        ),
    ),
    right=(
        Example("签约项目88个。制造业52个，占59.1%，服务业28个，占31.8%，其他8个，占9.1%。"),
        Example("签约项目88个，其中重点40个。制造业52个，占59.1%，服务业28个，占31.8%，其他8个，占20%。"),
        Example(
            "全年支出881亿元。\n\n会议研究有关事项。\n\n教育213亿元，占24.2%；社保128亿元，占14.5%；卫生97亿元，占11.9%。"
        ),
        Example("现有干部40人，其中党员31人，占77.5%，女性15人，占37.5%，研究生12人，占30%。"),
        Example("教育支出21亿元，占24.2%；卫生支出9.7亿元，占11.9%；农林水支出7.1亿元，占8%。"),
    ),
)
