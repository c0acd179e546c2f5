"""Where a text that was edited by hand stands in the text it came from: by words, numbers kept whole. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_TOKEN = re.compile(r"\d[\d.,]*|[^\d]")
LIKENESS = 0.5


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the old text and the part of the new one that stands in its place; `is_equal` when nothing changed."""

    old: tuple[int, int]
    new: tuple[int, int]
    is_equal: bool


@dataclass(frozen=True, slots=True)
class Alignment:
    """How a new text lies over an old one."""

    stretches: tuple[Stretch, ...]
    new_length: int

    def place(self, at: int) -> int:
        """Return where an old position stands in the new text; within a change, its beginning."""
        for stretch in self.stretches:
            if stretch.old[0] <= at < stretch.old[1]:
                return stretch.new[0] + (at - stretch.old[0] if stretch.is_equal else 0)
            if at < stretch.old[0]:
                return stretch.new[0]
        return self.new_length

    def end_of(self, at: int) -> int:
        """Return where what ended at an old position ends in the new text; within a change, its end."""
        for stretch in self.stretches:
            if stretch.old[0] < at <= stretch.old[1]:
                return stretch.new[0] + (at - stretch.old[0]) if stretch.is_equal else stretch.new[1]
        return 0

    def is_kept(self, start: int, end: int) -> bool:
        """Say whether an old stretch stands in the new text as it was."""
        return any(one.is_equal and one.old[0] <= start and end <= one.old[1] for one in self.stretches)


def align(old: str, new: str) -> Alignment:
    """Lay the new text over the old one."""
    left, right = _TOKEN.findall(old), _TOKEN.findall(new)
    left_at, right_at = _offsets(left), _offsets(right)
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    stretches = tuple(
        Stretch((left_at[i], left_at[j]), (right_at[k], right_at[m]), tag == "equal")
        for tag, i, j, k, m in matcher.get_opcodes()
    )
    return Alignment(stretches, len(new))


def _offsets(tokens: Sequence[str]) -> list[int]:
    offsets = [0]
    for token in tokens:
        offsets.append(offsets[-1] + len(token))
    return offsets


def likeness(left: str, right: str) -> float:
    """Return how alike two paragraphs are, 0 to 1."""
    if not left or not right:
        return 0.0
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= LIKENESS and matcher.quick_ratio() >= LIKENESS else 0.0


def pair_in_order(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """Return which new paragraph stands for which old one: the pairing in order with the greatest likeness in sum."""
    best: list[list[tuple[float, tuple[tuple[int, int], ...]]]] = [[(0.0, ())] * (len(new) + 1)]
    for i, left in enumerate(old, start=1):
        row = [best[i - 1][0]]
        for j, right in enumerate(new, start=1):
            score = 1.0 if left == right else likeness(left, right)
            options = [best[i - 1][j], row[j - 1]]
            if score >= LIKENESS:
                before = best[i - 1][j - 1]
                options.append((before[0] + score, (*before[1], (i - 1, j - 1))))
            row.append(max(options, key=lambda option: option[0]))
        best.append(row)
    return dict(best[len(old)][len(new)][1])
