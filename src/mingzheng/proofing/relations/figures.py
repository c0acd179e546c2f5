"""Quantities in their sentences, ready to be set against each other.

Finding quantities is `quantities`; which relation holds is for the checks.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Quantity, Relation
from mingzheng.proofing.text import Passage, Text

_END = re.compile(r"[。！？!?\n]")
_STOP = re.compile(r"[，。；：,;:！？!?\n]")
_MOST_FIGURES = 80
_PERCENT = frozenset({"%", "‰"})
SINCE = r"(?:[同环]比|[比较](?:上年|去年|上一年|上月|上季度|上届|年初|20\d{2}年)(?:同期|末|底)?)"
"""What a change is measured from: 同比, 环比, 比上年同期, 较年初."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a passage with its quantities in order; positions are those of the passage's cleaned text."""

    passage: Passage
    start: int
    end: int
    figures: tuple[Quantity, ...]

    @property
    def words(self) -> str:
        """Return the passage's cleaned text; a quantity's `at` and `until` are positions in it."""
        return self.passage.clean

    def before(self, figure: Quantity) -> tuple[Quantity, ...]:
        """Return the quantities in front of one."""
        return tuple(other for other in self.figures if other.until <= figure.at)


def sentences_of(text: Text, context: Context) -> tuple[Sentence, ...]:
    """Return every sentence that holds a quantity. Computed once for a text."""
    return context.fact("sentences", text, lambda it: _read(it, context))


def _read(text: Text, context: Context) -> tuple[Sentence, ...]:
    by_passage: dict[int, list[Quantity]] = {}
    for quantity in context.quantities(text):
        by_passage.setdefault(quantity.passage, []).append(quantity)
    found: list[Sentence] = []
    for index, quantities in by_passage.items():
        found.extend(_split(text.passages[index], quantities))
    return tuple(found)


def _split(passage: Passage, quantities: Sequence[Quantity]) -> list[Sentence]:
    sentences: list[Sentence] = []
    start = number = 0
    for end in [*(match.end() for match in _END.finditer(passage.clean)), len(passage.clean)]:
        inside: list[Quantity] = []
        while number < len(quantities) and quantities[number].at < end:
            inside.append(quantities[number])
            number += 1
        # A sentence of more figures is a table in disguise; parts of it keep every comparison bounded.
        for low in range(0, len(inside), _MOST_FIGURES):
            sentences.append(Sentence(passage, start, end, tuple(inside[low : low + _MOST_FIGURES])))
        start = end
    return sentences


def is_exact(figure: Quantity) -> bool:
    """Tell whether a quantity is a measured number printed without 余, 超, 约."""
    return figure.qualifier == "exact" and figure.kind in ("measured", "count-of-list", "target")


def is_percent(figure: Quantity) -> bool:
    """Tell whether a quantity is a percentage."""
    return figure.unit in _PERCENT


def same_unit(left: Quantity, right: Quantity) -> bool:
    """Tell whether two quantities can be added or divided."""
    return left.unit == right.unit and not is_percent(left)


def clause_before(words: str, figure: Quantity, floor: int = 0) -> str:
    """Return the words between the last punctuation and a quantity."""
    return _STOP.split(words[max(floor, figure.at - 60) : figure.at])[-1]


def relate(
    passage: Passage, spans: Sequence[tuple[int, int]], *, kind: str, expr: str, verdict: str, **fields: Any
) -> Relation:
    """Return a relation over ranges of one passage; the first is where its finding stands."""
    quotes = tuple(passage.clean[start:end] for start, end in spans)
    places = tuple(passage.place(start, end) for start, end in spans)
    return Relation(kind, expr, verdict, quotes, places, **fields)


def span(figure: Quantity) -> tuple[int, int]:
    """Return where a quantity stands in its passage."""
    return figure.at, figure.until


def sum_words(parts: Sequence[Quantity]) -> str:
    """Return the parts as printed, joined by plus signs."""
    return "+".join(f"{part.value}{part.scale}" for part in parts)


def total_of(parts: Sequence[Quantity]) -> Decimal:
    """Return the sum of the parts' amounts."""
    return sum((part.amount for part in parts), Decimal(0))


def rounding_of(figures: Sequence[Quantity]) -> Decimal:
    """Return by how much a sum may miss its total because the numbers are printed rounded (1.2亿元); 0 for plain counts."""
    half = Decimal(0)
    for figure in figures:
        if (figure.scale or figure.decimals) and figure.value:
            half += Decimal(1).scaleb(-figure.decimals) * (figure.amount / figure.value) / 2
    return half


def share_fits(part: Quantity, whole: Quantity, share: Quantity) -> bool:
    """Tell whether a percentage can be right, seeing that 2.5亿元 of 10亿元 are themselves rounded numbers."""
    loose_part, loose_whole = rounding_of([part]), rounding_of([whole])
    if not loose_part and not loose_whole:
        return False
    half = Decimal(1).scaleb(-share.decimals) / 2
    low = (part.amount - loose_part) * 100 / (whole.amount + loose_whole) - half
    high = (part.amount + loose_part) * 100 / max(whole.amount - loose_whole, Decimal(1).scaleb(-6)) + half
    return low <= share.value <= high


def adds_up(parts: Sequence[Quantity], whole: Quantity) -> bool:
    """Tell whether parts make their whole, as far as their printed digits can tell."""
    return abs(total_of(parts) - whole.amount) <= rounding_of([*parts, whole])


def in_scale(amount: Decimal, figure: Quantity) -> Decimal:
    """Return an amount in the scale (万, 亿) a quantity is printed in."""
    return amount * figure.value / figure.amount if figure.amount else amount


_LISTED = re.compile("其中|包括|分别为|分别是|分为|[:：]")


def grown(sentence: Sentence, number: int) -> list[Quantity]:
    """Return what the rate at `number` among a sentence's figures may be the growth of, the nearest first.

    That is the count in front of it; one in brackets of its own is passed over, and before parts their whole comes too.
    """
    words, rate = sentence.words, sentence.figures[number]
    counts = [figure for figure in sentence.figures[:number] if not is_percent(figure)]
    if counts and words[counts[-1].until : rate.at].startswith(("）", ")")):
        opening = max(words.rfind("（", 0, counts[-1].at), words.rfind("(", 0, counts[-1].at))
        counts = [figure for figure in counts if figure.until <= opening]
    if not counts:
        return []
    nearest = counts[-1]
    listed = list(_LISTED.finditer(words, sentence.start, nearest.at))
    wholes = [f for f in counts[:-1] if listed and f.until <= listed[-1].start() and same_unit(f, nearest)]
    return [nearest, *wholes[-1:]]
