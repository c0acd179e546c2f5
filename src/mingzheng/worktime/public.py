"""The door of the legal clock: what other rooms may import. Everything is a pure function of its arguments."""

from mingzheng.worktime.calendars import Calendar, DayKind, shipped_calendar
from mingzheng.worktime.deadlines import (
    Deadline,
    compute_deadline,
    compute_latest_start,
    earliest_end,
    fixed_date,
    working_days_between,
)
from mingzheng.worktime.errors import ClockError, HolidayNoticeError
from mingzheng.worktime.notices import HolidayNotice, parse_holiday_table
from mingzheng.worktime.periods import Period, Unit, calendar_days, hours, months, working_days, years
from mingzheng.worktime.suspensions import Suspension
from mingzheng.worktime.traces import Step
from mingzheng.worktime.zone import SHANGHAI, day_in_words, legal_day, moment_in_words

__all__ = [
    "SHANGHAI",
    "Calendar",
    "ClockError",
    "DayKind",
    "Deadline",
    "HolidayNotice",
    "HolidayNoticeError",
    "Period",
    "Step",
    "Suspension",
    "Unit",
    "calendar_days",
    "compute_deadline",
    "compute_latest_start",
    "day_in_words",
    "earliest_end",
    "fixed_date",
    "hours",
    "legal_day",
    "moment_in_words",
    "months",
    "parse_holiday_table",
    "shipped_calendar",
    "working_days",
    "working_days_between",
    "years",
]
