"""Confusions an editor knows by heart (帐目, 截止目前, 迫不急待), read from data/confusions.txt and found by plain search.

What stands across two words (公开募集 holds 开募) is no confusion: segmentation decides. Statistics are `correcting`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from .suspects import cut

_REACH = 8
_LONG = 4
_EXCEPTION = re.compile(r"([-+])([^-+]+)")


@dataclass(frozen=True, slots=True)
class Confusion:
    """One entry: `wrong` should read `right`; a variant is discouraged, not wrong; `group` names what is confused."""

    wrong: str
    right: str
    group: str
    is_variant: bool = False
    not_after: str = ""
    not_before: str = ""


@dataclass(frozen=True, slots=True)
class Confused:
    """A confusion found at a range of a text."""

    start: int
    end: int
    confusion: Confusion


@lru_cache(maxsize=1)
def load_confusions() -> tuple[Confusion, ...]:
    """Return all entries, the longest first."""
    found: list[Confusion] = []
    group, is_variant = "", False
    source = files(__package__).joinpath("data", "confusions.txt").read_text(encoding="utf-8")
    for line in source.split("\n"):
        if line.startswith("["):
            kind, _, group = line[1:].partition("] ")
            is_variant = kind == "variant"
        elif not line.startswith("#"):
            found += [_read(entry, group, is_variant=is_variant) for entry in line.split()]
    return tuple(sorted(found, key=lambda confusion: -len(confusion.wrong)))


def _read(entry: str, group: str, *, is_variant: bool) -> Confusion:
    wrong, _, rest = entry.partition("=")
    right, _, exceptions = rest.partition("|")
    limits = dict(_EXCEPTION.findall(exceptions))
    return Confusion(wrong, right, group, is_variant, limits.get("-", ""), limits.get("+", ""))


def list_present(text: str) -> tuple[Confusion, ...]:
    """Return the entries whose wrong form stands anywhere in a text; quick, for a whole document at once."""
    pairs = set(map(str.__add__, text, text[1:]))
    return tuple(confusion for confusion, own in _with_pairs() if own <= pairs and confusion.wrong in text)


@lru_cache(maxsize=1)
def _with_pairs() -> tuple[tuple[Confusion, frozenset[str]], ...]:
    """Return the entries, each with the pairs of neighbouring characters its wrong form needs."""
    return tuple((one, frozenset(map(str.__add__, one.wrong, one.wrong[1:]))) for one in load_confusions())


def find_confusions(text: str, entries: tuple[Confusion, ...] | None = None) -> tuple[Confused, ...]:
    """Return the confusions of a paragraph in order, the longer before the shorter at one place."""
    taken: set[int] = set()
    found: list[Confused] = []
    for confusion in list_present(text) if entries is None else entries:
        for start in _places(text, confusion):
            span = range(start, start + len(confusion.wrong))
            if taken.isdisjoint(span):
                taken.update(span)
                found.append(Confused(span.start, span.stop, confusion))
    return tuple(sorted(found, key=lambda confused: confused.start))


def _places(text: str, confusion: Confusion) -> Iterator[int]:
    start = text.find(confusion.wrong)
    while start >= 0:
        end = start + len(confusion.wrong)
        before, after = text[start - 1 : start] if start else "", text[end : end + 1]
        allowed = not (before and before in confusion.not_after) and not (after and after in confusion.not_before)
        if allowed and not _is_across_words(text, start, end) and not _is_right_form(text, start, confusion):
            yield start
        start = text.find(confusion.wrong, start + 1)


def _is_right_form(text: str, start: int, confusion: Confusion) -> bool:
    """Tell whether the wrong form is only part of the right one, as 过度 is of 过渡."""
    offset = confusion.right.find(confusion.wrong)
    return offset >= 0 and text[max(0, start - offset) :].startswith(confusion.right)


def _is_across_words(text: str, start: int, end: int) -> bool:
    """Tell whether a word begins before a short range and ends in it, or begins in it and ends after it."""
    if end - start >= _LONG:
        return False
    low = max(0, start - _REACH)
    at = low
    for word in cut(text[low : end + _REACH]):
        until = at + len(word)
        if (at < start < until < end) or (start < at < end < until):
            return True
        at = until
    return False
