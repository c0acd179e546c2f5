"""A balance told in one sentence comes out: 年初+新增−减少=年末, 收入−支出=结余.

Only figures of one unit that follow one another under these labels, with no other of that unit between them, are a balance;
a 结余 that may hold earlier years' is judged only where the sentence says 当年 or names no carry-over.
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
    is_percent,
    relate,
    rounding_of,
    same_unit,
    sentences_of,
    span,
)
from mingzheng.proofing.text import Text

_FILL = r"(?:共计?|合计|总计|为|有|是|达到?)?$"
_OPENING = re.compile(
    r"(?:年初|期初|上年末|上年底|上年|上期)(?:结转|结余|余额|存量|库存|债务余额|未结|在册|实有)[^\d，]{0,6}" + _FILL
)
_MORE = re.compile(
    r"(?:本年|当年|全年|本期|年内|年度)?(?:新增|新收|新受理|新立案|增加|新登记|入库|新发生)[^\d，]{0,6}" + _FILL
)
_LESS = re.compile(
    r"(?:本年|当年|全年|本期|年内|年度)?(?:减少|办结|审结|执结|结案|注销|偿还|归还|出库|核减|化解|销号)[^\d，]{0,6}"
    + _FILL
)
_CLOSING = re.compile(
    r"(?:年末|年底|期末|年终)(?:结转|结余|余额|存量|库存|债务余额|未结|在册|实有|尚有)[^\d，]{0,6}"
    + _FILL
    + r"|结转(?:下年|下期|次年)[^\d，]{0,6}"
    + _FILL
)
_INCOME = re.compile(r"(?<!净)收入(?:总计|合计|总额)?" + _FILL)
_EXPENSE = re.compile(r"支出(?:总计|合计|总额)?" + _FILL)
_LEFT = re.compile(r"^(?:收支相抵后?|收支相抵[，,])?(?P<own>当年|本年|本期|收支)?(?:净)?结余" + _FILL)
_CARRIED = re.compile("上年|年初|期初|结转|累计|滚存|历年|调入|调出|上解|补助|往年")
_BROUGHT = re.compile("(?:上年|上期|年初|历年)|撤回|终止|退回|并案")
_KINDS = frozenset({"measured", "change"})
# What was received without anything carried over: 收到−办结=结转下年度.
_RECEIVED = re.compile(r"(?:收到|受理|接收|新收)[^\d，]{0,8}" + _FILL)
_CARRIED_ON = re.compile(r"结转(?:至|到)?(?:下年度?|下期|次年|20\d{2}年)[^\d，]{0,8}" + _FILL)
_STOCK, _FLOW = (_OPENING, _MORE, _LESS, _CLOSING), (_INCOME, _EXPENSE, _LEFT)
_PASSING = (_RECEIVED, _LESS, _CARRIED_ON)


def relate_balances(text: Text, context: Context) -> Iterator[Relation]:
    """Yield a relation for every balance of four stocks or of income, expense and what is left."""
    for sentence in sentences_of(text, context):
        figures = [f for f in sentence.figures if not is_percent(f)]
        for number in range(len(figures)):
            stock, flow = figures[number : number + 4], figures[number : number + 3]
            if _is_run(sentence, stock, _STOCK):
                opening, more, less, closing = stock
                yield _judge(sentence, closing, [(opening, 1), (more, 1), (less, -1)], sure=True)
            elif _is_run(sentence, flow, _PASSING) and not _BROUGHT.search(
                sentence.words, sentence.start, sentence.end
            ):
                received, done, carried = flow
                yield _judge(sentence, carried, [(received, 1), (done, -1)], sure=False)
            elif _is_run(sentence, flow, _FLOW) and not _CARRIED.search(sentence.words, sentence.start, sentence.end):
                income, expense, left = flow
                own = _LEFT.search(clause_before(sentence.words, left, sentence.start))
                yield _judge(sentence, left, [(income, 1), (expense, -1)], sure=bool(own and own["own"]))


def _is_run(sentence: Sentence, figures: list[Quantity], labels: tuple[re.Pattern[str], ...]) -> bool:
    """Tell whether figures are exact, of one unit, and each under its label."""
    if len(figures) != len(labels) or any(f.qualifier != "exact" or f.kind not in _KINDS for f in figures):
        return False
    if not all(same_unit(figures[0], figure) for figure in figures):
        return False
    return all(
        label.search(clause_before(sentence.words, figure, sentence.start))
        for label, figure in zip(labels, figures, strict=True)
    )


def _judge(sentence: Sentence, result: Quantity, terms: list[tuple[Quantity, int]], *, sure: bool) -> Relation:
    amount = sum((figure.amount * sign for figure, sign in terms), Decimal(0))
    fits = abs(amount - result.amount) <= rounding_of([result, *(figure for figure, _ in terms)])
    computed, stated = plain(in_scale(amount, result)), plain(result.value)
    signed = "".join(f"{'-' if sign < 0 else '+'}{figure.value}{figure.scale}" for figure, sign in terms).lstrip("+")
    return relate(
        sentence.passage,
        [span(result), *(span(figure) for figure, _ in terms)],
        kind="sum",
        expr=f"{signed}={result.value}{result.scale}",
        verdict="holds" if fits else "fails" if sure else "suspect",
        computed=computed,
        stated=stated,
        message=f"{signed}={computed}{result.scale}{result.unit}，文中为{stated}{result.scale}{result.unit}",
        suggestion=f"改为{computed}{result.scale}{result.unit}，或核对所列各数",
        confidence=0.85 if sure else 0.6,
    )


CHECK = Check(
    code="NUM-BALANCE",
    title="收支存量平衡",
    group="numbers",
    severity=Severity.ERROR,
    basis="期初数加增加数减减少数等于期末数；统计数据应当真实准确（统计法第七条）",
    relate=relate_balances,
    wrong=(
        Example("年初结转案件12件，新收150件，办结148件，年末未结16件。", "16件", "14"),
        Example("上年末债务余额12.5亿元，本年新增3.2亿元，偿还2.1亿元，年末债务余额14.6亿元。", "14.6亿元", "13.6"),
        Example("项目收入120万元，支出105万元，当年结余25万元。", "25万元", "15"),
        Example("收到申请34件，办结30件，结转下年度办理5件。", "5件", "4"),
    ),
    right=(
        Example("年初结转案件12件，新收150件，办结148件，年末未结14件。"),
        Example("收到申请34件，上年结转3件，办结32件，结转下年度办理5件。"),
        Example("项目收入120万元，支出105万元，当年结余15万元。"),
        Example("项目收入120万元，支出105万元，年末累计结余45万元。"),
        Example("上年结余20万元，项目收入120万元，支出105万元，结余35万元。"),
        Example("年初在册企业100家，新增20家，迁入3家，注销5家，年末在册118家。"),
        Example("一般公共预算收入12亿元，支出30亿元。"),
    ),
)
