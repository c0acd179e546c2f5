"""A date that is written exists, and the weekday beside it is that day's.

Rule: a year, month and day name one day of the calendar. Source: 公历; GB/T 15835-2011 (numerals).
How a date is written is `date_forms`; whether it fits the document's period belongs to `checks.periods`.
"""

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date

from mingzheng.kit.numerals import parse_chinese_number
from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Finding, Severity
from mingzheng.proofing.text import Passage, Text

_NUMBER = r"\d{1,2}|[一二三四五六七八九十廿]{1,3}"
_DATE = re.compile(
    rf"(?=[\d〇○零一二三四五六七八九十廿])(?:(?P<year>\d{{4}}|[〇○零一二三四五六七八九]{{4}})年)?(?<!\d)(?P<month>{_NUMBER})月(?P<day>{_NUMBER})日"
    rf"(?:[（(](?:星期|周)(?P<week>[一二三四五六日天])[)）])?"
)
_MONTH = re.compile(r"(?=\d)(?<=\d{4}年)(1[3-9]|[2-9]\d|00?)月")
_DASHED = re.compile(r"(?<![\d.\-/])((?:19|20)\d{2})([-./])(\d{1,2})\2(\d{1,2})(?![\d.\-/])")
_WEEK = "一二三四五六日"


def find_impossible_dates(text: Text, context: Context) -> Iterable[Finding]:
    """Yield dates that no calendar has and weekdays that are another day's."""
    for passage in text.passages:
        words = passage.clean
        if "月" in words:
            for match in _DATE.finditer(words):
                yield from _judge(passage, match)
            for match in _MONTH.finditer(words):
                yield passage.finding(
                    match.start(), match.end(), f"没有这个月份：{match[0]}", stated=match[0], confidence=1.0
                )
        if "-" in words or "/" in words or "." in words:
            for match in _DASHED.finditer(words):
                yield from _judge_dashed(passage, match)


def _judge(passage: Passage, match: re.Match[str]) -> Iterator[Finding]:
    year = _read_year(match["year"])
    month, day = _read(match["month"]), _read(match["day"])
    if month is None or day is None or (month > 12 and match["year"]):
        return  # a month beyond twelve behind a year is told by `_MONTH`
    if not _exists(year or 2000, month, day):
        yield passage.finding(
            match.start(), match.end("day") + 1, f"日期不存在：{match[0]}", stated=match[0], confidence=1.0
        )
        return
    if match["week"] and year:
        actual = _WEEK[date(year, month, day).weekday()]
        if actual != match["week"].replace("天", "日"):
            yield passage.finding(
                match.start(),
                match.end(),
                f"星期与日期不符：{year}年{month}月{day}日是星期{actual}",
                stated=f"星期{match['week']}",
                computed=f"星期{actual}",
                suggestion=f"星期{actual}",
                confidence=1.0,
            )


def _judge_dashed(passage: Passage, match: re.Match[str]) -> Iterator[Finding]:
    year, month, day = int(match[1]), int(match[3]), int(match[4])
    is_version = match[2] == "." and (month == 0 or day == 0)
    if not is_version and not _exists(year, month, day) and (match[2] != "." or month <= 12):
        yield passage.finding(match.start(), match.end(), f"日期不存在：{match[0]}", stated=match[0], confidence=0.8)


def _read_year(words: str | None) -> int | None:
    if not words:
        return None
    return int(words) if words.isdecimal() else parse_chinese_number(words)


def _read(words: str) -> int | None:
    try:
        return parse_chinese_number(words)
    except ValueError:
        return None


def _exists(year: int, month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= year <= 9999 and 1 <= day <= monthrange(year, month)[1]


CHECK = Check(
    code="FRM-DATE",
    title="日期存在",
    group="form",
    severity=Severity.ERROR,
    basis="公历；GB/T 15835-2011",
    run=find_impossible_dates,
    wrong=(
        Example("请于2022年02月30日前报送。", "2022年02月30日"),
        Example("请于2023年13月5日前报送。", "13月"),
        Example("定于2026年3月5日（星期三）上午召开会议。", "2026年3月5日（星期三）", computed="星期四"),
        Example("填报日期：2023-11-31", "2023-11-31"),
        Example("二〇二三年六月三十一日", "二〇二三年六月三十一日"),
    ),
    right=(
        Example("请于2024年2月29日前报送。"),
        Example("定于2026年3月5日（星期四）上午召开会议。"),
        Example("版本为2.13.40，服务电话为0000-8123456。"),
    ),
)
