"""Turns printed time phrases (年底前, 6月30日前, 每季度, 每年至少一次, 持续推进) into deadlines, and these into dates.

Working days and legal limits are `worktime`; a phrase that is not understood, or hangs on an event whose day nobody has
said (汛前, 春节前, 即行即改), stays text and is asked about.
"""

import calendar
import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Kind = Literal["fixed", "recurring", "continuous", "relative", "event"]
_COUNTS = {
    "一": 1,
    "1": 1,
    "两": 2,
    "二": 2,
    "2": 2,
    "三": 3,
    "3": 3,
    "四": 4,
    "4": 4,
    "五": 5,
    "5": 5,
    "六": 6,
    "6": 6,
}
_INTERVALS = {"年": "year", "年度": "year", "半年": "half_year", "季度": "quarter", "季": "quarter", "月": "month"}
_INTERVALS |= {"个月": "month", "周": "week", "星期": "week", "日": "day", "天": "day", "学期": "half_year"}
_LONGEST = 20_000
_TIMES = r"(?:[^。；，、]{0,12}?(?:不少于|至少|不低于)?[^。；，、]{0,8}?([一二两三四五六1-6])[次期轮场批])?"
_MONTHS = {"上半年": 6, "下半年": 12, "一季度": 3, "1季度": 3, "二季度": 6, "2季度": 6, "三季度": 9, "3季度": 9}
_MONTHS |= {"四季度": 12, "4季度": 12}
_YEAR = r"(?:(20\d{2})年|(次年|明年|下一?年)|(?:今年|本年度?|当年))?"

_DATE = re.compile(rf"{_YEAR}(\d{{1,2}})月(?:(\d{{1,2}})日|(上旬|中旬|下旬|底|末|份)?)(之?前|以前|底前|完成|内|止)?")
_DASHED = re.compile(r"(20\d{2})[-./](\d{1,2})(?:[-./](\d{1,2}))?(?!\d)(?:日)?(?:之?前|以前)?")
_YEAR_END = re.compile(
    rf"{_YEAR}(?<!每)(?<!半)年?年(?:底|末|终)(?:之?前|以前)?|{_YEAR}年内|(20\d{{2}})年(?:底|末|内|度内)(?:之?前|以前)?"
)
_PART = re.compile(rf"{_YEAR}第?(上半年|下半年|[一二三四1-4]季度)(?:末|底|内)?(?:之?前|以前)?")
_EVERY = re.compile(
    rf"每(?:个)?(半年|年度|年|季度|季|月|周|星期|日|天)(?:度|末|初|底前|底)?(?:(\d{{1,2}})月)?(?:(\d{{1,2}})日)?(?:底?前)?{_TIMES}"
    rf"|(?:按|逐)(季度|季|月|周|年度|年)(?=报|公|更|开|通|汇|推|完|$|[。；，、])|(半年|一年|季度|每月)([一二两三四五六1-6])次"
    rf"|每(学期)(?:末|初)?{_TIMES}"
)
_CONTINUOUS = re.compile(
    r"(?:持续|长期|常年|全年|常态化)(?:推进|推动|坚持|开展|做好|加强|深化|落实|优化|实施|进行|更新|完善|抓好|巩固|提升)"
    r"|长期坚持|贯穿全年"
)
# Days of the year that need no calendar; the lunar festivals and seasons are events.
_FESTIVALS = {
    "元旦": (1, 1),
    "三八": (3, 8),
    "五一": (5, 1),
    "劳动节": (5, 1),
    "五四": (5, 4),
    "六一": (6, 1),
    "七一": (7, 1),
}
_FESTIVALS |= {"八一": (8, 1), "教师节": (9, 10), "国庆": (10, 1), "十一": (10, 1)}
_BEFORE_FESTIVAL = re.compile(
    rf"{_YEAR}[“\"]?(元旦|三八|五一|五四|六一|七一|八一|十一|国庆|劳动节|教师节)(?:妇女节|劳动节|青年节|儿童节|节|假期)?[”\"]?(?:之?前|以前)(?!后)"
)
_SINCE_ISSUE = re.compile(
    r"(?:自|从)?本?(?:方案|通知|文件|意见|要点|清单)?(?:正式)?(?:印发|下发|发布|公布)(?:之日)?(?:起|后)?(?:的)?"
    r"(\d{1,3}|[一二两三四五六])(个工作日|工作日|日|天|周|个月|年)(?:之?内|以内)"
)
_EVENT = re.compile(
    r"(?:接到?|收到)[^。；，、]{0,8}后\d{1,3}个?(?:工作日|小时|日|天)之?内|节后[^。；，、]{0,6}\d{1,3}个?(?:工作日|日|天)之?内"
    r"|(?:(?:主汛期|汛期|汛|春节|清明节?|端午节?|中秋节?|春耕|秋收|夏收|开学|学期|寒假|暑假|高考|中考|两会|采暖季|供暖季|供暖|冬季|雨季|节)"
    r"(?:来临|到来|开始|结束)?(?:之?前|以前|前后|后|期间)|节假日期间)(?!检查|排查|准备|演练|教育|培训|安全)"
    r"|(?:即知|即行|立行|立知|边查边|随查随)即?改|立即(?:整改|落实|办理)"
)
_CELL_CONTINUOUS = re.compile(r"^(?:持续|长期|常年|全年|常态|经常|日常|动态|即时|随时|实时|适时)[^\d]{0,12}$")


