"""The information handling fee 信息处理费: by item or by page, progressive above what is free.

Legal basis: 政府信息公开条例第四十二条; 政府信息公开信息处理费管理办法 (国办函〔2020〕109号) articles 3–6. One application is never charged
by both measures. Whether a fee is asked at all is the head's decision, not this module's.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """From which item or page on (counted from 1) each costs `price` yuan."""

    first: int
    price: int


ITEM_STEPS = (Step(1, 0), Step(11, 100), Step(31, 200))
ITEM_TIER, ITEM_RISE = 10, 100
PAGE_STEPS = (Step(1, 0), Step(31, 10), Step(101, 20), Step(201, 40))


def item_price(place: int) -> int:
    """Return the price in yuan of an applicant's application number `place` of a calendar month (article 4).

    Ten are free, the next twenty cost 100 each, then every ten more raise the price by 100. Raises ValueError below 1.
    """
    if place < 1:
        raise ValueError("an application's place in the month counts from 1")
    last = ITEM_STEPS[-1]
    if place >= last.first:
        return last.price + ITEM_RISE * ((place - last.first) // ITEM_TIER)
    return _price(ITEM_STEPS, place)


def items_fee(count: int, *, before: int = 0) -> int:
    """Return the fee in yuan of `count` applications after `before` others of the same month (article 4)."""
    return sum(item_price(place) for place in range(before + 1, before + count + 1))


def pages_fee(pages: int) -> int:
    """Return the fee in yuan of one application by pages: thirty are free (article 5). Raises ValueError below 0."""
    if pages < 0:
        raise ValueError("pages are not negative")
    total = 0
    for step, following in zip(PAGE_STEPS, (*PAGE_STEPS[1:], None), strict=True):
        last = pages if following is None else min(pages, following.first - 1)
        total += max(0, last - step.first + 1) * step.price
    return total


def _price(steps: Sequence[Step], place: int) -> int:
    return next(step.price for step in reversed(steps) if place >= step.first)
