"""A rate stated after its numbers (「收到570条，已回复570条，回复率100%」) is one of them divided by another.

When the word of the rate (回复) labels one of the numbers and nothing qualifies the rate (按期办结率 does not count as 办结率), the rate
must follow from it and a whole in front. Otherwise only a fit is told: the base may be another one. 「达91%」 right after a number is
such a rate too, when a whole of the same noun stands before it. A rate cut off instead of rounded is told as such.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Quantity, Relation, Severity
from mingzheng.proofing.relations.arithmetic import HUNDRED, is_slip, percent, percent_cut
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

_RATE = re.compile(
    r"(?P<stem>[\u4e00-\u9fff]{1,10}?)率(?:约为|分别为|提高到|提高至|提升至|提升到|达到了?|均为|均达到?|都为|达|为|是)?$"
)
_BARE = re.compile(r"[，,（(]?(?:占比)?(?:达到|达|为|占|占比)$")
_ALL = re.compile(r"全部|均|悉数|都已")
_CARRIED = re.compile("结转|存量|历年|往年|上年|此前|累计")
_OTHER_BASE = re.compile("按[期时]|及时|限时|满意|好评|主动|知晓|普惠|参与")
_CLOSE = {1: Decimal("0.2"), 2: Decimal("0.1")}
_NEW_CLAUSE = re.compile("[，,][^，,]+[，,]|[；;]")
_FURTHEST = 6
_FREE_DIGITS = 3
_WHOLE_MARK = re.compile(r"共(?:计|有)?$|总(?:数|计|共)?$|合计$")


def relate_rates(text: Text, context: Context) -> Iterator[Relation]:
    """Yield a relation for every rate that follows from numbers before it, or should."""
    for sentence in sentences_of(text, context):
        for rate in sentence.figures:
            if rate.unit != "%" or rate.qualifier != "exact" or rate.kind not in ("measured", "target"):
                continue
            figures = [f for f in sentence.before(rate) if is_exact(f) and not is_percent(f)][-_FURTHEST:]
            if figures:
                yield from _relate_rate(sentence, rate, figures)


def _relate_rate(sentence: Sentence, rate: Quantity, figures: list[Quantity]) -> Iterator[Relation]:
    words = clause_before(sentence.words, rate, sentence.start)
    named = _RATE.search(words)
    if named is not None:
        yield from _named(sentence, rate, figures, named["stem"])
    elif _BARE.fullmatch(sentence.words[figures[-1].until : rate.at]):
        yield from _bare(sentence, rate, figures)


def _named(sentence: Sentence, rate: Quantity, figures: list[Quantity], stem: str) -> Iterator[Relation]:
    floors = [sentence.start, *(figure.until for figure in figures)]
    labels = {
        figure: clause_before(sentence.words, figure, floor) for figure, floor in zip(figures, floors, strict=False)
    }
    parts = [figure for figure in reversed(figures) if stem in labels[figure] and not _is_denied(stem, labels[figure])]
    sure = bool(parts) and len(stem) >= 2
    shortened = [figure for figure in reversed(figures) if not parts and _shortens(stem, labels[figure])]
    for part in [*parts, *(f for f in reversed(figures) if f not in parts)]:
        for whole in reversed(figures):
            if whole is not part and same_unit(part, whole) and whole.at < part.at and 0 < part.amount <= whole.amount:
                relation = _judge(sentence, part, whole, rate)
                if relation.verdict == "holds":
                    yield relation
                    return
    if _are_degrees(labels, parts):
        return
    if sure:
        yield from _from_label(sentence, rate, figures, parts[0], labels[parts[0]])
    elif shortened:
        for relation in _from_label(sentence, rate, figures, shortened[0], labels[shortened[0]]):
            yield replace(relation, verdict="suspect", confidence=0.6) if relation.verdict == "fails" else relation
    else:
        yield from _nearly(sentence, rate, figures, stem) or _slipped(sentence, rate, figures, stem)


def _is_denied(stem: str, label: str) -> bool:
    """Tell whether a label names what the rate leaves out: 不满意 of 满意率."""
    return bool(re.search(f"[不未非无]{stem}", label))


def _are_degrees(labels: dict[Quantity, str], parts: list[Quantity]) -> bool:
    """Tell whether the rate's word comes in degrees (满意, 基本满意): nobody can say which of them the rate takes in."""
    return len(parts) > 1 and any("基本" in labels[part] for part in parts)