@dataclass(frozen=True, slots=True)
class Deadline:
    """A time phrase 时限. Fixed: year, month, day as far as stated. Recurring: `interval` and how many `times` in it.

    Relative: `count` of `unit` (day, week, month, year) after the document was issued. An event has no day until somebody says.
    """

    kind: Kind
    text: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    interval: str | None = None
    times: int | None = None
    next_year: bool = False
    count: int | None = None
    unit: str | None = None


def resolve_deadline(deadline: Deadline, year: int | None) -> datetime.date | None:
    """Return the last day of a fixed deadline in a scheme of `year`; None for recurrences or when no year is known.

    「6月30日前」 includes the day named; a month or quarter alone ends with its last day.
    """
    base = deadline.year or (year + 1 if year and deadline.next_year else year)
    if deadline.kind != "fixed" or base is None or not deadline.month:
        return None
    last = calendar.monthrange(base, deadline.month)[1]
    return datetime.date(base, deadline.month, min(deadline.day or last, last))


def find_deadlines(text: str) -> tuple[Deadline, ...]:
    """Return the deadlines a sentence states: fixed ones, those counted from the issue, recurrences, 持续推进, events."""
    found: list[Deadline] = []
    taken: list[tuple[int, int]] = []
    text = text[:_LONGEST]
    for pattern, build in _READERS:
        for match in pattern.finditer(text):
            deadline = build(match, text)
            if deadline is not None and not any(match.start() < e and s < match.end() for s, e in taken):
                taken.append(match.span())
                found.append(deadline)
    order: tuple[Kind, ...] = ("fixed", "relative", "recurring", "continuous", "event")
    return tuple(sorted(found, key=lambda d: order.index(d.kind)))


def count_from_issue(deadline: Deadline, issued: datetime.date | None) -> Deadline:
    """Return a relative deadline as the fixed day it comes to; any other, and one without a day of issue, as it is.

    The day of issue itself does not count: 「印发之日起30日内」 of 1 March ends on 31 March.
    """
    if deadline.kind != "relative" or issued is None or deadline.count is None:
        return deadline
    days = {"day": 1, "week": 7}.get(deadline.unit or "")
    if days:
        on = issued + datetime.timedelta(days=days * deadline.count)
    else:
        months = issued.month - 1 + deadline.count * (12 if deadline.unit == "year" else 1)
        year, month = issued.year + months // 12, months % 12 + 1
        on = datetime.date(year, month, min(issued.day, calendar.monthrange(year, month)[1]))
    return Deadline("fixed", deadline.text, on.year, on.month, on.day)


def read_deadline_cell(text: str) -> tuple[Deadline, ...]:
    """Return the deadlines of a cell or note that holds only a time phrase; a bare date or year counts here."""
    found = find_deadlines(text)
    if found:
        return found
    if _CELL_CONTINUOUS.match(text):
        return (Deadline("continuous", text),)
    until = re.search(r"(?<=[年月日\d])\s*[-—–~～至到]+(.+)$", text)
    if until:
        return read_deadline_cell(until[1])
    parts = [p for p in re.split(r"[、，,；;/和及]", text) if p]
    if len(parts) > 1 and all(read_deadline_cell(p) for p in parts):
        return tuple(d for p in parts for d in read_deadline_cell(p))
    bare = re.fullmatch(r"(?:(20\d{2})年?)?(?:(\d{1,2})[月.])?(?:(\d{1,2})日?)?(?:之?前|以前|完成)?", text)
    if bare and any(bare.groups()):
        return tuple(d for d in [_fixed(text, bare[1], bare[2] or "12", bare[3])] if d)
    word = re.fullmatch(r"(?:每|按)?(季度|月度|月|年度|年|半年|周)(?:度)?(?:报送|推进|完成|更新)?", text)
    if word:
        return (Deadline("recurring", text, interval=_INTERVALS[word[1].replace("月度", "月")]),)
    return ()


