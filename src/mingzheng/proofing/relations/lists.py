"""Enumerations: where the list in front of a number begins, and how many items it names.

「和」 may join two items or stand inside one; so a count is a range. Whether the stated number fits is `checks.numbers`.
"""

import re
from dataclasses import dataclass

_STOPS = "，。；：,;:！？!?\n"
_JOINERS = re.compile("[和与及]|以及")
_BRACKETS = re.compile(r"[（(][^（）()]{0,80}[）)]")
_FURTHEST = 220


@dataclass(frozen=True, slots=True)
class Listing:
    """A list in front of a number. `closed` when no 等 leaves it open; `quoted` when quotation marks bound it."""

    start: int
    end: int
    words: str
    closed: bool
    quoted: bool


def find_list(words: str, at: int) -> Listing | None:
    """Return the list that ends at `at`, or None when no enumeration stands there."""
    closed = True
    end = at
    if words[end - 1 : end] == "等" and end:
        closed = False
        end -= 1
    if words[end - 1 : end] in ("”", "》") and end:
        quoted = _find_quoted(words, end, closed=closed)
        if quoted is not None:
            return quoted
    start = _find_start(words, end)
    inner = words[start:end]
    if "、" not in inner:
        return None
    return Listing(start, end, inner, closed, quoted=False)


def _find_quoted(words: str, end: int, *, closed: bool) -> Listing | None:
    """Return a list inside one pair of quotation marks (“学、早、严”), or one of quoted items side by side."""
    opening = words.rfind("“", max(0, end - _FURTHEST), end)
    if words[end - 1] == "”" and opening >= 0 and "、" in words[opening:end]:
        inner = words[opening + 1 : end - 1]
        return Listing(opening, end, inner, closed, quoted=True) if "”" not in inner else None
    items = re.search(
        r"(?:“[^“”]{1,30}”|《[^《》]{1,60}》)(?:[、和与及]?(?:“[^“”]{1,30}”|《[^《》]{1,60}》))+$",
        words[max(0, end - _FURTHEST) : end],
    )
    if items is None:
        return None
    start = max(0, end - _FURTHEST) + items.start()
    return Listing(start, end, words[start:end], closed, quoted=True)


def _find_start(words: str, end: int) -> int:
    """Go back to the punctuation in front of the list, passing over brackets and quotations."""
    depth = 0
    low = max(0, end - _FURTHEST)
    for position in range(end - 1, low - 1, -1):
        char = words[position]
        if char in "）)”》」":
            depth += 1
        elif char in "（(“《「":
            depth -= 1
            if depth < 0:
                return position + 1
        elif depth == 0 and char in _STOPS:
            return position + 1
    return low


def count_items(listing: Listing) -> tuple[int, int]:
    """Return the least and the most items a list may name."""
    words = listing.words
    for _ in range(3):
        words = _BRACKETS.sub("", words)
    if listing.quoted and words.startswith(("“", "《")):
        items = len(re.findall("[”》]", words))
        return items, items
    flat = re.sub(r"“[^“”]{0,60}”|《[^《》]{0,80}》", "□", words)
    marks = flat.count("、") + 1
    joined = len(_JOINERS.findall(flat))
    return marks, marks + joined
