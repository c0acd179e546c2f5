"""Splits digits that lost the spaces between cells: 「713000074」 is 71, 3, 0, 0, 0, 0, 74.

A split is believed because sums of the form hold in it; where several hold, or none, it says so. Knows rows of numbers
only; which cells they are is decided by the caller.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import product

Split = tuple[int, ...]
_LONGEST = 8
_MOST = 4_000
# Seven numbers that ran together are not longer; what is, is no row of cells, and trying all its splits would take long.
_MOST_DIGITS = 36


def split_with_total(digits: str, parts: int) -> list[Split]:
    """Return the splits into `parts` numbers and their total, where the total is right."""
    found: list[Split] = []
    if len(digits) > _MOST_DIGITS:
        return found
    for width in range(1, min(_LONGEST, len(digits) - parts) + 1):
        total = digits[-width:]
        if _is_number(total):
            head = digits[:-width]
            found.extend((*split, int(total)) for split in _split_to_sum(head, parts, int(total)))
    return found


def split_freely(digits: str, count: int) -> list[Split]:
    """Return all splits into `count` numbers, at most some thousands of them."""
    found: list[Split] = []
    if len(digits) > _MOST_DIGITS:
        return found
    for split in _compose(digits, count):
        found.append(split)
        if len(found) >= _MOST:
            break
    return found


def choose_rows(
    options: Sequence[Sequence[Split]], faults: Callable[[Sequence[Split]], int]
) -> tuple[list[Split], bool]:
    """Choose one split a row so that the fewest `faults` remain. True when no other choice is as good."""
    size = 1
    for candidates in options:
        size *= max(1, len(candidates))
    if size > _MOST:
        return _descend(options, faults), False
    ranked = sorted(((faults(choice), choice) for choice in product(*options)), key=lambda pair: pair[0])
    sure = len(ranked) == 1 or ranked[0][0] < ranked[1][0]
    return list(ranked[0][1]), sure


def _descend(options: Sequence[Sequence[Split]], faults: Callable[[Sequence[Split]], int]) -> list[Split]:
    """Improve one row after another; good enough where the choices are too many to try all."""
    choice = [candidates[0] for candidates in options]
    for _ in range(2):
        for number, candidates in enumerate(options):
            if len(candidates) > 1:
                choice[number] = min(
                    candidates[:200], key=lambda split: faults([*choice[:number], split, *choice[number + 1 :]])
                )
    return choice


def _is_number(digits: str) -> bool:
    return digits == "0" or digits[0] != "0"


def _split_to_sum(digits: str, parts: int, total: int) -> Iterator[Split]:
    if parts == 1:
        if digits and _is_number(digits) and int(digits) == total:
            yield (int(digits),)
        return
    for width in range(1, min(_LONGEST, len(digits) - parts + 1) + 1):
        first = digits[:width]
        if not _is_number(first) or int(first) > total:
            break
        for rest in _split_to_sum(digits[width:], parts - 1, total - int(first)):
            yield (int(first), *rest)


def _compose(digits: str, count: int) -> Iterator[Split]:
    if count == 1:
        if digits and len(digits) <= _LONGEST and _is_number(digits):
            yield (int(digits),)
        return
    for width in range(1, min(_LONGEST, len(digits) - count + 1) + 1):
        first = digits[:width]
        if not _is_number(first):
            break
        for rest in _compose(digits[width:], count - 1):
            yield (int(first), *rest)
