"""Which days are working days (D-01). An unannounced year is estimated here and named as such.

Reading and checking published tables belongs to `notices`; counting a period to `deadlines`.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

from mingzheng.worktime.festivals import statutory_festivals
from mingzheng.worktime.notices import HolidayNotice, read_year
from mingzheng.worktime.periods import check_year
from mingzheng.worktime.years import WorkingYear

_WEEKEND = {5: "周六", 6: "周日"}
_ONE_DAY = timedelta(days=1)


class DayKind(NamedTuple):
    """Whether a day is a working day, and why, in Chinese."""

    working: bool
    reason: str


class Calendar:
    """The working days of all years, immutable: a changed holiday table makes a new calendar.

    Legal basis: 行政许可法 第八十二条; 行政处罚法 第八十五条; 全国年节及纪念日放假办法
    """

    def __init__(self, notices: Iterable[HolidayNotice] = ()) -> None:
        self._notices = {notice.year: notice for notice in notices}
        self._off: dict[date, str] = {}
        self._work: set[date] = set()
        for _, notice in sorted(self._notices.items()):
            self._off.update(notice.off)
            self._work |= notice.work
        self._tables: dict[int, WorkingYear] = {}

    @classmethod
    def from_years(cls, years: Mapping[int, Mapping[str, Any]]) -> "Calendar":
        """Make a calendar of `{2026: {"off": ["10-01~10-07"], "work": ["10-10"], "notice": "文号"}}`.

        Raises HolidayNoticeError when a table contradicts itself; it need not be complete.
        """
        return cls(read_year(int(year), table) for year, table in years.items())

    def with_notices(self, notices: Iterable[HolidayNotice]) -> "Calendar":
        """Return a calendar in which these years are replaced or added."""
        return Calendar({**self._notices, **{notice.year: notice for notice in notices}}.values())

    def is_announced(self, year: int) -> bool:
        """Say whether the arrangement of that year is loaded."""
        return year in self._notices

    def notice_of(self, year: int) -> HolidayNotice | None:
        """Return the loaded arrangement of a year."""
        return self._notices.get(year)

    @property
    def announced_years(self) -> tuple[int, ...]:
        """Return the years whose arrangement is loaded, in order."""
        return tuple(sorted(self._notices))

    def day_kind(self, day: date) -> DayKind:
        """Judge one day and say why: 调休上班, 国庆节放假, 周六, 工作日 …"""
        if day in self._work:
            return DayKind(working=True, reason="调休上班")
        if day in self._off:
            return DayKind(working=False, reason=f"{self._off[day]}放假")
        festival = None if self.is_announced(day.year) else statutory_festivals(day.year).get(day)
        if festival:
            return DayKind(working=False, reason=f"{festival}放假（推算）")
        weekend = _WEEKEND.get(day.weekday())
        return DayKind(working=not weekend, reason=weekend or "工作日")

    def is_working_day(self, day: date) -> bool:
        """Say whether a day is a working day (D-01)."""
        return self.day_kind(day).working

    def next_working_day(self, day: date, *, include_self: bool = False) -> date:
        """Return the first working day after a day, or the day itself when asked for and it is one."""
        return self.add_working_days(day - _ONE_DAY if include_self else day, 1)

    def previous_working_day(self, day: date, *, include_self: bool = False) -> date:
        """Return the last working day before a day, or the day itself when asked for and it is one."""
        return self.subtract_working_days(day + _ONE_DAY if include_self else day, 1)

    def add_working_days(self, day: date, amount: int) -> date:
        """Return the `amount`-th working day after a day, which is itself not counted (D-02)."""
        year, table = day.year, self._table(day.year)
        wanted = table.count_upto(day.toordinal()) + amount
        while wanted > table.total:
            wanted -= table.total
            year += 1
            table = self._table(year)
        return date.fromordinal(table.days[wanted - 1])

    def subtract_working_days(self, day: date, amount: int) -> date:
        """Return the `amount`-th working day before a day, which is itself not counted."""
        year, table = day.year, self._table(day.year)
        wanted = table.count_upto(day.toordinal() - 1) - amount
        while wanted < 0:
            year -= 1
            table = self._table(year)
            wanted += table.total
        return date.fromordinal(table.days[wanted])

    def count_working_days(self, after: date, until: date) -> int:
        """Count the working days in (after, until]; negative when `until` lies before `after`."""
        if until < after:
            return -self.count_working_days(until, after)
        first, last = after.year, until.year
        between = sum(self._table(year).total for year in range(first, last))
        return (
            between + self._table(last).count_upto(until.toordinal()) - self._table(first).count_upto(after.toordinal())
        )

    def differing_days(self, other: "Calendar", years: Iterable[int]) -> tuple[date, ...]:
        """Return the days of some years that are working days in one of the two calendars only."""
        return tuple(
            date.fromordinal(ordinal)
            for year in years
            for ordinal in sorted(set(self._table(year).days) ^ set(other._table(year).days))
        )

    def working_days_in_year(self, year: int) -> int:
        """Count the working days of a year."""
        return self._table(year).total

    def _table(self, year: int) -> WorkingYear:
        table = self._tables.get(year)
        if table is None:
            check_year(year)
            table = self._tables[year] = WorkingYear(year, self.is_working_day)
        return table


@cache
def shipped_calendar() -> Calendar:
    """Return the calendar of the published years that come with the product."""
    text = resources.files("mingzheng.worktime").joinpath("data/holidays.json").read_text(encoding="utf-8")
    return Calendar.from_years({int(year): table for year, table in json.loads(text).items()})
