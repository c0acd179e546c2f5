"""What appears every week, month or quarter has appeared about as often as weeks, months or quarters have passed.

「编发督查月报5期」 in December says that half were left out, or that the figure is of another period. A hint, never an error.
"""

import re
from collections.abc import Iterator
from datetime import date

from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Quantity, Relation, Severity
from mingzheng.proofing.relations.figures import Sentence, clause_before, is_exact, relate, sentences_of, span
from mingzheng.proofing.text import Text

_NAME = re.compile(r"(?P<span>周|月|季)(?:报|刊)[”》]?$")
_EVERY = re.compile(r"[，,](?:每(?P<span>周|月|季度?))")
_UNITS = frozenset({"期", "次"})


def relate_cadence(text: Text, context: Context) -> Iterator[Relation]:
    """Yield a relation for every count of something that appears regularly."""
    day = context.day_of(text)
    if day is None or (text.year is not None and text.year not in (day.year, day.year - 1)):
        return
    until = day if text.year in (None, day.year) else date(day.year - 1, 12, 31)
    for sentence in sentences_of(text, context):
        for figure in sentence.figures:
            if figure.unit in _UNITS and is_exact(figure) and figure.kind == "measured":
                named = _span(sentence, figure)
                if named:
                    yield _judge(sentence, figure, named, until)


def _span(sentence: Sentence, figure: Quantity) -> str:
    before = _NAME.search(clause_before(sentence.words, figure, sentence.start))
    if before is not None and figure.unit == "期":
        return before["span"]
    behind = _EVERY.match(sentence.words, figure.until) if figure.unit == "期" else None
    return behind["span"][0] if behind is not None else ""


def _judge(sentence: Sentence, figure: Quantity, named: str, until: date) -> Relation:
    days = (until - date(until.year, 1, 1)).days + 1
    full = {
        "周": days // 7,
        "月": until.month - (0 if (until.month, until.day) == (12, 31) else 1),
        "季": (until.month - 1) // 3,
    }[named]
    expected = {"周": "周", "月": "个月", "季": "个季度"}[named]
    fits = full * 0.9 - 1 < figure.value <= full + 2
    return relate(
        sentence.passage,
        [span(figure)],
        kind="cadence",
        expr=f"{figure.value}~{full}",
        verdict="holds" if fits else "suspect",
        computed=str(full),
        stated=str(figure.value),
        message=f"按{named}编发，至{until.month}月{until.day}日已满{full}{expected}，文中为{figure.value}{figure.unit}",
        suggestion="核对期数，或写明统计时期",
        severity=Severity.INFO,
        confidence=0.5,
    )


CHECK = Check(
    code="PER-CADENCE",
    title="期数与周期",
    group="periods",
    severity=Severity.INFO,
    basis="按周、月、季编发的期数与已过的周、月、季数相当",
    relate=relate_cadence,
    wrong=(Example("某区2024年工作报告\n\n编发督查月报4期。\n\n某区政府办公室\n\n2024年12月9日", "4期", "11"),),
    right=(
        Example("某区2024年工作报告\n\n编发督查月报11期。\n\n某区政府办公室\n\n2024年12月9日"),
        Example("某区2024年工作报告\n\n编发督查专报4期。\n\n某区政府办公室\n\n2024年12月9日"),
    ),
)
