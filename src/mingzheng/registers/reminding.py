"""Tell those who keep records what comes near or is missing: a count and a link.

Days in records once a week per book; a period without the records expected in it once before its end and once after.
"""

from collections import Counter
from datetime import date, timedelta

from django.db.models import Count

from mingzheng.platform.access.public import persons_with_role
from mingzheng.platform.notices.public import notify
from mingzheng.platform.org.public import descendant_ids, holders_of, list_units
from mingzheng.platform.parameters.public import get_value
from mingzheng.registers.declaration import OFFICE_ROLES, Register, Reminder
from mingzheng.registers.expecting import due_rows, find_gaps
from mingzheng.registers.registry import list_registers
from mingzheng.registers.selectors import rows_of

LEVELS = ("liaison", "section")


def tell_due(*, on: date) -> int:
    """Tell every unit with such records; repeating it in the same week tells nobody twice. Return how many were told."""
    told = 0
    for book in list_registers():
        for reminder in book.reminders:
            told += _tell(book, reminder, on=on)
    return told


def _tell(book: Register, reminder: Reminder, *, on: date) -> int:
    counts = due_rows(book, reminder, on=on).order_by().values_list("unit_id").annotate(count=Count("pk"))
    week = on.isocalendar()
    told = 0
    for unit_id, count in counts:
        people = _keepers(unit_id, on)
        told += len(people)
        notify(
            people,
            kind="registers.due",
            subject_ref=f"register:{book.code}:{reminder.on}:{unit_id}:{week.year}-{week.week}",
            count_text=f"{book.title}有 {count} 条{reminder.title}临近或已过",
            url=f"/desk/registers/{book.code}/?unit={unit_id}",
        )
    return told


def tell_missing(*, on: date) -> int:
    """Tell whoever enters a book, over the whole district, what is missing; return how many were told.

    Before a period ends by as many days as the local value says; after its end for as many days. Repeating it tells
    nobody twice of the same period.
    """
    days = timedelta(days=int(get_value("registers.warn_days")))
    told = 0
    for book in list_registers():
        gaps = find_gaps(book, rows_of(book), on=on) if book.expected else []
        counts = Counter((gap.ends_on, gap.is_over) for gap in gaps if on - days <= gap.ends_on <= on + days)
        for (ends_on, is_over), count in counts.items():
            told += _tell_missing(book, ends_on, count, is_over=is_over, on=on)
    return told


def _tell_missing(book: Register, ends_on: date, count: int, *, is_over: bool, on: date) -> int:
    people: set[int] = set()
    for district in list_units(at=on, kinds=["district"]):
        for role in sorted(book.entered_by & OFFICE_ROLES):
            people.update(persons_with_role(role, unit_id=district.pk, procedure=None, on=on))
    notify(
        sorted(people),
        kind="registers.missing",
        subject_ref=f"register:{book.code}:missing:{ends_on}:{'after' if is_over else 'before'}",
        count_text=f"{book.title}{'上期缺' if is_over else '本期还缺'} {count} 项应有的登记",
        url=f"/desk/registers/{book.code}/",
    )
    return len(people)


def _keepers(unit_id: int, on: date) -> list[int]:
    return sorted({person.pk for person in holders_of(descendant_ids([unit_id], on), LEVELS, on)})
