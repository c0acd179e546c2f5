"""Expressions of time a figure stands under: 全年, 1-11月, 截至10月底, 今年以来, 目前.

Whether a period can have ended when the document was signed is `checks.periods`.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

_DASH = "[—–~～至到－-]{1,2}"
# How an expression can begin: a scan passes over all other places at once, most by their first character.
_FIRST = (
    r"(?=[\d截到目今本当去上下前第一二三四年全近以过五])"
    rf"(?=20\d\d年|\d{{1,2}}(?:月|{_DASH})|[今本当去上全]年|[上下]半年|第?[一二三四]季度|前三个?季度"
    r"|截[至止]|目前|到(?:\d|[今本当]年|年)|年初|近[两二三四五]年|以前年度|过去一年|[一五]年来)"
)
PERIOD = re.compile(
    rf"{_FIRST}(?:"
    r"(?P<asof>(?:截至|截止到?|截止至|到)(?:(?P<ay>20\d{2})年)?(?:今年|本年|当年)?(?:(?P<am>1[0-2]|[1-9])月(?:份)?(?P<ad>\d{1,2}日|底|末)?|(?P<aye>年底|年末))"
    r"|截至目前|截止目前|截至(?:20\d{2})年底?|截止到?目前|目前|截至日前)"
    rf"|(?P<months>(?:(?P<my>20\d{{2}})年|今年|本年|当年|去年|上年)?(?P<m1>1[0-2]|[1-9])(?:月份?)?{_DASH}(?P<m2>1[0-2]|[1-9])月(?:份)?)"
    r"|(?P<half>(?:(?P<hy>20\d{2})年|今年|本年|当年|去年|上年)?(?P<hw>上半年|下半年|前三季度|前三个季度|(?:第)?[一二三四]季度))"
    r"|(?P<since>(?:(?P<sy>20\d{2})年|今年|本年|年初)以来)"
    r"|(?P<full>(?:(?P<fy>20\d{2})年度?|今年|本年度?|当年|去年|上年)?全年|(?<![\d—–~～至-])(?P<ey>20\d{2})年度)"
    r"|(?P<recent>近[两二三四五]年|以前年度|过去一年|一年来|五年来)"
    r"|(?P<month>(?:(?P<oy>20\d{2})年|今年|本年|去年|上年)?(?<!\d)(?P<om>1[0-2]|[1-9])月份?(?!\d{1,2}日|[—–~～至到-]|底))"
    r"|(?P<year>(?<![\d—–~～至-])(?P<yy>20\d{2})年(?!\d|以来|底|初|第|代)(?!\d{1,2}月)|今年|本年|去年|上年))"
)
_HALVES = {
    "上半年": 6,
    "下半年": 12,
    "前三季度": 9,
    "前三个季度": 9,
    "一季度": 3,
    "第一季度": 3,
    "二季度": 6,
    "第二季度": 6,
    "三季度": 9,
    "第三季度": 9,
}


@dataclass(frozen=True, slots=True)
class Period:
    """One expression of time. `ends` is the last day it covers where that can be told; `kind` the group that matched."""

    start: int
    end: int
    words: str
    kind: str
    year: int | None
    month: int | None
    day: int | None

    def ends(self, year: int) -> date | None:
        """Return the last day covered, taking `year` where none is printed; None for an open one (今年以来)."""
        if self.month is None:
            return None
        last = monthrange(self.year or year, self.month)[1]
        return date(self.year or year, self.month, min(self.day or last, last))


def find_periods(words: str) -> list[Period]:
    """Return the expressions of time in a passage, in reading order."""
    return [_period(match) for match in PERIOD.finditer(words) if not _in_title(words, match.start())]


def _in_title(words: str, at: int) -> bool:
    """Tell whether a place lies between title marks: the year of a document's name is no period of a figure."""
    opening = words.rfind("《", max(0, at - 60), at)
    return opening >= 0 and words.find("》", opening, at) < 0


def _period(match: re.Match[str]) -> Period:
    kind = next(name for name in ("asof", "months", "half", "since", "full", "recent", "month", "year") if match[name])
    year = next((int(match[name]) for name in ("ay", "my", "hy", "sy", "fy", "ey", "oy", "yy") if match[name]), None)
    month: int | None = None
    day: int | None = None
    if kind == "asof" and match["am"]:
        month = int(match["am"])
        day = int(match["ad"][:-1]) if match["ad"] and match["ad"].endswith("日") else None
    elif kind == "asof" and match["aye"]:
        month = 12
    elif kind == "months":
        month = int(match["m2"])
    elif kind == "half":
        month = _HALVES.get(match["hw"], 12)
    elif kind == "full":
        month = 12
    elif kind == "month":
        month = int(match["om"])
    if match[0].startswith(("去年", "上年")):
        kind = "past"
    return Period(match.start(), match.end(), match[0], kind, year, month, day)
