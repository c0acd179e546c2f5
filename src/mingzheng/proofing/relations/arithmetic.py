"""Percentages, growth and sums as offices print them: half up, sometimes cut off.

Which numbers belong together is decided by the checks.
"""

from collections.abc import Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from functools import lru_cache

HUNDRED = Decimal(100)
_MOST_PARTS = 14


@lru_cache(maxsize=32)
def quantum(decimals: int) -> Decimal:
    """Return the last place of a number with so many decimals."""
    return Decimal(1).scaleb(-decimals)


def percent(part: Decimal, whole: Decimal, decimals: int) -> Decimal:
    """Return `part` in per cent of `whole`, rounded half up."""
    return (part * HUNDRED / whole).quantize(quantum(decimals), ROUND_HALF_UP)


def percent_cut(part: Decimal, whole: Decimal, decimals: int) -> Decimal:
    """Return the same, cut off instead of rounded."""
    return (part * HUNDRED / whole).quantize(quantum(decimals), ROUND_DOWN)


def growth(old: Decimal, new: Decimal, decimals: int) -> Decimal:
    """Return by how many per cent `new` is more than `old`, rounded half up."""
    return ((new - old) * HUNDRED / old).quantize(quantum(decimals), ROUND_HALF_UP)


def growth_cut(old: Decimal, new: Decimal, decimals: int) -> Decimal:
    """Return the same, cut off instead of rounded."""
    return ((new - old) * HUNDRED / old).quantize(quantum(decimals), ROUND_DOWN)


def nearest_bases(value: Decimal, rate: Decimal) -> tuple[int, int]:
    """Return the whole numbers below and above the base from which `value` grew by `rate` per cent."""
    base = value / (1 + rate / HUNDRED)
    low = int(base)
    return low, low + 1


def implied_wholes(part: Decimal, rate: Decimal, decimals: int) -> list[int]:
    """Return the whole-number bases of which `part` is `rate` per cent half up; at most ten."""
    if rate <= 0:
        return []
    half = quantum(decimals) / 2
    low = int(part * HUNDRED / (rate + half))
    high = int(part * HUNDRED / max(rate - half, quantum(decimals) / 10)) + 1
    found = [n for n in range(max(low, 1), min(high, low + 2_000) + 1) if percent(part, Decimal(n), decimals) == rate]
    return found[:10]


def has_subset(total: Decimal, parts: Sequence[Decimal]) -> bool:
    """Tell whether some of the parts add up to `total`; of many parts only the last are tried."""
    sums = {Decimal(0)}
    for part in parts[-_MOST_PARTS:]:
        sums |= {known + part for known in sums}
    return total in sums - {Decimal(0)}


def is_slip(computed: str, stated: str) -> bool:
    """Tell whether two printed numbers differ by one digit, or by two neighbours changing places: a slip of the pen."""
    if len(computed) != len(stated):
        return False
    off = [place for place, (one, other) in enumerate(zip(computed, stated, strict=True)) if one != other]
    if len(off) == 2 and off[1] - off[0] == 1:
        return computed[off[0] : off[1] + 1] == stated[off[1]] + stated[off[0]]
    return len(off) == 1


def plain(number: Decimal) -> str:
    """Write a number without an exponent and without trailing zeros."""
    words = format(number.normalize(), "f")
    return words if words != "-0" else "0"
