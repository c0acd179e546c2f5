"""Reads what a document says of itself: title, issuer, day of signing, the year it speaks of.

Whether they are right is for the checks; legal dates are `worktime`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from mingzheng.kit.dates import parse_date

from .text import Passage

_DATE = r"(?:\d{4}年\d{1,2}月\d{1,2}日|[〇○零一二三四五六七八九]{4}年[一二三四五六七八九十]{1,3}月[一二三四五六七八九十廿]{1,3}日)"
_DATE_LINE = re.compile(rf"[（(]?({_DATE})[）)]?$")
_SIGNED = re.compile(rf"^(.{{2,40}}?)[，,\s]*({_DATE})(?:印发?|发布|公布)?$")
_PRINTED = re.compile(rf"({_DATE})印发?$")
_SPOKEN = re.compile(rf"^[—–\-（(]{{1,4}}({_DATE})[^。；]{{0,60}}(?:会议|大会|全会)")
_TITLE = re.compile(
    r"(?:报告|总结|通知|方案|意见|决定|公报|计划|规划|办法|细则|公告|通报|请示|批复|函|纪要|规定|要点)$"
)
_YEAR = re.compile(r"(?<!\d)(20[0-9]{2}|19[0-9]{2})年")
_ORGAN = re.compile(r"(?:政府|局|委员会|办公室|办|厅|部|院|党委|管委会|中心|委|署|行|会)$")
_HEAD, _TAIL = 14, 14


@dataclass(frozen=True, slots=True)
class Head:
    """What a document says of itself; empty where it says nothing."""

    title: str = ""
    issuer: str = ""
    signing_date: date | None = None
    year: int | None = None


def read_head(passages: Sequence[Passage]) -> Head:
    """Return what the first and last passages say. A day in the middle of the text is never taken for the signing."""
    prose = [passage for passage in passages if passage.cell is None and passage.style != "note"]
    title = _find_title(prose)
    day, issuer = _find_signing(prose)
    return Head(title, issuer, day, _find_year(title, prose))


def _find_year(title: str, prose: Sequence[Passage]) -> int | None:
    """Return the year of the title, of the line it is broken from, or the one the text begins with."""
    head = [passage.clean for passage in prose[:_HEAD]]
    above = head[head.index(title) - 1] if title in head[1:] else ""
    begun = (match for line in head if (match := _YEAR.match(line)) and "日" not in line[:12])
    year = _YEAR.search(title) or _YEAR.search(above) or next(begun, None)
    return int(year[1]) if year else None


def _find_title(prose: Sequence[Passage]) -> str:
    head = [p.clean for p in prose[:_HEAD] if 5 <= len(p.clean) <= 90 and not re.search(r"[。；]", p.clean)]
    best = next((line for line in head if _TITLE.search(line)), "")
    return best or (head[0] if head and not head[0].endswith(("：", ":")) else "")


def _find_signing(prose: Sequence[Passage]) -> tuple[date | None, str]:
    """Look at the end first (落款日期, then 印发), then below the title, where a speech or a report has its day."""
    printed: date | None = None
    tail = list(prose[-_TAIL:])
    for number in range(len(tail) - 1, -1, -1):
        line = tail[number].clean
        if match := _DATE_LINE.match(line):
            before = tail[number - 1].clean if number else ""
            return _day(match[1]), before if len(before) <= 40 and _ORGAN.search(before) else ""
        if match := _PRINTED.search(line):
            printed = printed or _day(match[1])
        elif (match := _SIGNED.match(line)) and _ORGAN.search(match[1]):
            return _day(match[2]), match[1]
    if printed:
        return printed, ""
    for passage in prose[:_HEAD]:
        if match := _DATE_LINE.match(passage.clean) or _SPOKEN.match(passage.clean):
            return _day(match[1]), ""
    return None, ""


def _day(words: str) -> date | None:
    try:
        return parse_date(words)
    except ValueError:
        return None
