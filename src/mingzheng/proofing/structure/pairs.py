"""Finds brackets, quotation and title marks that have no partner.

A closing mark behind a list number (1）a)) is none. Judging and wording is `checks.form`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mingzheng.proofing.text import Passage, Text

_CLOSER = {"（": "）", "(": ")", "“": "”", "《": "》", "〈": "〉", "【": "】", "〔": "〕", "「": "」", "『": "』"}
_OPENER = {close: open_ for open_, close in _CLOSER.items()}
_ROUND = {"（": "(", "）": ")", "(": "(", ")": ")"}
_MARKS = re.compile("[（(“《〈【〔「『）)”》〉】〕」』]")
_LIST_NUMBER = re.compile(r"(?:^|[\s。；，、：:;,.])[0-9a-zA-Z一二三四五六七八九十①-⑳]{1,3}$")
_GOES_ON = re.compile(r"^[\s　]*[“「]")
_FAR = 3
NAMES = {
    **dict.fromkeys("（）()", "括号"),
    **dict.fromkeys("“”「」『』", "引号"),
    **dict.fromkeys("《》〈〉", "书名号"),
    **dict.fromkeys("【】", "方头括号"),
    **dict.fromkeys("〔〕", "六角括号"),
}


@dataclass(frozen=True, slots=True)
class Loose:
    """A mark without partner; `turned` is the mark meant when it merely looks the wrong way."""

    at: int
    mark: str
    opens: bool
    turned: str | None = None


def loose_marks(text: Text) -> list[tuple[Passage, tuple[Loose, ...]]]:
    """Return the passages that hold unpaired marks. Halves a broken line or paragraph parted are a pair."""
    found = [(passage, list(loose)) for passage, loose in _loose_in_passages(text)]
    for position, (passage, loose) in enumerate(found):
        for later, others in found[position + 1 : position + 1 + _FAR]:
            if later.index - passage.index <= _FAR and later.cell == passage.cell:
                _pair_up(loose, others)
    return [(passage, tuple(loose)) for passage, loose in found if loose]


def _pair_up(loose: list[Loose], later: list[Loose]) -> None:
    """Take the last open half of one passage and the first closing half of a later one out, when they fit."""
    opening = next((item for item in reversed(loose) if item.opens and item.turned is None), None)
    closing = next((item for item in later if not item.opens), None)
    if opening is None or closing is None:
        return
    wanted = _CLOSER[opening.mark]
    if _ROUND.get(wanted, wanted) == _ROUND.get(closing.mark, closing.mark):
        loose.remove(opening)
        later.remove(closing)


def _loose_in_passages(text: Text) -> Iterator[tuple[Passage, tuple[Loose, ...]]]:
    passages = text.passages
    quoted = False  # inside a quotation that began in an earlier paragraph
    for position, passage in enumerate(passages):
        if not _MARKS.search(passage.clean):
            continue
        loose = _scan(passage.clean)
        following = passages[position + 1].clean if position + 1 < len(passages) else ""
        loose, quoted = _without_long_quotation(loose, quoted=quoted, goes_on=bool(_GOES_ON.match(following)))
        if loose:
            yield passage, tuple(loose)


def _scan(words: str) -> list[Loose]:
    """Walk over the marks of a paragraph with one stack per kind, so that a fault in one does not spoil the others."""
    stacks: dict[str, list[int]] = {}
    loose: list[Loose] = []
    for match in _MARKS.finditer(words):
        mark, at = match[0], match.start()
        if mark in _CLOSER:
            stacks.setdefault(_ROUND.get(mark, mark), []).append(at)
            continue
        stack = stacks.get(_ROUND.get(_OPENER[mark], _OPENER[mark]))
        if stack:
            stack.pop()
        elif not (mark in "）)" and _LIST_NUMBER.search(words[max(0, at - 5) : at])):
            loose.append(Loose(at, mark, opens=False))
    for stack in stacks.values():
        loose.extend(_left_open(words, stack))
    return sorted(loose, key=lambda item: item.at)


def _left_open(words: str, stack: list[int]) -> list[Loose]:
    """Two openings left of the same mark, close together, are one pair whose second half looks the wrong way."""
    if len(stack) == 2 and 1 < stack[1] - stack[0] <= 25 and words[stack[0]] == words[stack[1]]:
        mark = words[stack[1]]
        return [Loose(stack[1], mark, opens=True, turned=_CLOSER[mark])]
    return [Loose(at, words[at], opens=True) for at in stack]


def _without_long_quotation(loose: list[Loose], *, quoted: bool, goes_on: bool) -> tuple[list[Loose], bool]:
    """Take out the quotation marks of a quotation that runs over several paragraphs."""
    if quoted and not goes_on:
        closing = next((item for item in loose if item.mark == "”"), None)
        if closing is not None:
            return [item for item in loose if item is not closing], False
    if goes_on or quoted:
        opening = next((item for item in reversed(loose) if item.mark == "“" and item.turned is None), None)
        if opening is not None:
            return [item for item in loose if item is not opening], goes_on
    return loose, quoted and goes_on
