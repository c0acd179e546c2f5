"""Tells which days between two dates were not counted as working days, and which weekend days were."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby

from mingzheng.worktime.calendars import Calendar
from mingzheng.worktime.traces import Leg, Step
from mingzheng.worktime.zone import day_in_words

WEEKEND = ("周六", "周日")


def describe_skipped_days(leg: Leg, calendar: Calendar) -> Iterator[Step]:
    """Name the holidays left out, the ordinary weekend days left out (as a number) and the make-up workdays counted."""
    days = [(day, *calendar.day_kind(day)) for day in _running_days(leg)]
    off = [(day, reason) for day, working, reason in days if not working]
    holidays = [(day, reason) for day, reason in off if reason not in WEEKEND]
    for first, last, reason in _runs(holidays):
        yield Step(first, f"{span_in_words(first, last)}{reason}，不计入。", "holiday")
    weekend = [day for day, reason in off if reason in WEEKEND]
    if weekend:
        other = "另有" if holidays else "其间有"
        yield Step(weekend[0], f"{other}周六、周日共{len(weekend)}天，不计入。", "weekend")
    made_up = [day for day, working, _ in days if working and day.weekday() >= 5]
    if made_up:
        yield Step(made_up[0], f"{'、'.join(map(day_in_words, made_up))}调休上班，照常计入。", "makeup_workday")


def _running_days(leg: Leg) -> Iterator[date]:
    """Yield the days between the start (not counted) and the end on which the clock ran."""
    first, last = sorted((leg.start, leg.last))
    if leg.last > leg.start:
        first, last = first + timedelta(days=1), last + timedelta(days=1)
    for ordinal in range(first.toordinal(), last.toordinal()):
        day = date.fromordinal(ordinal)
        if not any(each.span.after < day <= each.span.until for each in leg.deductions):
            yield day


def _runs(days: list[tuple[date, str]]) -> Iterator[tuple[date, date, str]]:
    """Join neighbouring days of one holiday into runs."""
    numbered = enumerate(days)
    for (_, reason), group in groupby(numbered, key=lambda item: (item[1][0].toordinal() - item[0], item[1][1])):
        members = [day for _, (day, _) in group]
        yield members[0], members[-1], reason


def span_in_words(first: date, last: date) -> str:
    """Return 「2026年2月15日至2月23日」, with the second year only where it differs."""
    begin = f"{first.year}年{first.month}月{first.day}日"
    if first == last:
        return begin
    year = "" if first.year == last.year else f"{last.year}年"
    return f"{begin}至{year}{last.month}月{last.day}日"
