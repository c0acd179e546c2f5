"""Tell those who keep a unit's records which days in them come near: a count and a link, once a week per book."""

from datetime import date

from django.db.models import Count

from mingzheng.platform.notices.public import notify
from mingzheng.platform.org.public import descendant_ids, holders_of
from mingzheng.registers.declaration import Register, Reminder
from mingzheng.registers.expecting import due_rows
from mingzheng.registers.registry import list_registers

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


def _keepers(unit_id: int, on: date) -> list[int]:
    return sorted({person.pk for person in holders_of(descendant_ids([unit_id], on), LEVELS, on)})
