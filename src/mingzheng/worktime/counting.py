"""Counts one period from a day or a moment (D-02 to D-04, D-06). How the result is told belongs to `explanation`."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from mingzheng.worktime.calendars import Calendar
from mingzheng.worktime.errors import ClockError
from mingzheng.worktime.periods import LAST_YEAR, Period, Unit, check_year, months_of, shift_months
from mingzheng.worktime.suspensions import Span
from mingzheng.worktime.traces import Deduction, Leg
from mingzheng.worktime.zone import SHANGHAI, in_shanghai, legal_day

ONE_DAY = timedelta(days=1)


def count_leg(start: date | datetime, period: Period, spans: Sequence[Span], calendar: Calendar) -> Leg:
    """Count a period forward; the day of the start is not counted, for hours the moment of the start is."""
    if period.unit is Unit.HOUR:
        return _count_hours(start, period, spans)
    day = legal_day(start)
    check_year(day.year)
    given_at = in_shanghai(start) if isinstance(start, datetime) else None
    if period.unit is Unit.WORKING_DAY:
        last, deductions = _count_working_days(day, period.amount, spans, calendar)
        return Leg(day, period, last, last, deductions, given_at)
    last, deductions = _count_days(day, _unrolled_end(day, period), spans)
    due, stopped = _roll_forward(last, spans, calendar)
    return Leg(day, period, last, due, deductions + stopped, given_at)


def _count_working_days(
    start: date, amount: int, spans: Sequence[Span], calendar: Calendar
) -> tuple[date, tuple[Deduction, ...]]:
    """Find the day on which the remaining working days are used up; deducted days use up none (D-06)."""
    due = calendar.add_working_days(start, amount)
    deductions = []
    for span in spans:
        if span.after >= due:
            break
        if span.until < start:
            continue
        deducted = calendar.count_working_days(max(span.after, start), span.until)
        deductions.append(Deduction(span, deducted))
        amount += deducted
        due = calendar.add_working_days(start, amount)
    return due, tuple(deductions)


def _unrolled_end(start: date, period: Period) -> date:
    if period.unit is Unit.CALENDAR_DAY:
        return add_days(start, period.amount)
    return shift_months(start, months_of(period))


def _count_days(start: date, last: date, spans: Sequence[Span]) -> tuple[date, tuple[Deduction, ...]]:
    """Move the last day of a period of natural days or months back by every deducted day."""
    deductions = []
    for span in spans:
        if span.after >= last:
            break
        if span.until < start:
            continue
        deducted = (span.until - max(span.after, start)).days
        deductions.append(Deduction(span, deducted))
        last = add_days(last, deducted)
    return last, tuple(deductions)


def _roll_forward(last: date, spans: Sequence[Span], calendar: Calendar) -> tuple[date, tuple[Deduction, ...]]:
    """Move a last day that is a holiday to the first working day after it, on which the clock is not stopped either.

    Legal basis: 民法典 第二百零三条
    """
    due = calendar.next_working_day(last, include_self=True)
    deductions = []
    for span in spans:
        if last <= span.after < due:
            deductions.append(Deduction(span, 0))
            due = max(due, calendar.next_working_day(span.until))
    return due, tuple(deductions)


def _count_hours(start: date | datetime, period: Period, spans: Sequence[Span]) -> Leg:
    """Count natural hours, nights and holidays included, without any move to a working day.

    Legal basis: 民法典 第二百零一条第二款
    """
    if not isinstance(start, datetime):
        raise ClockError("moment_needed", "按小时计算的期限，起算须写明时刻，例如 2026-02-13T09:30")
    moment = in_shanghai(start)
    check_year(moment.year)
    due_at = _add_hours(moment, timedelta(hours=period.amount))
    deductions = []
    for span in spans:
        begins, ends = max(midnight_after(span.after), moment), midnight_after(span.until)
        if begins >= due_at:
            break
        if ends < moment:
            continue
        deductions.append(Deduction(span, (span.until - max(span.after, moment.date() - ONE_DAY)).days))
        due_at = _add_hours(due_at, max(ends - begins, timedelta()))
    return Leg(moment.date(), period, due_at.date(), due_at.date(), tuple(deductions), moment, due_at)


def midnight_after(day: date) -> datetime:
    """Return the end of a day (24:00) as a moment in Beijing time."""
    return datetime.combine(day + ONE_DAY, time(), SHANGHAI)


def add_days(day: date, amount: int) -> date:
    """Add natural days (negative to go back) inside the years the calendars reach."""
    try:
        result = day + timedelta(days=amount)
    except OverflowError:
        check_year(LAST_YEAR + 1)
        raise
    check_year(result.year)
    return result


def _add_hours(moment: datetime, length: timedelta) -> datetime:
    result = moment + length
    check_year(result.year)
    return result
