"""The same words with another number: 「全年共发布信息4553条」 in one place and 「全年共发布信息4535条」 in another.

Judged when everything but the number is the same, period included, and the words are long enough to mean one thing. Words that
come back more than twice (each township with its own number) are a pattern of the document, not a contradiction.
"""

import re
from collections import defaultdict
from collections.abc import Iterator

from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Quantity, Relation, Severity
from mingzheng.proofing.quantities.units import WHOLE
from mingzheng.proofing.relations.arithmetic import plain
from mingzheng.proofing.relations.figures import clause_before, is_exact, relate, span
from mingzheng.proofing.text import Text

_SHORTEST, _REACH = 7, 16
_STOP = re.compile(r"[，。；：、,;:（(\d]")
_DISTRIBUTED = re.compile(r"(?:每|各|一是|二是|首批|第[一二三四五六七八九十]批)")
_NOT_HAN = re.compile(r"[^\u4e00-\u9fffA-Za-z0-9]")

Key = tuple[str, str, str, str]


def relate_repeated(text: Text, context: Context) -> Iterator[Relation]:
    """Yield a relation for every two quantities that count the same thing in the same words."""
    groups: dict[Key, list[Quantity]] = defaultdict(list)
    for figure in context.quantities(text):
        if figure.kind == "measured" and is_exact(figure) and (figure.unit in WHOLE or figure.unit == "元"):
            key = _key(text, figure)
            if key is not None:
                groups[key].append(figure)
    for figures in groups.values():
        if len(figures) == 2:
            yield _judge(text, figures[0], figures[1])


def _key(text: Text, figure: Quantity) -> Key | None:
    passage = text.passages[figure.passage]
    if passage.cell is not None:
        return None
    before = clause_before(passage.clean, figure)
    stop = _STOP.search(passage.clean, figure.until, figure.until + _REACH)
    after = passage.clean[figure.until : stop.start() if stop else figure.until + _REACH]
    front, behind = _NOT_HAN.sub("", before), _NOT_HAN.sub("", after)
    if len(front) + len(behind) < _SHORTEST or _DISTRIBUTED.search(before):
        return None
    return front, behind, figure.unit, figure.period + figure.as_of


def _judge(text: Text, first: Quantity, second: Quantity) -> Relation:
    same = first.amount == second.amount
    one, other = text.passages[first.passage], text.passages[second.passage]
    relation = relate(
        other,
        [span(second)],
        kind="repeat",
        expr=f"{second.value}{second.scale}=={first.value}{first.scale}",
        verdict="holds" if same else "suspect",
        computed=plain(first.value),
        stated=plain(second.value),
        message=f"同一表述前文为{plain(first.value)}{first.scale}{first.unit}，此处为{plain(second.value)}{second.scale}{second.unit}",
        suggestion="统一两处数字，或写明口径的区别",
        confidence=0.6,
    )
    return Relation(
        relation.kind,
        relation.expr,
        relation.verdict,
        (*relation.quotes, one.clean[first.at : first.until]),
        (*relation.places, one.place(first.at, first.until)),
        relation.computed,
        relation.stated,
        relation.message,
        relation.suggestion,
        confidence=relation.confidence,
    )


CHECK = Check(
    code="NUM-REPEAT",
    title="同一数字前后不一",
    group="numbers",
    severity=Severity.WARNING,
    basis="同一事项的数字应当前后一致；统计数据应当真实准确（统计法第七条）",
    relate=relate_repeated,
    wrong=(
        Example(
            "全年在门户网站共发布政府信息4553条。\n\n二、公开情况\n\n全年在门户网站共发布政府信息4535条。",
            "4535",
            "4553",
        ),
    ),
    right=(
        Example("全年在门户网站共发布政府信息4553条。\n\n全年在门户网站共发布政府信息4553条。"),
        Example("1月份受理群众来电咨询投诉120件。2月份受理群众来电咨询投诉135件。"),
        Example("东镇全年累计调处矛盾纠纷20件，西镇全年累计调处矛盾纠纷31件。"),
        Example("召开会议3次。另召开会议5次。"),
    ),
)
