"""Masks plain text: line by line, numbers broken over two lines, and tables between pipes, tabs or commas.

What one line holds is `masks`. Every character keeps its place.
"""

import re
from collections.abc import Iterator

from mingzheng.proofing.personal import Kind, find_numbers, find_personal, roster_items

from .masks import DEFAULT_RULES, MaskRules, apply_masks, mask_text

_BREAK = re.compile(r"(?<=[0-9*])[ \u3000]*\r?\n[ \u3000]*(?=[0-9*])")
_BROKEN = frozenset({Kind.RESIDENT_ID, Kind.BANK_CARD, Kind.MOBILE})
_REACH = 40
_MARKS = ("|", "\t", ",", "，")
_Cell = tuple[int, int]


def mask_lines(text: str, rules: MaskRules = DEFAULT_RULES) -> tuple[str, int]:
    """Return a text of the same length with what is personal masked, and how many ranges were."""
    whole, broken = _mask_broken(text, rules)
    masked, single = mask_text(whole, rules)
    rostered, listed = _mask_rosters(text, masked, rules)
    return rostered, broken + single + listed


def _mask_broken(text: str, rules: MaskRules) -> tuple[str, int]:
    """Mask numbers that a line end cuts in two."""
    chars, count = list(text), 0
    for match in _BREAK.finditer(text):
        head_at = max(text.rfind("\n", 0, match.start()) + 1, match.start() - _REACH)
        line_end = text.find("\n", match.end())
        tail_to = min(len(text) if line_end < 0 else line_end, match.end() + _REACH)
        places = [*range(head_at, match.start()), *range(match.end(), tail_to)]
        joined = "".join(text[place] for place in places)
        joint = match.start() - head_at
        for item in find_numbers(joined):
            if item.kind in _BROKEN and item.start < joint < item.end:
                count += 1
                for place, char in zip(places, apply_masks(joined, (item,), rules), strict=True):
                    if char == "*":
                        chars[place] = char
    return "".join(chars), count


def _mask_rosters(text: str, masked: str, rules: MaskRules) -> tuple[str, int]:
    """Mask what the columns of tables name as personal; `masked` is the text as far as it is masked already."""
    chars, count = list(masked), 0
    for table in _tables(text):
        for (start, end), item in roster_items(table, key=lambda cell: text[cell[0] : cell[1]]):
            shown = text[start:end]
            if all(item.end <= other.start or item.start >= other.end for other in find_personal(shown)):
                chars[start:end] = apply_masks(shown, (item,), rules)
                count += 1
    return "".join(chars), count


def _tables(text: str) -> Iterator[list[list[_Cell]]]:
    """Yield runs of lines that one mark cuts into cells, each cell as its range."""
    at = 0
    lines = []
    for line in text.splitlines(keepends=True):
        lines.append((at, line.rstrip("\r\n")))
        at += len(line)
    for mark in _MARKS:
        table: list[list[_Cell]] = []
        for start, line in [*lines, (at, "")]:
            if mark in line:
                table.append(_cells(start, line, mark))
                continue
            if len(table) > 1:
                yield table
            table = []


def _cells(start: int, line: str, mark: str) -> list[_Cell]:
    cells, at = [], start
    for piece in line.split(mark):
        cells.append((at, at + len(piece)))
        at += len(piece) + len(mark)
    return cells
