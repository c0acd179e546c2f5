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

QUARTERS = ("一", "二", "三", "四")


@dataclass(frozen=True, slots=True)
class Gap:
    """A period of a book without the records expected in it."""

    expected: Expected
    period: str
    found: int
    is_over: bool

    @property
    def text(self) -> str:
        """Return the words for screens and notices."""
        when = "已过" if self.is_over else "尚在进行"
        return f"{self.expected.title}：{self.period}应不少于 {self.expected.least} 次，现有 {self.found} 次（{when}）"


def period_of(every: str, on: date) -> tuple[date, date, str]:
    """Return the first and last day of the quarter or year a day lies in, and its words."""
    if every == "year":
        return date(on.year, 1, 1), date(on.year, 12, 31), f"{on.year}年"
    quarter = (on.month - 1) // 3
    first = date(on.year, quarter * 3 + 1, 1)
    following = date(on.year + 1, 1, 1) if quarter == 3 else date(on.year, quarter * 3 + 4, 1)
    return first, following - timedelta(days=1), f"{on.year}年第{QUARTERS[quarter]}季度"


def gaps_of(book: Register, actor: Actor, *, on: date) -> list[Gap]:
    """Return what is missing in the present period and the one before, among what somebody may read and enters himself."""
    if not book.expected or not _enters(actor, book):
        return []
    gaps = []
    for expected in book.expected:
        present = period_of(expected.every, on)
        past = period_of(expected.every, present[0] - timedelta(days=1))
        for first, last, words in (past, present):
            rows = records_for(actor, book).filter(LIVE, occurred_on__range=(first, min(last, on)), **expected.where)
            found = rows.count()
            if found < expected.least:
                gaps.append(Gap(expected, words, found, is_over=last < on))
    return gaps


def _enters(actor: Actor, book: Register) -> bool:
    units = enterable_units(actor, book)
    return units is None or bool(units)


def due_rows(book: Register, reminder: Reminder, *, on: date) -> QuerySet[Any]:
    """Return the live records whose day comes within the reminder's days or has passed."""
    return rows_of(book).filter(LIVE, **reminder.where, **{f"{reminder.on}__lte": on + timedelta(days=reminder.days)})


def concerns(reminder: Reminder, record: Record) -> bool:
    """Say whether a reminder's day still matters for a fetched record: `where` as plain equality and emptiness."""
    for name, wanted in reminder.where.items():
        field, _, test = name.partition("__")
        value = getattr(record, field)
        if (value is None) != wanted if test == "isnull" else value != wanted:
            return False
    return record.state != RecordState.WITHDRAWN
