"""A share with its base printed (「488项，占总数602项的81.1%」) is the first number divided by the second.

Where only the name of the base is printed (「占事项总数的80.3%」), the totals of that name in the same passage are tried. A base that
comes close and still does not give the share is told, with the whole-number base that would; a share far from every base is left
alone, because its base simply is not in the text.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Quantity, Relation, Severity
from mingzheng.proofing.relations.arithmetic import implied_wholes, is_slip, percent, percent_cut, plain
from mingzheng.proofing.relations.figures import (
    Sentence,
    clause_before,
    is_exact,
    is_percent,
    relate,
    same_unit,
    sentences_of,
    share_fits,
    span,
)
from mingzheng.proofing.text import Text

_NAMED = re.compile(
    r"占(?:全[区市县省局办]|[本该])?(?:(?P<name>[^，。；,;\d]{0,12}?)(?:总数|总量|总和|总)|(?:全部|所有)(?P<all>[^，。；,;\d]{2,12}?))"
    r"的?(?:比例|比重)?(?:为|达到?|约)?$"
)
_LABELLED = re.compile(r"占(?P<name>[\u4e00-\u9fff]{4,14}?)的?(?:比例|比重)?(?:为|达到?)?$")
_BASED = re.compile(r"占[^，。；,;]{0,30}$")
_SHARE = re.compile(r"[^，。；,;]{0,12}?(?:的)?(?:比例|比重|份额)?(?:约为|为|达到|达|约)?$")
_OF_PLAN = re.compile(
    r"[^，。；,;]{0,6}[，,（(]?(?:完成|达到?|为|相当于)[^，。；,;\d]{0,12}(?:任务|计划|目标|预算|指标)数?的?$"
)
_NEAR = Decimal(5)
_FARTHEST_NAME = 60


def relate_shares(text: Text, context: Context) -> Iterator[Relation]:
    """Yield a relation for every share with a base that can be told."""
    sentences = sentences_of(text, context)
    for number, sentence in enumerate(sentences):
        for share in sentence.figures:
            if is_percent(share) and share.unit == "%" and share.qualifier == "exact":
                yield from (
                    _with_base(sentence, share)
                    or _with_name(sentences, number, share)
                    or _with_label(sentence, share)
                    or _with_earlier_label(sentences, number, share)
                )


def _with_base(sentence: Sentence, share: Quantity) -> list[Relation]:
    """Return the relation of 「A项，占…B项的…C%」."""
    figures = sentence.before(share)
    if len(figures) < 2:
        return []
    part, base = figures[-2], figures[-1]
    words = sentence.words
    between = words[part.until : base.at]
    of_plan = bool(_OF_PLAN.fullmatch(between)) and "累计" not in between
    if not ((of_plan or _BASED.search(between)) and _SHARE.fullmatch(words[base.until : share.at])):
        return []
    if not (same_unit(part, base) and is_exact(part) and is_exact(base) and base.amount):
        return []
    relation = _judge(sentence, part, base, share)
    # What was done towards a plan may be more than the number in front of it; a slip of the pen may be told.
    return [
        relation if not of_plan or relation.verdict == "holds" else replace(relation, verdict="suspect", confidence=0.7)
    ]


def _judge(
    sentence: Sentence, part: Quantity, base: Quantity, share: Quantity, *, is_elsewhere: bool = False
) -> Relation:
    computed = percent(part.amount, base.amount, share.decimals)
    cut = percent_cut(part.amount, base.amount, share.decimals)
    fits = share.value == computed or share_fits(part, base, share)
    verdict = "holds" if fits else "suspect" if share.value == cut else "fails"
    words = f"{part.value}{part.scale}÷{base.value}{base.scale}={computed}%（四舍五入）"
    message = f"{words}，文中为截尾所得{share.value}%" if verdict == "suspect" else f"{words}，文中为{share.value}%"
    return relate(
        sentence.passage,
        [span(share), span(part), *([] if is_elsewhere else [span(base)])],
        kind="percent",
        expr=f"{part.value}{part.scale}/{base.value}{base.scale}={share.value}%",
        verdict=verdict,
        computed=f"{computed}%",
        stated=f"{share.value}%",
        message=message,
        suggestion=f"改为{computed}%",
        confidence=0.95,
    )


def _with_name(sentences: tuple[Sentence, ...], number: int, share: Quantity) -> list[Relation]:
    """Return the relations of 「A项，占某某总数的C%」 with every total of that name before it in the passage."""
    sentence = sentences[number]
    figures = sentence.before(share)
    name = _NAMED.search(sentence.words, figures[-1].until if figures else share.at, share.at)
    if name is None or not is_exact(figures[-1]):
        return []
    part = figures[-1]
    word = name["name"] or name["all"] or ""
    bases = [base for base in _bases(sentences, number, part) if _is_called(sentence, base, word)]
    made = [_judge(sentence, part, base, share) for base in bases]
    fitting = [relation for relation in made if relation.verdict != "fails"]
    if fitting:
        return fitting[:1]
    slipped = [relation for relation in made if word and is_slip(relation.computed, f"{share.value}%")]
    if len(slipped) == 1:
        return slipped
    if not bases or min(abs(percent(part.amount, base.amount, 1) - share.value) for base in bases) > _NEAR:
        return []
    return _explain(sentence, part, share, bases, made, word)


def _with_label(sentence: Sentence, share: Quantity) -> list[Relation]:
    """Return the relation of 「A收入36.5亿元，其中B收入24.2亿元，占A收入的66.3%」: the base is called by its own name."""
    figures = [f for f in sentence.before(share) if f.kind == "measured"]
    name = _LABELLED.search(sentence.words, max(sentence.start, share.at - 24), share.at)
    if name is None or len(figures) < 2 or not is_exact(figures[-1]):
        return []
    part = figures[-1]
    floors = [sentence.start, *(f.until for f in figures)]
    for base, floor in reversed(list(zip(figures[:-1], floors, strict=False))):
        label = clause_before(sentence.words, base, floor)
        if name["name"] in label and same_unit(base, part) and is_exact(base) and base.amount > part.amount:
            relation = _judge(sentence, part, base, share)
            return [relation if relation.verdict == "holds" else replace(relation, verdict="suspect", confidence=0.6)]
    return []


def _with_earlier_label(sentences: tuple[Sentence, ...], number: int, share: Quantity) -> list[Relation]:
    """Return the relation of 「…，占诉求类工单的77.5%」 whose base stands sentences before, where only one digit is off."""
    sentence = sentences[number]
    figures = [f for f in sentence.before(share) if f.kind == "measured"]
    name = _LABELLED.search(sentence.words, max(sentence.start, share.at - 24), share.at)
    if name is None or not figures or not is_exact(figures[-1]):
        return []
    part, bases = figures[-1], dict[Decimal, Quantity]()
    for other in sentences[max(0, number - _FARTHEST_NAME) : number]:
        for base in other.figures:
            label = re.sub("^其中|共$", "", clause_before(other.words, base, other.start))
            if len(label) >= 3 and label in name["name"] and same_unit(base, part) and base.amount > part.amount:
                bases[base.amount] = base
    if len(bases) != 1:
        return []
    (base,) = bases.values()
    computed = percent(part.amount, base.amount, share.decimals)
    if computed != share.value and not is_slip(str(computed), str(share.value)):
        return []
    relation = _judge(sentence, part, base, share, is_elsewhere=base.passage != sentence.passage.index)
    return [relation if relation.verdict == "holds" else replace(relation, verdict="suspect", confidence=0.6)]


def _explain(
    sentence: Sentence, part: Quantity, share: Quantity, bases: list[Quantity], made: list[Relation], name: str
) -> list[Relation]:
    """Return one relation that becomes the finding, and the others for the record."""
    tried = "；".join(
        f"以{plain(base.value)}为基数是{relation.computed}" for base, relation in zip(bases, made, strict=True)
    )
    implied = "、".join(map(str, implied_wholes(part.amount, share.value, share.decimals)[:3]))
    told = relate(
        sentence.passage,
        [span(share), span(part), *map(span, bases)],
        kind="percent",
        expr=f"{part.value}/?={share.value}%",
        verdict="fails",
        computed="；".join(str(relation.computed) for relation in made),
        stated=f"{share.value}%",
        message=f"文中没有得出{share.value}%的{name}总数：{tried}；反推总数约为{implied or '无'}",
        suggestion="写明所占的总数，或更正比例",
        severity=Severity.WARNING,
        confidence=0.7,
    )
    silent = [
        relate(
            sentence.passage,
            [span(share), span(part), span(base)],
            kind="percent",
            expr=one.expr,
            verdict="fails",
            computed=one.computed,
        )
        for base, one in zip(bases, made, strict=True)
    ]
    return [told, *silent]


def _bases(sentences: tuple[Sentence, ...], number: int, part: Quantity) -> list[Quantity]:
    """Return the larger exact quantities of the same unit before the part in its passage, nearest first, each value once."""
    index = sentences[number].passage.index
    found: dict[Decimal, Quantity] = {}
    for sentence in reversed(sentences[max(0, number - 40) : number + 1]):
        if sentence.passage.index != index:
            break
        for base in reversed(sentence.figures):
            if base.until <= part.at and same_unit(base, part) and is_exact(base) and base.amount > part.amount:
                found.setdefault(base.amount, base)
    return list(found.values())[:8]


def _is_called(sentence: Sentence, base: Quantity, word: str) -> bool:
    """Tell whether a quantity has the name of the base; without a name it must say that it is a total."""
    label = sentence.words[max(0, base.at - 12) : base.until + 10]
    return (
        word[-2:] in label
        if word
        else bool(re.search("共|总|合计|全部", sentence.words[max(0, base.at - 6) : base.at]))
    )


CHECK = Check(
    code="NUM-SHARE",
    title="占比与基数",
    group="numbers",
    severity=Severity.ERROR,
    basis="占比等于部分除以总数，四舍五入到所印位数（数值修约规则 GB/T 8170）",
    relate=relate_shares,
    wrong=(
        Example("全区共有水库18座。已完成检查12座，占水库总数的76.7%。", "76.7%", "66.7%"),
        Example("共受理事项800项，即办件600项，占总数的74%。", "74%", "75%"),
        Example("网上可办事项320项，占全部事项总数410项的比例为79.0%。", "79.0", "78.0%"),
        Example("财政收入36.52亿元，其中税收收入24.18亿元，占财政收入的68.2%。", "68.2%", "66.2%"),
        Example("依申请事项620项。推行容缺办理480项，占事项总数的79.3%。", "79.3", "77.4%"),
        Example("适老化改造526户，完成年度任务500户的115.2%。", "115.2%", "105.2%"),
        Example("诉求类3520件。五类合计2710件，占诉求类工单的77.5%。", "77.5%", "77.0%"),
    ),
    right=(
        Example("网上可办事项320项，占全部事项总数410项的比例为78.0%。"),
        Example("依申请事项620项。推行容缺办理480项，占事项总数的77.4%。"),
        Example("共受理事项800项，即办件600项，占总数的75%。"),
        Example("现有企业90家。新增规上企业12家，占企业总数的3.1%。"),
        Example("财政收入36.52亿元，其中税收收入24.18亿元，增长2.1%，占财政收入的66.2%。"),
        Example("财政投入2.5亿元，占总投资10亿元的25.1%。"),
        Example("财政投入2.5亿元，占总投资10亿元的25%。"),
        Example("协议投资额265.4亿元，完成年度任务250亿元的106.2%。"),
        Example("本月新建管网20公里，累计完成年度计划500公里的65%。"),
        Example("第三产业占比达61.2%，同比提高1.3个百分点。"),
    ),
)
