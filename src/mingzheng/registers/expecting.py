"""What should be on record and is not: periods without the records a book expects, days in records that come near.

Telling people is `jobs`; what is expected stands in the declarations.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet

from mingzheng.platform.access.public import Actor
from mingzheng.registers.declaration import Expected, Register, Reminder
from mingzheng.registers.models import LIVE, Record, RecordState
from mingzheng.registers.rules import enterable_units
from mingzheng.registers.selectors import records_for, rows_of
from mingzheng.registers.settings import days_before, every_of, least_of

QUARTERS = ("一", "二", "三", "四")
MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}


@dataclass(frozen=True, slots=True)
class Gap:
    """A period of a book without the records expected in it."""

    expected: Expected
    period: str
    least: int
    found: int
    ends_on: date
    is_over: bool

    @property
    def text(self) -> str:
        """Return the words for screens and notices."""
        when = "已过" if self.is_over else "尚在进行"
        return f"{self.expected.title}：{self.period}应不少于 {self.least} 次，现有 {self.found} 次（{when}）"


def period_of(every: str, on: date) -> tuple[date, date, str]:
    """Return the first and last day of the month, quarter, half or whole year a day lies in, and its words."""
    months = MONTHS[every]
    number = (on.month - 1) // months
    first = date(on.year, number * months + 1, 1)
    following = date(on.year + 1, 1, 1) if first.month + months > 12 else date(on.year, first.month + months, 1)
    words = {
        "month": f"{on.year}年{on.month}月",
        "quarter": f"{on.year}年第{QUARTERS[number % 4]}季度",
        "half_year": f"{on.year}年{'上下'[number % 2]}半年",
        "year": f"{on.year}年",
    }[every]
    return first, following - timedelta(days=1), words


def gaps_of(book: Register, actor: Actor, *, on: date) -> list[Gap]:
    """Return what is missing in the present period and the one before, among what somebody may read and enters himself."""
    if not book.expected or not _enters(actor, book):
        return []
    return find_gaps(book, records_for(actor, book), on=on)


def find_gaps(book: Register, rows: QuerySet[Any], *, on: date) -> list[Gap]:
    """Return what is missing among these records in the present period and the one before."""
    gaps = []
    for expected in book.expected:
        least = least_of(book, expected)
        if not least:
            continue
        every = every_of(book, expected)
        present = period_of(every, on)
        past = period_of(every, present[0] - timedelta(days=1))
        for first, last, words in (past, present):
            found = rows.filter(LIVE, occurred_on__range=(first, min(last, on)), **expected.where).count()
            if found < least:
                gaps.append(Gap(expected, words, least, found, last, is_over=last < on))
    return gaps


def _enters(actor: Actor, book: Register) -> bool:
    units = enterable_units(actor, book)
    return units is None or bool(units)


def due_rows(book: Register, reminder: Reminder, *, on: date) -> QuerySet[Any]:
    """Return the live records whose day comes within the reminder's days or has passed."""
    last = on + timedelta(days=days_before(book, reminder))
    return rows_of(book).filter(LIVE, **reminder.where, **{f"{reminder.on}__lte": last})


def concerns(reminder: Reminder, record: Record) -> bool:
    """Say whether a reminder's day still matters for a fetched record: `where` as plain equality and emptiness."""
    for name, wanted in reminder.where.items():
        field, _, test = name.partition("__")
        value = getattr(record, field)
        if (value is None) != wanted if test == "isnull" else value != wanted:
            return False
    return record.state != RecordState.WITHDRAWN
