"""Periods and scopes: for which time and for which units a value is asked. Pure values; no ORM, no clock."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Self


class PeriodKind(StrEnum):
    """How the time of a figure is told."""

    YEAR = "year"
    RANGE = "range"
    AS_OF = "as_of"
    STANDING = "standing"

    @property
    def label(self) -> str:
        """Return the word for screens."""
        return {"year": "年度", "range": "时段", "as_of": "时点", "standing": "长期"}[self.value]


@dataclass(frozen=True, slots=True)
class Period:
    """A year, a range of days (both included), a day as of which something is so, or no time at all."""

    kind: PeriodKind
    starts_on: date | None = None
    ends_on: date | None = None

    @classmethod
    def year(cls, year: int) -> Self:
        """Return a calendar year."""
        return cls(PeriodKind.YEAR, date(year, 1, 1), date(year, 12, 31))

    @classmethod
    def month(cls, year: int, month: int) -> Self:
        """Return a calendar month."""
        return cls.between(date(year, month, 1), date(year, month, monthrange(year, month)[1]))

    @classmethod
    def between(cls, starts_on: date, ends_on: date) -> Self:
        """Return a range of days, both included. Raises ValueError when it ends before it starts."""
        if ends_on < starts_on:
            raise ValueError("a period ends on or after the day it starts")
        if (starts_on.month, starts_on.day) == (1, 1) and ends_on == date(starts_on.year, 12, 31):
            return cls.year(starts_on.year)
        return cls(PeriodKind.RANGE, starts_on, ends_on)

    @classmethod
    def to_date(cls, day: date) -> Self:
        """Return the year so far: from 1 January to a day (今年以来)."""
        return cls.between(date(day.year, 1, 1), day)

    @classmethod
    def as_of(cls, day: date) -> Self:
        """Return the state of things at the end of a day."""
        return cls(PeriodKind.AS_OF, None, day)

    @classmethod
    def standing(cls) -> Self:
        """Return no time: a rule or a name that holds until it is changed."""
        return cls(PeriodKind.STANDING)

    @classmethod
    def from_key(cls, key: str) -> Self:
        """Read what `key` writes. Raises ValueError for anything else."""
        kind, _, rest = key.partition(":")
        if kind == PeriodKind.YEAR and len(rest) == 4 and rest.isascii() and rest.isdigit():
            return cls.year(int(rest))
        if kind == PeriodKind.AS_OF:
            return cls.as_of(date.fromisoformat(rest))
        if kind == PeriodKind.RANGE:
            first, _, last = rest.partition(":")
            return cls.between(date.fromisoformat(first), date.fromisoformat(last))
        if key == PeriodKind.STANDING:
            return cls.standing()
        raise ValueError(f"no period: {key!r}")

    @property
    def key(self) -> str:
        """Return the text by which rows and addresses name the period."""
        if self.kind == PeriodKind.YEAR:
            return f"year:{self.last.year:04d}"
        if self.kind == PeriodKind.AS_OF:
            return f"as_of:{self.last.isoformat()}"
        if self.kind == PeriodKind.RANGE:
            return f"range:{self.first.isoformat()}:{self.last.isoformat()}"
        return "standing"

    @property
    def first(self) -> date:
        """Return the first day; the beginning of time where there is none."""
        return self.starts_on or date.min

    @property
    def last(self) -> date:
        """Return the last day; the end of time where there is none."""
        return self.ends_on or date.max

    def label(self) -> str:
        """Return the period as documents write it."""
        if self.kind == PeriodKind.STANDING:
            return "长期"
        if self.kind == PeriodKind.YEAR:
            return f"{self.last.year}年"
        if self.kind == PeriodKind.AS_OF:
            return f"截至{_day(self.last)}"
        return _range(self.first, self.last)

    def earlier(self) -> "Period | None":
        """Return the same period a year before, None for a standing one."""
        if self.ends_on is None:
            return None
        if self.kind == PeriodKind.YEAR:
            return Period.year(self.ends_on.year - 1) if self.ends_on.year > 1 else None
        starts_on = _year_before(self.starts_on) if self.starts_on else None
        return Period(self.kind, starts_on, _year_before(self.ends_on))

    def contains(self, other: "Period") -> bool:
        """Say whether another period's days all lie in this one; a day as of which something is so lies in it too."""
        if PeriodKind.STANDING in {self.kind, other.kind}:
            return self.kind == other.kind
        starts = other.starts_on or other.last
        return self.first <= starts and other.last <= self.last


@dataclass(frozen=True, slots=True)
class Scope:
    """Of which units (None: the whole district) and for which period a value is asked."""

    unit_ids: frozenset[int] | None
    period: Period

    def during(self, period: Period) -> "Scope":
        """Return the same units in another period."""
        return Scope(self.unit_ids, period)

    def of(self, unit_ids: frozenset[int] | None) -> "Scope":
        """Return other units in the same period."""
        return Scope(unit_ids, self.period)


def _is_month_end(day: date) -> bool:
    return (day + timedelta(days=1)).day == 1


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月" if _is_month_end(day) else f"{day.year}年{day.month}月{day.day}日"


def _range(first: date, last: date) -> str:
    whole_months = first.day == 1 and _is_month_end(last)
    if whole_months and (first.year, first.month) == (last.year, last.month):
        return f"{first.year}年{first.month}月"
    if whole_months and first.year == last.year:
        return f"{first.year}年{first.month}—{last.month}月"
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return f"{first.year}—{last.year}年"
    if first.year == last.year:
        return f"{first.year}年{first.month}月{first.day}日至{last.month}月{last.day}日"
    return f"{first.year}年{first.month}月{first.day}日至{last.year}年{last.month}月{last.day}日"


def _year_before(day: date) -> date:
    if _is_month_end(day):
        return date(day.year - 1, day.month, monthrange(day.year - 1, day.month)[1])
    return day.replace(year=day.year - 1)
