"""What a computation leaves behind to be told later. Counting is in `counting`, wording in `explanation`."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from mingzheng.worktime.calendars import Calendar
from mingzheng.worktime.periods import Period
from mingzheng.worktime.suspensions import Span

Direction = Literal["forward", "backward", "minimum", "fixed"]


@dataclass(frozen=True, slots=True)
class Step:
    """One sentence of an explanation, the day it speaks about and its kind (stable, for screens)."""

    on: date | None
    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Deduction:
    """A span that was taken out, and how many days of the period's unit that gave back."""

    span: Span
    days: int


@dataclass(frozen=True, slots=True)
class Leg:
    """One stretch of counting. `last` is the last day before any move to a working day, `due` the one after it.

    `given_at` is the moment the caller gave instead of a day; `due_at` exists for hours only.
    """

    start: date
    period: Period | None
    last: date
    due: date
    deductions: tuple[Deduction, ...] = ()
    given_at: datetime | None = None
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Trace:
    """All stretches of one computation in order (the period, then its extensions) and the years it rests on."""

    direction: Direction
    legs: tuple[Leg, ...]
    calendar: Calendar
    years: tuple[int, ...]
