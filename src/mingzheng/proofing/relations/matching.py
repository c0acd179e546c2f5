"""Finds the same quantity in last year's document: same unit, and words around it that mean the same thing.

What an unchanged, fallen or vanished value means is for `checks.comparison`.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Quantity
from mingzheng.proofing.text import Text

_NOISE = re.compile(
    r"20\d{2}年度?|今年以来|今年|以来|目前|截至|截止|全年|共计|累计|合计|其中|[^\u4e00-\u9fffA-Za-z]|[共已了的为达]"
)
_CLAUSE = "，。；：、,;:（()）！？!?\n"
_KINDS = frozenset({"measured", "count-of-list"})
_ALIKE = 0.62
_REACH = 22
# Bounds: nobody compares documents with more figures than this.
_MOST, _MOST_OF_UNIT = 3_000, 300


@dataclass(frozen=True, slots=True)
class Match:
    """A quantity and the one of last year that counts the same; `alike` is 0 to 1."""

    now: Quantity
    before: Quantity
    alike: float


def match_quantities(text: Text, previous: Text, context: Context) -> tuple[Match, ...]:
    """Return the pairs, each quantity at most once, in reading order. Computed once for a text."""
    return context.fact("matches", text, lambda it: _match(it, previous, context))


def describe(text: Text, figure: Quantity) -> frozenset[str]:
    """Return the pairs of characters in the words around a quantity."""
    words = text.passages[figure.passage].clean
    low = figure.at
    while low > max(0, figure.at - _REACH) and words[low - 1] not in _CLAUSE:
        low -= 1
    high = figure.until
    while high < min(len(words), figure.until + _REACH // 2) and words[high] not in _CLAUSE:
        high += 1
    plain = _NOISE.sub("", words[low : figure.at]) + "|" + _NOISE.sub("", words[figure.until : high])
    return frozenset(plain[i : i + 2] for i in range(len(plain) - 1))


def _match(text: Text, previous: Text, context: Context) -> tuple[Match, ...]:
    old = _by_unit(previous, context.quantities(previous))
    candidates: list[tuple[float, int, int, Quantity, Quantity]] = []
    for number, now in enumerate(context.quantities(text)[:_MOST]):
        if now.kind not in _KINDS or text.passages[now.passage].cell is not None:
            continue
        words = describe(text, now)
        for other_number, before, other in old.get(now.unit, ()):
            alike = _alike(words, other)
            if alike >= _ALIKE:
                candidates.append((alike, number, other_number, now, before))
    candidates.sort(key=lambda it: (-it[0], abs(it[1] - it[2]), it[1]))
    taken_now: set[int] = set()
    taken_before: set[int] = set()
    matches: list[tuple[int, Match]] = []
    for alike, number, other_number, now, before in candidates:
        if number not in taken_now and other_number not in taken_before:
            taken_now.add(number)
            taken_before.add(other_number)
            matches.append((number, Match(now, before, alike)))
    return tuple(match for _, match in sorted(matches, key=lambda it: it[0]))


def _by_unit(previous: Text, quantities: Sequence[Quantity]) -> dict[str, list[tuple[int, Quantity, frozenset[str]]]]:
    groups: dict[str, list[tuple[int, Quantity, frozenset[str]]]] = defaultdict(list)
    for number, figure in enumerate(quantities):
        if figure.kind in _KINDS and previous.passages[figure.passage].cell is None:
            groups[figure.unit].append((number, figure, describe(previous, figure)))
    return {unit: group[:_MOST_OF_UNIT] for unit, group in groups.items()}


def _alike(left: frozenset[str], right: frozenset[str]) -> float:
    if len(left) < 3 or len(right) < 3:
        return 1.0 if left == right and len(left) >= 2 else 0.0
    return 2 * len(left & right) / (len(left) + len(right))
