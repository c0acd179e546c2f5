"""Finds the numbers before headings and items: 第一章、第一条、一、（一）1.（1）1）①, on their own line or run into a paragraph.

Whether they run without gap is judged in `checks.form`. Numbers that count something are `quantities`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mingzheng.kit.numerals import parse_chinese_number
from mingzheng.proofing.context import Context
from mingzheng.proofing.text import Passage, Text

_NUM = "[零〇一二三四五六七八九十百]{1,6}"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_LEGAL = "编篇章节条"
FIRST, SECOND, THIRD, FOURTH, HALF, CIRCLED = 6, 7, 8, 9, 10, 11
_FORMS = re.compile(
    rf"(?:(?<=[。！？；：!?;:])|^)(?:"
    rf"第(?P<legal>{_NUM}|\d{{1,4}})(?P<unit>[{_LEGAL}])"
    rf"|(?P<first>{_NUM})[、．.](?!{_NUM}(?:[、是级线类]|等奖|年级|产业))"
    rf"|[（(](?P<second>{_NUM})[）)][、．.]?"
    rf"|(?P<third>\d{{1,3}})(?:[.．](?![\d.])|、(?!\d))"
    rf"|[（(](?P<fourth>\d{{1,3}})[）)][、．.]?"
    rf"|(?P<half>\d{{1,2}})[）)]"
    rf"|(?P<circled>[{_CIRCLED}])"
    rf")"
)
_LEVELS = {"first": FIRST, "second": SECOND, "third": THIRD, "fourth": FOURTH, "half": HALF, "circled": CIRCLED}
_TITLE_END = re.compile(r"[。！？!?；;]")


@dataclass(frozen=True, slots=True)
class Marker:
    """One number. `level` orders the forms from 编 (1) to ① (11); `is_own` when it begins its paragraph.

    `title` is what follows to the end of the sentence; `rest` tells whether the paragraph goes on behind it.
    """

    passage: Passage
    start: int
    end: int
    level: int
    number: int
    is_own: bool
    title: str
    has_more: bool

    @property
    def words(self) -> str:
        """Return the number as printed, cleaned."""
        return self.passage.clean[self.start : self.end]

    @property
    def column(self) -> int:
        """Return the table column it stands in, -1 in running text."""
        return self.passage.cell[2] if self.passage.cell else -1

    @property
    def is_heading(self) -> bool:
        """Say whether its whole paragraph is one short phrase or sentence."""
        return self.is_own and not self.has_more and len(self.title) <= 60


def outline_of(text: Text, context: Context) -> tuple[Marker, ...]:
    """Return every number of a text in reading order, found once per text."""
    return context.fact("outline", text, lambda it: tuple(_find_markers(it)))


def stands_between(text: Text, words: str, after: tuple[int, int], before: tuple[int, int]) -> bool:
    """Say whether words stand between two places (passage, offset), where a converter may have glued a number to a line."""
    if after[0] == before[0]:
        return words in text.passages[after[0]].clean[after[1] : before[1]]
    first, last = text.passages[after[0]].clean[after[1] :], text.passages[before[0]].clean[: before[1]]
    between = text.passages[after[0] + 1 : before[0]]
    return words in first or words in last or any(words in passage.clean for passage in between)


def _find_markers(text: Text) -> Iterator[Marker]:
    for passage in text.passages:
        for match in _FORMS.finditer(passage.clean):
            marker = _read(passage, match)
            if marker is not None:
                yield marker


def _read(passage: Passage, match: re.Match[str]) -> Marker | None:
    kind = match.lastgroup or ""
    kind = "legal" if match["legal"] else kind
    if kind == "legal":
        if match.start() > 0 or not _stands_apart(passage, match.end()):
            return None
        level = _LEGAL.index(match["unit"]) + 1
    else:
        level = _LEVELS[kind]
    number = _number(kind, match[kind])
    end = _TITLE_END.search(passage.clean, match.end())
    stop = end.start() if end else len(passage.clean)
    has_more = bool(end) and bool(passage.clean[end.end() :].strip("”’」』）)")) if end else False
    return (
        Marker(
            passage,
            match.start(),
            match.end(),
            level,
            number,
            match.start() == 0,
            passage.clean[match.end() : stop],
            has_more,
        )
        if number
        else None
    )


def _number(kind: str, words: str) -> int:
    if kind == "circled":
        return _CIRCLED.index(words) + 1
    try:
        return parse_chinese_number(words)
    except ValueError:
        return 0


def _stands_apart(passage: Passage, end: int) -> bool:
    """Tell an article's number (「第三条　…」) from a sentence that begins with one (「第三条规定的…」)."""
    place = passage.place(0, end)
    after = passage.paragraphs[place.paragraph][place.end : place.end + 1]
    return not after or after.isspace() or after in "*"
