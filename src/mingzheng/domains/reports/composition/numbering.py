"""Signs the software puts before headings and items: 一、（一）1. 一是. Pure; which level a section has is its own.

Legal basis: GB/T 9704-2012 7.3.3; reports put 一是、二是 below them, and may skip a level but never go back.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mingzheng.kit.numerals import format_chinese_number

LEVELS = (1, 2, 3)
FULL_WIDTH, HALF_WIDTH = "full", "half"


@dataclass(frozen=True, slots=True)
class Numbering:
    """Which signs a report bears. One width of brackets throughout; `third` is the sign of the third level."""

    brackets: str = FULL_WIDTH
    third: str = "{n}."

    def label(self, level: int, number: int) -> str:
        """Return the sign of the n-th heading of a level."""
        if level == 1:
            return f"{format_chinese_number(number)}、"
        if level == 2:
            left, right = ("（", "）") if self.brackets == FULL_WIDTH else ("(", ")")
            return f"{left}{format_chinese_number(number)}{right}"
        return self.third.format(n=number)


def item_label(number: int) -> str:
    """Return the sign of the n-th item of a series: 一是."""
    return f"{format_chinese_number(number)}是"


def count_headings(levels: Iterable[int]) -> Iterator[int]:
    """Yield the number of each heading within its parent; a level that is left and come back to begins anew."""
    counts: dict[int, int] = {}
    for level in levels:
        counts = {known: count for known, count in counts.items() if known <= level}
        counts[level] = counts.get(level, 0) + 1
        yield counts[level]
