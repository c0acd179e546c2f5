"""The dates of the law: until when, at the latest when, not before when, and on a fixed day.

One period is counted in `counting`; the sentences are made in `explanation`. A clock that starts anew (D-07: corrected
application, fee) is a new call with the new day; nothing of the old clock enters it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from mingzheng.worktime.calendars import Calendar
from mingzheng.worktime.counting import ONE_DAY, add_days, count_leg, midnight_after
from mingzheng.worktime.errors import ClockError
from mingzheng.worktime.explanation import describe
from mingzheng.worktime.periods import Period, Unit, check_year, months_of, shift_months
from mingzheng.worktime.suspensions import Suspension, merge_suspensions
from mingzheng.worktime.traces import Direction, Leg, Step, Trace
from mingzheng.worktime.zone import in_shanghai, legal_day


@dataclass(frozen=True)
class Deadline:
    """A computed date that can say how it came about.

    `due_on` runs until 24:00 Beijing time; `due_at` exists for periods of hours. `suspended` means a stop has not ended
    and the date is the one that would hold if it ended on `as_of`. `unannounced_years` are the years it rests on whose
    holidays are estimated. `steps` are put into words when first asked for.
    """

    due_on: date
    due_at: datetime | None
    unannounced_years: tuple[int, ...]
    suspended: bool
    trace: Trace = field(repr=False, compare=False)

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """Return the explanation, one sentence a step."""
        return describe(self.trace)

    def explain(self) -> str:
        """Return the numbered sentences as lines of text."""
        return "\n".join(f"{number}. {step.text}" for number, step in enumerate(self.steps, start=1))

    def as_json(self) -> dict[str, Any]:
        """Return the date and its steps as plain values."""
        return {
            "due_on": self.due_on.isoformat(),
            "due_at": self.due_at.isoformat() if self.due_at else None,
            "suspended": self.suspended,
            "estimated": bool(self.unannounced_years),
            "unannounced_years": list(self.unannounced_years),
            "steps": [
                {"on": step.on.isoformat() if step.on else None, "kind": step.kind, "text": step.text}
                for step in self.steps
            ],
        }


def compute_deadline(
    start: date | datetime,
    period: Period,
    *,
    calendar: Calendar,
    extensions: Sequence[Period] = (),
    suspensions: Sequence[Suspension] = (),
    as_of: date | None = None,
) -> Deadline:
    """Compute the last day of a period that begins with an event on `start`, which is not counted.

    An extension continues from the day the clock would otherwise have ended. An open suspension is counted until
    `as_of`; without it the date is the earliest possible one.

    Raises ClockError for a naive moment, hours from a day without a moment, and dates out of range.

    Legal basis: 民法典 第二百零一条、第二百零二条、第二百零三条; 政府信息公开条例 第三十三条
    """
    spans = merge_suspensions(suspensions, as_of) if suspensions else ()
    legs = [count_leg(start, period, spans, calendar)]
    for extension in extensions:
        legs.append(count_leg(_continuation(legs[-1], extension), extension, spans, calendar))
    return _deadline("forward", tuple(legs), calendar)


def compute_latest_start(event: date | datetime, period: Period, *, calendar: Calendar) -> Deadline:
    """Compute the last day on which something must be done `period` before an event (「会议召开7日前」).

    The day of the event is not counted. A day of natural counting that falls on a holiday moves to the working day
    before it: moving it later would shorten the time the law grants.

    Legal basis: 重大行政决策程序暂行条例 第十六条 (for example)
    """
    if period.unit is Unit.HOUR:
        return _hours_before(event, period, calendar)
    day = legal_day(event)
    check_year(day.year)
    if period.unit is Unit.WORKING_DAY:
        last = calendar.subtract_working_days(day, period.amount)
    elif period.unit is Unit.CALENDAR_DAY:
        last = add_days(day, -period.amount)
    else:
        last = shift_months(day, -months_of(period))
    leg = Leg(day, period, last, calendar.previous_working_day(last, include_self=True))
    return _deadline("backward", (leg,), calendar)


def fixed_date(year: int, month: int, day: int, *, calendar: Calendar, roll: bool) -> Deadline:
    """Make the deadline of a day named by date (「1月31日前」); `roll` moves a holiday to the next working day.

    Legal basis: 政府信息公开条例 第四十九条 (for example); 民法典 第二百零三条
    """
    check_year(year)
    try:
        last = date(year, month, day)
    except ValueError as error:
        raise ClockError("no_such_day", f"{year}年{month}月{day}日不存在") from error
    due = calendar.next_working_day(last, include_self=True) if roll else last
    return _deadline("fixed", (Leg(last, None, last, due),), calendar)


def earliest_end(start: date | datetime, period: Period, *, calendar: Calendar) -> Deadline:
    """Compute the day at whose end a minimum duration (「不少于30日」) is complete; before it the step is too early.

    Legal basis: 重大行政决策程序暂行条例 第十五条 (for example); 民法典 第二百零三条
    """
    return _deadline("minimum", (count_leg(start, period, (), calendar),), calendar)


def working_days_between(a: date, b: date, *, calendar: Calendar) -> int:
    """Count the working days in (a, b]; negative when b lies before a."""
    return calendar.count_working_days(a, b)


def _continuation(leg: Leg, extension: Period) -> date | datetime:
    """Return where an extension begins: the old due moment for hours, otherwise the old due day."""
    if extension.unit is not Unit.HOUR:
        return leg.due
    return leg.due_at or midnight_after(leg.due)


def _hours_before(event: date | datetime, period: Period, calendar: Calendar) -> Deadline:
    if not isinstance(event, datetime):
        raise ClockError("moment_needed", "按小时计算的期限，须写明时刻，例如 2026-02-13T09:30")
    moment = in_shanghai(event)
    due_at = moment - timedelta(hours=period.amount)
    check_year(due_at.year)
    leg = Leg(moment.date(), period, due_at.date(), due_at.date(), (), moment, due_at)
    return _deadline("backward", (leg,), calendar)


def _deadline(direction: Direction, legs: tuple[Leg, ...], calendar: Calendar) -> Deadline:
    years = tuple(sorted({year for leg in legs for year in _years_of(leg)}))
    suspended = any(deduction.span.open for leg in legs for deduction in leg.deductions)
    unannounced = tuple(year for year in years if not calendar.is_announced(year))
    return Deadline(legs[-1].due, legs[-1].due_at, unannounced, suspended, Trace(direction, legs, calendar, years))


def _years_of(leg: Leg) -> Iterable[int]:
    """Return the years whose working days decided the date: all of a working-day period, else where it ended."""
    unit = leg.period.unit if leg.period else None
    if unit is Unit.HOUR:
        return ()
    if unit is not Unit.WORKING_DAY:
        return (leg.last.year, leg.due.year)
    if leg.due > leg.start:
        return range((leg.start + ONE_DAY).year, leg.due.year + 1)
    return range(leg.due.year, (leg.start - ONE_DAY).year + 1)
