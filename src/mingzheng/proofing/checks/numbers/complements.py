"""Two parts that divide a whole (有…与无…, 已…与未…, 主办与会办) add up to it.

The whole must stand in the same sentence in front of both, in the same unit. When it is not the quantity right in front of the
pair, only a fit is told: the pair may divide something else.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Quantity, Relation, Severity
from mingzheng.proofing.relations.arithmetic import plain
from mingzheng.proofing.relations.figures import (
    Sentence,
    clause_before,
    in_scale,
    is_exact,
    is_percent,
    relate,
    same_unit,
    sentences_of,
    span,
    sum_words,
)
from mingzheng.proofing.text import Text

_PAIRS = (
    ("有", "无"),
    ("有", "没有"),
    ("已", "未"),
    ("已", "尚未"),
    ("主办", "会办"),
    ("主办", "协办"),
    ("办结", "在办"),
    ("办结", "正在办理"),
    ("办结", "未办结"),
    ("满意", "不满意"),
    ("合格", "不合格"),
    ("线上", "线下"),
    ("城镇", "农村"),
    ("男", "女"),
)
_STRICT = frozenset(
    {("已", "未"), ("已", "尚未"), ("办结", "未办结"), ("满意", "不满意"), ("合格", "不合格"), ("已", "剩余")}
)
# What was handed in is done or under way, unless a third part (退回) stands behind.
_STAGES = frozenset({("办结", "正在办理"), ("办结", "在办")})
# What is left of a number some of which is done: 「已办理11宗，剩余4宗」.
_LEFT = re.compile("(?:剩余|其余|余下|剩下|尚余|还剩|尚有|还有)的?$")
_DONE = re.compile("已|完成|办结")
_STAGE_LABELS = ("(?:目前|现|其中)?已", "正在?|在办|办理中|推进中", "(?:尚|还)?未")
_FURTHEST, _REACH = 6, 60


def relate_pairs(text: Text, context: Context) -> Iterator[Relation]:
    """Yield a relation for every pair of complementary parts with a whole in front of it."""
    for sentence in sentences_of(text, context):
        figures = [figure for figure in sentence.figures if is_exact(figure) and not is_percent(figure)]
        for number in range(1, len(figures) - 1):
            first, second = figures[number], figures[number + 1]
            pair = _pair_of(sentence, first, second)
            wholes = [f for f in figures[max(0, number - _FURTHEST) : number] if same_unit(f, first)]
            if pair and wholes:
                yield from _judge(sentence, wholes, first, second, pair)
            yield from _stages(sentence, figures[number - 1 : number + 3])


def _pair_of(sentence: Sentence, first: Quantity, second: Quantity) -> tuple[str, str] | None:
    """Return the pair of words that makes both labels complements of each other."""
    if not same_unit(first, second) or second.at - first.until > 30:
        return None
    left = clause_before(sentence.words, first, sentence.start)
    right = clause_before(sentence.words, second, first.until)
    for one, other in _PAIRS:
        if one in left and other in right and _stem(left, one) == _stem(right, other):
            return one, other
    return ("已", "剩余") if _DONE.search(left) and _LEFT.search(right) else None


def _stages(sentence: Sentence, figures: list[Quantity]) -> Iterator[Relation]:
    """Yield the relation of a whole and what is done, under way and not begun of it, right behind one another."""
    if len(figures) != 4 or not all(same_unit(figures[0], other) for other in figures[1:]):
        return
    whole, *parts = figures
    labels = [clause_before(sentence.words, part, whole.until) for part in parts]
    if parts[-1].at - whole.until > _REACH or not all(map(re.match, _STAGE_LABELS, labels)):
        return
    if re.search("[。；;]", sentence.words[whole.until : parts[-1].at]):
        return
    total = sum((part.amount for part in parts), Decimal(0))
    fits, computed = total == whole.amount, plain(in_scale(total, whole))
    yield relate(
        sentence.passage,
        [span(whole), *map(span, parts)],
        kind="sum",
        expr=f"{sum_words(parts)}={whole.value}{whole.scale}",
        verdict="holds" if fits else "suspect",
        computed=computed,
        stated=plain(whole.value),
        message=f"已完成、正在办理和尚未办理之和为{computed}{whole.scale}{whole.unit}，与{plain(whole.value)}{whole.scale}{whole.unit}不符",
        suggestion="核对各项，或说明差额（如结转、撤回）",
        confidence=0.75,
    )


def _has_third(sentence: Sentence, second: Quantity) -> bool:
    """Tell whether the list goes on behind a pair with another part of its unit."""
    return any(same_unit(other, second) and 0 < other.at - second.until <= 20 for other in sentence.figures)


def _stem(label: str, mark: str) -> str:
    """Return a label without the word that divides and without what every label may have."""
    return re.sub(r"[了其中共的已均仍尚]|件数|数量", "", label.replace(mark, "", 1))[-8:]


def _judge(
    sentence: Sentence, wholes: list[Quantity], first: Quantity, second: Quantity, pair: tuple[str, str]
) -> Iterator[Relation]:
    total = first.amount + second.amount
    whole = next((figure for figure in reversed(wholes) if figure.amount == total), None)
    spans = [span(first), span(second)]
    if whole is not None:
        expr = f"{sum_words([first, second])}={whole.value}{whole.scale}"
        yield relate(
            sentence.passage, [span(whole), *spans], kind="sum", expr=expr, verdict="holds", computed=plain(whole.value)
        )
        return
    nearest = wholes[-1]
    is_strict = pair in _STRICT or (pair in _STAGES and not _has_third(sentence, second))
    if not is_strict or sentence.figures.index(first) - sentence.figures.index(nearest) != 1:
        stem = _stem(clause_before(sentence.words, first, sentence.start), pair[0])
        named = [f for f in wholes if _is_named(clause_before(sentence.words, f, sentence.start), stem)]
        if not named:
            return
        nearest = named[-1]
    computed = plain(in_scale(total, nearest))
    unit = f"{nearest.scale}{nearest.unit}"
    yield relate(
        sentence.passage,
        [span(nearest), *spans],
        kind="sum",
        expr=f"{sum_words([first, second])}={nearest.value}{nearest.scale}",
        verdict="suspect",
        computed=computed,
        stated=plain(nearest.value),
        message=f"“{pair[0]}”“{pair[1]}”两项之和为{computed}{unit}，与前文{plain(nearest.value)}{unit}不符",
        suggestion="核对三个数字，或说明差额（如结转、撤回）",
        confidence=0.7,
    )


def _is_named(label: str, stem: str) -> bool:
    """Tell whether a whole has the name of the pair: 监管事项 of 有监管行为事项."""
    name = re.sub(r"[共计为达]|20\d{2}年", "", label)[-4:]
    return len(name) == 4 and set(name) <= set(stem)


CHECK = Check(
    code="NUM-PAIR",
    title="互补两项与总数",
    group="numbers",
    severity=Severity.WARNING,
    basis="互补两项之和等于总数；统计数据应当真实准确（统计法第七条）",
    relate=relate_pairs,
    wrong=(
        Example("本季度交办事项156项，已办结150项，正在办理8项。", "156项", "158"),
        Example("共交办问题120个，已整改110个，未整改8个。", "120", "118"),
        Example("共涉及问题56个，已完成整改40个，正在整改12个，尚未整改5个。", "56个", "57"),
        Example("14宗土地未办证，已办理11宗，剩余4宗正在办理。", "14宗", "15"),
        Example("监管事项301项，实施清单426项，有监管行为事项296项，无监管行为事项9项。", "301", "305"),
        Example("抽检食品300批次，合格290批次，不合格11批次。", "300", "301"),
    ),
    right=(
        Example("本季度交办事项156项，已办结148项，正在办理8项。"),
        Example("本季度交办事项156项，已办结146项，正在办理8项，退回2项。"),
        Example("共交办问题120个，已整改112个，未整改8个。"),
        Example("监管事项301项，有监管行为事项296项，无监管行为事项5项。"),
        Example("新建道路12条，已通车8条，未开工项目3个。"),
        Example("参训人员90人，其中男60人、女30人。"),
    ),
)
