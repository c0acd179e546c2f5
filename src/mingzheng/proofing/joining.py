"""Decides which printed lines are one paragraph: a full line goes on, a short one, a heading or a list item does not.

Cleaning the joined text is `cleaning`. Paragraph numbers stay those of the file: a blank line ends one.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_STARTS = re.compile(
    r"\s*(?:#|\||>|[-*•●■◆]\s|[一二三四五六七八九十百]+[、．.]|[（(][一二三四五六七八九十百\d]{1,3}[）)]|\d{1,3}\s*[．、]|\d{1,3}\.(?!\d)|[①-⑳]"
    r"|第[一二三四五六七八九十百\d]{1,5}[章节条编篇]|附件?\s*\d*\s*[:：]|抄[报送]|公开方式|签发人|主题词|专此报告|特此|\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日\s*(?:印发?)?\s*$"
    r"|[〇○零一二三四五六七八九]{4}年[一二三四五六七八九十]{1,3}月)"
)
_ENDS = re.compile(r"[。！？!?…][”’」』）)*]*\s*$|[：:；;]\s*$")
_OPEN = re.compile(r"[，、,（(《“]\s*$")
_SENTENCE = re.compile(r"[。；]")
_DATE_LINE = re.compile(r"\s*\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日\s*$")


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line: its words, where they stand in the raw paragraph, its page."""

    text: str
    paragraph: int
    start: int
    end: int
    page: int = 0


def printed_width(text: str) -> int:
    """Return the width in half characters, without the spaces a converter put beside digits."""
    narrow = text.replace(" ", "").replace("*", "")
    # Every character beyond ASCII is printed wide in Chinese type.
    return 2 * len(narrow) - len(narrow.encode("ascii", "ignore"))


def _with_spaces(text: str) -> int:
    """Return the width with the indent and one space at each gap: numbers set apart from words take that room in print."""
    words = text.strip()
    return printed_width(words) + len(re.findall(" +", words)) + min(4, len(text) - len(text.lstrip(" ")))


def full_width(lines: Sequence[Line]) -> int:
    """Return the width at which lines were broken: many come close to it and few go beyond; 0 when none was broken."""
    widths = sorted(printed_width(line.text) for line in lines if line.text.strip())
    if len(widths) < 8:
        return 0
    full = widths[int(len(widths) * 0.97) - 1]
    near = sum(1 for width in widths if full - 6 <= width <= full + 4)
    return full if 30 <= full <= 130 and near >= max(4, len(widths) * 0.3) else 0


def join_lines(lines: Sequence[Line]) -> list[list[Line]]:
    """Return the lines grouped into paragraphs."""
    full = full_width(lines)
    groups: list[list[Line]] = []
    for line in lines:
        if groups and _goes_on(groups[-1], line, full):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _goes_on(group: Sequence[Line], line: Line, full: int) -> bool:
    last = group[-1].text
    if _STARTS.match(line.text) or last.lstrip().startswith(("|", "#")):
        return False
    if _DATE_LINE.match(last):
        return False
    if _OPEN.search(last) and printed_width(last) > 24:
        return True
    if full:
        width = _with_spaces(last) if printed_width(last) < full - 6 else printed_width(last)
        return (
            width >= full - 6
            and not (_ENDS.search(last) and width < full - 1 and _indented(line))
            and not _closed(last, width, full)
        )
    # A paragraph cut by the page: long, with whole sentences in it, and no end.
    return len(last) >= 60 and bool(_SENTENCE.search(last)) and not _ENDS.search(last)


def _indented(line: Line) -> bool:
    return line.text.startswith(("\u3000", "  "))


def _closed(last: str, width: int, full: int) -> bool:
    return bool(_ENDS.search(last)) and width < full - 2