def _shortens(stem: str, label: str) -> bool:
    """Tell whether a word of two characters is a label's short form: 网办 of 网上办理, each character opening a word."""
    words = re.sub("^其中", "", label)
    return len(stem) == 2 and len(words) == 4 and words[0] == stem[0] and words[2] == stem[1]


def _from_label(
    sentence: Sentence, rate: Quantity, figures: list[Quantity], part: Quantity, label: str
) -> Iterator[Relation]:
    """Judge a rate whose word labels one of the numbers."""
    before = [f for f in figures if f.at < part.at and same_unit(f, part)]
    wholes = [f for f in before if f.amount >= part.amount]
    if wholes:
        relation = _judge(sentence, part, wholes[-1], rate)
        # With several wholes in front nobody can say which is meant.
        yield replace(relation, verdict="suspect", confidence=0.5) if len(wholes) > 1 else relation
    elif before and rate.value <= HUNDRED and not _CARRIED.search(sentence.words, sentence.start, rate.at):
        yield replace(_judge(sentence, part, before[-1], rate), verdict="suspect", confidence=0.7)
    elif rate.value == HUNDRED and _ALL.search(label):
        expr = f"{part.value}/{part.value}=100%"
        spans = [span(rate), span(part)]
        yield relate(sentence.passage, spans, kind="percent", expr=expr, verdict="holds", computed="100%")


def _nearly(sentence: Sentence, rate: Quantity, figures: list[Quantity], stem: str) -> list[Relation]:
    """Tell of a rate that misses a quotient of the sentence by its last digits; one with a word before it has its own base."""
    if not rate.decimals or _OTHER_BASE.search(stem):
        return []
    for part in reversed(figures):
        for whole in figures:
            if whole.at < part.at and same_unit(part, whole) and 0 < part.amount < whole.amount:
                exact = percent(part.amount, whole.amount, rate.decimals)
                if 0 < abs(exact - rate.value) <= _CLOSE[min(rate.decimals, 2)]:
                    relation = _judge(sentence, part, whole, rate)
                    return [replace(relation, verdict="suspect", severity=Severity.INFO, confidence=0.5)]
    return []


def _slipped(sentence: Sentence, rate: Quantity, figures: list[Quantity], stem: str) -> list[Relation]:
    """Tell of a rate one digit off the quotient of the last two numbers; rates of few free digits coincide by chance."""
    if len(str(rate.value).replace(".", "").removeprefix("9")) < _FREE_DIGITS or _OTHER_BASE.search(stem):
        return []
    part = figures[-1]
    whole = next((f for f in reversed(figures[:-1]) if same_unit(f, part)), None)
    if whole is None or not 0 < part.amount < whole.amount:
        return []
    relation = _judge(sentence, part, whole, rate)
    if relation.verdict != "fails" or not is_slip(relation.computed, relation.stated):
        return []
    return [replace(relation, verdict="suspect", confidence=0.6)]


def _bare(sentence: Sentence, rate: Quantity, figures: list[Quantity]) -> Iterator[Relation]:
    """Judge 「…607项，达91%」 against the nearest whole that says it is one (共661项) or fits."""
    part = figures[-1]
    wholes = [f for f in figures[:-1] if same_unit(f, part) and f.amount >= part.amount]
    for whole in reversed(wholes):
        relation = _judge(sentence, part, whole, rate)
        if relation.verdict == "holds":
            yield relation
            return
    opening = sentence.words.rfind("其中", sentence.start, part.at)
    divided = [f for f in wholes if f.until <= opening and not _NEW_CLAUSE.search(sentence.words, f.until, opening)]
    if divided and sentence.words[part.until : rate.at].endswith(("占", "占比")):
        yield _judge(sentence, part, divided[-1], rate)
        return
    same = [f for f in figures[:-1] if same_unit(f, part)]
    marked = [whole for whole in same if _WHOLE_MARK.search(clause_before(sentence.words, whole, sentence.start))]
    if marked and _noun(sentence, marked[-1]) == _noun(sentence, part):
        relation = _judge(sentence, part, marked[-1], rate)
        yield relation if part.amount <= marked[-1].amount else replace(relation, verdict="suspect", confidence=0.6)


