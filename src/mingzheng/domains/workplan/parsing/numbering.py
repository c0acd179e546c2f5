"""Reads printed numbers: 一、 （一） 1. （1） ① 第一章, and splits a cell that holds several numbered requirements.

Which level means heading, task or requirement is decided in `running_text` and `layouts`.
"""

import re
from dataclasses import dataclass

from mingzheng.kit.numerals import parse_chinese_number, parse_ordinal

CHAPTER, FIRST, SECOND, THIRD, FOURTH, FIFTH = range(6)
CIRCLED = 5

_NUMERALS = "〇零一二三四五六七八九十百"
_YEAR_OR_TEXT = r"(?:(?!\d)|(?=(?:19|20)\d{2}年|\d{1,2}月))"
_PATTERNS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (CHAPTER, re.compile(rf"^(第[{_NUMERALS}\d]{{1,4}}(?:章|部分|篇|编|节))[、：:\s]*")),
    (FIRST, re.compile(rf"^(第[{_NUMERALS}\d]{{1,4}}条)(?![款项例件文约规第])[、：:\s]*")),
    (FIRST, re.compile(rf"^([{_NUMERALS}]{{1,4}})[、.．，,]\s*")),
    (SECOND, re.compile(rf"^[（(]([{_NUMERALS}]{{1,4}})[)）][、.．]?\s*")),
    (THIRD, re.compile(rf"^(\d{{1,3}})\s*[.．、]{_YEAR_OR_TEXT}\s*")),
    (
        FOURTH,
        re.compile(r"^(\d{1,2}(?:\.\d{1,2}){1,2})[、.．\s]*(?=[\u4e00-\u9fff“《])(?![万亿千百个倍米吨元公平亩户])"),
    ),
    (FOURTH, re.compile(r"^[（(]?(\d{1,3})[)）][、.．]?\s*")),
    (FIFTH, re.compile(r"^([①-⑳])[、.．]?\s*")),
)
_ITEM = re.compile(rf"(?:^|(?<=[。；;！？”）)\s]))(\d{{1,3}})\s*[.．、]{_YEAR_OR_TEXT}")


@dataclass(frozen=True, slots=True)
class Mark:
    """A printed number: its kind, how it is named, its value, and the words behind it."""

    kind: int
    number: str
    value: int
    rest: str


def find_mark(text: str) -> Mark | None:
    """Return the number at the start of `text`, or None."""
    for kind, pattern in _PATTERNS:
        found = pattern.match(text)
        if found:
            printed = found[1]
            bracketed = kind in {SECOND, FOURTH} and "." not in printed
            number = f"（{printed}）" if bracketed else printed
            return Mark(kind, number, number_value(printed), text[found.end() :].strip())
    return None


def number_value(printed: str) -> int:
    """Return the value of a number in Chinese numerals, figures or circles; 0 when it has none."""
    digits = re.search(r"\d+", printed)
    if digits:
        return int(digits[0])
    circled = parse_ordinal(printed)
    if circled and circled[0].level == CIRCLED:
        return circled[0].number
    numeral = re.search(f"[{_NUMERALS}]+", printed)
    try:
        return parse_chinese_number(numeral[0]) if numeral else 0
    except ValueError:
        return 0


def split_numbered(text: str) -> list[tuple[str | None, str]]:
    """Split the text of a cell into (number, words). Only numbers that go on in sequence from the start split it."""
    starts: list[tuple[int, int, int]] = []
    for found in _ITEM.finditer(text):
        value = int(found[1])
        if not starts:
            if text[: found.start()].strip():
                break
            starts.append((found.start(), found.end(), value))
        elif value == starts[-1][2] + 1 or (_follows_stop(text, found.start()) and 0 < value - starts[-1][2] <= 5):
            starts.append((found.start(), found.end(), value))
    if not starts:
        return [(None, text.strip())]
    ends = [s for s, _, _ in starts[1:]] + [len(text)]
    return [(str(v), text[e:end].strip()) for (_, e, v), end in zip(starts, ends, strict=True)]


def _follows_stop(text: str, position: int) -> bool:
    before = text[max(position - 4, 0) : position]
    return before.endswith("\n") or bool(re.search(r"[。；;！？]\s*$", before))
