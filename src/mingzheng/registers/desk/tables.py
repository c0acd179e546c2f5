"""The table of a book: day, title, what it lists, unit, state; every field when it goes out as a spreadsheet."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from mingzheng.platform.access.public import Actor
from mingzheng.platform.design.public import Lamp, draw_lamp, format_short_date
from mingzheng.platform.desk.public import (
    DateColumn,
    DeskColumn,
    DeskTable,
    LampColumn,
    LinkColumn,
    NumberColumn,
    SelectColumn,
)
from mingzheng.platform.ledger.public import today
from mingzheng.registers.declaration import REFERENCES, Field, Kind, Register, Reminder
from mingzheng.registers.desk.presenting import lamp_of, record_url, state_word
from mingzheng.registers.expecting import concerns
from mingzheng.registers.models import Record
from mingzheng.registers.rules import may_read_masked
from mingzheng.registers.selectors import facts_of
from mingzheng.registers.settings import days_before
from mingzheng.registers.values import HIDDEN

SHORT = 12
FEW_NAMES = 3
SORTED_KINDS = frozenset({Kind.DATE, Kind.INTEGER, Kind.DECIMAL, Kind.TEXT})


class TitleColumn(LinkColumn):
    """The title as a link to the record's page in its book."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(url="", **kwargs)

    def render(self, value: Any, record: Record, table: "RecordTable") -> SafeString:  # type: ignore[override]
        """Draw the link."""
        address = record_url(table.book, record)
        return format_html('<a class="clamp-2" href="{}" data-row-link>{}</a>', address, value)


class StateColumn(LampColumn):
    """The state with its lamp, in the book's words."""

    def render(self, value: Any, record: Record, table: "RecordTable") -> SafeString:  # type: ignore[override]
        """Draw colour, shape and word."""
        return draw_lamp(lamp_of(table.book, record), state_word(table.book, record))

    def value(self, record: Record, value: Any, table: "RecordTable") -> str:  # type: ignore[override]
        """Write the word."""
        return state_word(table.book, record)


class RecordTable(DeskTable):
    """Records of one book. `book` is its declaration, `actor` who reads."""

    caption = "登记列表"
    select = SelectColumn(title="title")
    occurred_on = DateColumn(verbose_name="日期")
    title = TitleColumn(verbose_name="标题")
    unit = DeskColumn(verbose_name="单位", is_short=True, orderable=False)
    papers = NumberColumn(verbose_name="佐证", accessor="paper_count", priority=4, orderable=False)
    state = StateColumn(verbose_name="状态", orderable=False)

    class Meta(DeskTable.Meta):
        sequence = ("select", "occurred_on", "title", "...", "unit", "papers", "state")

    def __init__(self, *args: Any, book: Register, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.book, self.actor = book, actor
        self.columns["occurred_on"].column.verbose_name = book.day_label
        self.columns["title"].column.verbose_name = book.title_label
        self.columns["unit"].column.verbose_name = book.unit_label


class DayColumn(DeskColumn):
    """A day somebody is reminded of: the lamp says whether it comes near or has passed."""

    def __init__(self, item: Field, reminder: Reminder, near: date, on: date, **kwargs: Any) -> None:
        super().__init__(accessor=item.code, **kwargs)
        self.item, self.reminder, self.near, self.on = item, reminder, near, on

    def render(self, value: date, record: Record) -> SafeString:
        """Draw the day under its lamp."""
        text = format_short_date(value, this_year=self.on.year)
        if not concerns(self.reminder, record):
            return format_html("{}", text)
        state = Lamp.OVERDUE if value < self.on else Lamp.DUE_SOON if value <= self.near else Lamp.NORMAL
        return draw_lamp(state, text)


class FieldColumn(DeskColumn):
    """A declared field of a record."""

    def __init__(self, item: Field, shows: Callable[[Record], bool], **kwargs: Any) -> None:
        sortable = item.kind in SORTED_KINDS and not item.masked
        super().__init__(accessor=item.code if sortable else "pk", orderable=sortable, **kwargs)
        self.item, self.shows = item, shows
        self.kind = "number" if item.kind in {Kind.INTEGER, Kind.DECIMAL} else "text"

    def render(self, value: Any, record: Record) -> Any:
        """Draw a short value on one line, a longer one on at most two."""
        text = plain_text(self.item, record) if self.shows(record) else HIDDEN
        kind = "nowrap" if len(text) <= SHORT else "clamp-2 cell-words"
        return format_html('<span class="{}">{}</span>', kind, text)

    def value(self, record: Record, value: Any) -> Any:
        """Return the value for a spreadsheet: a true date or number, otherwise the words."""
        if not self.shows(record):
            return HIDDEN
        raw = getattr(record, self.item.code) if self.item.kind in SORTED_KINDS else None
        if isinstance(raw, Decimal):
            return float(raw)
        return raw if isinstance(raw, int | date) else plain_text(self.item, record, whole=True)


def plain_text(item: Field, record: Record, *, whole: bool = False) -> str:
    """Return a field of a fetched record in words; several names are cut short unless the whole is asked for."""
    if item.kind is Kind.CHOICES:
        words = dict(item.choices)
        return "、".join(words.get(choice.code, choice.code) for choice in getattr(record, item.code).all())
    if item.kind in {Kind.PERSONS, Kind.RECORDS}:
        names = [str(other) for other in getattr(record, item.code).all()]
        many = len(names) > FEW_NAMES and not whole
        return (
            f"{'、'.join(names[:FEW_NAMES])}等{len(names)}{'人' if item.kind is Kind.PERSONS else '项'}"
            if many
            else "、".join(names)
        )
    value = getattr(record, item.code)
    if value is None:
        return ""
    if item.kind is Kind.CHOICE:
        return dict(item.choices).get(value, value)
    if item.kind is Kind.BOOLEAN:
        return "是" if value else "否"
    if item.kind is Kind.DATE:
        return f"{value.year}年{value.month}月{value.day}日"
    if item.kind is Kind.CASE:
        return str(value.number)
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return str(value)


def columns_for(book: Register, actor: Actor, *, whole: bool) -> list[tuple[str, DeskColumn]]:
    """Return the columns a book lists; all of its fields when the table goes out as a spreadsheet."""

    def shows_masked(record: Record) -> bool:
        return may_read_masked(actor, book, facts_of(record))

    reminders = {reminder.on: reminder for reminder in book.reminders}

    def column(item: Field, rank: int) -> DeskColumn:
        if item.code in reminders and not whole:
            near = today() + timedelta(days=days_before(book, reminders[item.code]))
            return DayColumn(item, reminders[item.code], near, today(), verbose_name=item.label, priority=2)
        shows = shows_masked if item.masked else _always
        return FieldColumn(item, shows, verbose_name=item.label, priority=min(2 + rank // 2, 4))

    listed = [item for item in book.fields if whole or item.listed]
    return [(f"f_{item.code}", column(item, rank)) for rank, item in enumerate(listed)]


def _always(record: Record) -> bool:
    return True


def fetched_for(book: Register, *, whole: bool) -> tuple[list[str], list[str]]:
    """Return which relations a table reads: of one row each, and of several."""
    shown = [item for item in book.fields if whole or item.listed]
    one = [item.code for item in shown if item.kind in REFERENCES]
    return one, [item.code for item in shown if item in book.plural_fields]