def _noun(sentence: Sentence, figure: Quantity) -> str:
    label = re.sub(r"(?:共计?|共有|合计|总数|总计|总共)$", "", clause_before(sentence.words, figure, sentence.start))
    return label[-2:]


def _judge(sentence: Sentence, part: Quantity, whole: Quantity, rate: Quantity) -> Relation:
    computed = percent(part.amount, whole.amount, rate.decimals)
    cut = percent_cut(part.amount, whole.amount, rate.decimals)
    fits = rate.value == computed or share_fits(part, whole, rate)
    verdict = "holds" if fits else "suspect" if rate.value == cut else "fails"
    how = f"截尾为{cut}%，四舍五入应为{computed}%" if verdict == "suspect" else f"应为{computed}%"
    return relate(
        sentence.passage,
        [span(rate), span(part), span(whole)],
        kind="percent",
        expr=f"{part.value}{part.scale}/{whole.value}{whole.scale}={rate.value}%",
        verdict=verdict,
        computed=f"{computed}%",
        stated=f"{rate.value}%",
        message=f"{part.value}{part.scale}{part.unit}÷{whole.value}{whole.scale}{whole.unit}，{how}，文中为{rate.value}%",
        suggestion=f"改为{computed}%，或写明所用的基数",
        confidence=0.9 if verdict == "suspect" else 0.75,
    )


CHECK = Check(
    code="NUM-RATE",
    title="比率与所列数字",
    group="numbers",
    severity=Severity.ERROR,
    basis="比率等于所列两数之商，四舍五入到所印位数（数值修约规则 GB/T 8170）",
    relate=relate_rates,
    wrong=(
        Example("办理审批事项3.6万件，其中网上办理3.4万件，网办率90.4%。", "90.4", "94.4%"),
        Example("达成意向1860人，其中高校毕业生420人，占32.6%。", "32.6%", "22.6%"),
        Example("共收到留言420条，已回复398条，回复率为96.2%。", "96.2", "94.8%"),
        Example("依申请事项共800项，网上可办事项719项，达89%。", "89", "90%"),
        Example("受理工单1200件，办结1150件，办结率达到96.8%。", "96.8", "95.8%"),
        Example("共收到留言420条，已回复428条，回复率为100%。", "100%", "102%"),
        Example("监管事项301项，有监管行为事项296项，监管事项覆盖率98.31%。", "98.31%", "98.34%"),
        Example("常住人口87.62万人，其中城镇人口63.94万人，城镇化率73.97%。", "73.97%", "72.97%"),
    ),
    right=(
        Example("达成意向1860人，其中高校毕业生420人，占22.6%。"),
        Example("办理审批事项3.6万件，其中网上办理3.4万件，网办率94.4%。"),
        Example("共收到留言420条，已回复398条，回复率为94.8%。"),
        Example("受理工单1200件，办结1150件，按期办结率99.5%。"),
        Example("受理工单1200件，办结1250件（含上年结转60件），办结率达到100%。"),
        Example("受理工单1200件，办结1150件，及时率95.9%。"),
        Example("受理工单1200件，群众满意率为97.1%。"),
        Example("1299个重大项目完成投资1.4万亿元、投资完成率129.6%。"),
        Example("安排资金300亿元，完成投资120亿元，达85%。"),
        Example("新改扩建学校18所，新增学位2.1万个，学前教育普惠率达92.5%。"),
        Example("回收问卷1200份，满意1080份，基本满意96份，不满意24份，满意率98%。"),
        Example("已全部答复建议提案18件，办复率100%。"),
        Example("监管事项301项，有监管行为事项296项，无监管行为事项5项，监管事项覆盖率98.34%。"),
    ),
)
