"""Lengths of time as the law writes them. What a length leads to is computed in `deadlines` and `backward`."""

import calendar as month_lengths
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mingzheng.worktime.errors import ClockError

FIRST_YEAR = 1950
LAST_YEAR = 2150
LONGEST = 10_000_000


class Unit(StrEnum):
    """The units a legal period is counted in."""

    HOUR = "hour"
    WORKING_DAY = "working_day"
    CALENDAR_DAY = "calendar_day"
    MONTH = "month"
    YEAR = "year"


_UNIT_WORDS = {
    Unit.HOUR: "小时",
    Unit.WORKING_DAY: "个工作日",
    Unit.CALENDAR_DAY: "日",
    Unit.MONTH: "个月",
    Unit.YEAR: "年",
}


@dataclass(frozen=True, slots=True)
class Period:
    """A length of time: a whole number of one unit, at least 1."""

    amount: int
    unit: Unit

    def __post_init__(self) -> None:
        if isinstance(self.amount, bool) or not isinstance(self.amount, int) or self.amount < 1:
            raise ClockError("period_not_positive", "期限必须是大于零的整数")
        if self.amount > LONGEST:
            raise ClockError("out_of_range", "期限过长，无法计算")

    @property
    def label(self) -> str:
        """Return the Chinese words, 「20个工作日」."""
        return f"{self.amount}{_UNIT_WORDS[self.unit]}"


def hours(amount: int) -> Period:
    """Make a period of natural hours."""
    return Period(amount, Unit.HOUR)


def working_days(amount: int) -> Period:
    """Make a period of working days (D-01)."""
    return Period(amount, Unit.WORKING_DAY)


def calendar_days(amount: int) -> Period:
    """Make a period of natural days (D-03)."""
    return Period(amount, Unit.CALENDAR_DAY)


def months(amount: int) -> Period:
    """Make a period of calendar months (D-04)."""
    return Period(amount, Unit.MONTH)


def years(amount: int) -> Period:
    """Make a period of years, counted as twelve months each (D-04)."""
    return Period(amount, Unit.YEAR)


def shift_months(day: date, amount: int) -> date:
    """Return the corresponding day `amount` months later (earlier if negative), or that month's last day.

    Legal basis: 民法典 第二百零二条
    """
    year, month_index = divmod(day.year * 12 + day.month - 1 + amount, 12)
    check_year(year)
    return date(year, month_index + 1, min(day.day, month_lengths.monthrange(year, month_index + 1)[1]))


def months_of(period: Period) -> int:
    """Return a period of months or years as months."""
    return period.amount * 12 if period.unit is Unit.YEAR else period.amount


def check_year(year: int) -> None:
    """Refuse a year the calendars do not reach."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ClockError("out_of_range", f"日期超出可计算范围（{FIRST_YEAR}年至{LAST_YEAR}年）")