def _fixed(text: str, year: str | None, month: str, day: str | None, *, next_year: bool = False) -> Deadline | None:
    number, of_month = int(month), int(day) if day else None
    if not 1 <= number <= 12 or (of_month is not None and not 1 <= of_month <= 31):
        return None
    return Deadline("fixed", text, int(year) if year else None, number, of_month, next_year=next_year)


def _read_date(match: re.Match[str], text: str) -> Deadline | None:
    """Read 6月30日前; without 前, 底 or 完成 a date in a sentence may be history, so it counts only alone."""
    year, following, month, day, part, tail = match.groups()
    alone = match.group().strip() == text.strip("。；; ")
    if not (tail or part in {"底", "末"} or alone) or text[match.end() : match.end() + 1] == "起":
        return None
    part_day = {"上旬": "10", "中旬": "20"}.get(part or "")
    return _fixed(match.group(), year, month, day or part_day, next_year=bool(following))


def _read_dashed(match: re.Match[str], text: str) -> Deadline | None:
    alone = match.group().strip() == text.strip("。；; ")
    return _fixed(match.group(), match[1], match[2], match[3]) if alone or match.group().endswith("前") else None


def _read_year_end(match: re.Match[str], text: str) -> Deadline | None:
    year = next((g for g in match.groups() if g and g.isdecimal()), None)
    following = any(g and not g.isdecimal() for g in match.groups())
    before = text[: match.start()]
    if before.endswith(("每", "半", "近", "多", "往", "历")) or re.search(r"[\d一二三四五六七八九十两]$", before):
        return None
    return _fixed(match.group(), year, "12", "31", next_year=following)


def _read_part(match: re.Match[str], text: str) -> Deadline | None:
    alone = match.group().strip() == text.strip("。；; ")
    bounded = re.search(r"(?:前|末|底|内)$", match.group()) or text[match.end() : match.end() + 2] == "完成"
    if text[: match.start()].endswith(("每", "前")) or not (alone or bounded):
        return None
    return _fixed(match.group(), match[1], str(_MONTHS[match[3]]), None, next_year=bool(match[2]))


def _read_every(match: re.Match[str], _text: str) -> Deadline | None:
    word = match[1] or match[5] or (match[6] or "").removeprefix("每").replace("一年", "年") or match[8]
    times = _COUNTS.get(match[4] or match[7] or match[9] or "")
    month, day = (int(g) if g else None for g in (match[2], match[3]))
    return Deadline("recurring", match.group(), month=month, day=day, interval=_INTERVALS[word], times=times)


def _read_continuous(match: re.Match[str], _text: str) -> Deadline | None:
    return Deadline("continuous", match.group())


def _read_festival(match: re.Match[str], text: str) -> Deadline | None:
    """Read 国庆节前: the last day before; 节前 without a year means the festival of the scheme's year."""
    year, following, name = match.groups()
    first = datetime.date(int(year) if year else 2001, *_FESTIVALS[name])
    on = first - datetime.timedelta(days=1)
    if name == "元旦":  # 元旦前 ends the year it is said in
        return _fixed(match.group(), str(int(year) - 1) if year else None, "12", "31")
    return _fixed(match.group(), year, str(on.month), str(on.day), next_year=bool(following))


def _read_since_issue(match: re.Match[str], _text: str) -> Deadline | None:
    count = _COUNTS.get(match[1]) or int(match[1])
    unit = {"日": "day", "天": "day", "周": "week", "个月": "month", "年": "year"}.get(match[2])
    if unit is None:  # working days need the calendar in force, so a person sets the day
        return Deadline("event", match.group())
    return Deadline("relative", match.group(), count=count, unit=unit)


def _read_event(match: re.Match[str], _text: str) -> Deadline | None:
    return Deadline("event", match.group())


_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], str], Deadline | None]], ...] = (
    (_EVERY, _read_every),
    (_DASHED, _read_dashed),
    (_DATE, _read_date),
    (_PART, _read_part),
    (_YEAR_END, _read_year_end),
    (_BEFORE_FESTIVAL, _read_festival),
    (_SINCE_ISSUE, _read_since_issue),
    (_CONTINUOUS, _read_continuous),
    (_EVENT, _read_event),
)
