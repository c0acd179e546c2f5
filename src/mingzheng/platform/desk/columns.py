"""Columns of the table kit: each knows its class, its priority, how a cell is drawn and what a spreadsheet gets.

`priority` 1 always stays, 2 to 4 leave first as the table narrows; on a phone every column becomes a line of a card.
A callable argument gets the record. Which rows stand in a table is its list's matter.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import django_tables2
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from mingzheng.platform.design.public import (
    Lamp,
    describe_remaining,
    draw_lamp,
    draw_tag,
    format_moment,
    format_short_date,
)
from mingzheng.platform.ledger.public import today

RecordText = Callable[[Any], str]


class DeskColumn(django_tables2.Column):
    """A plain text column; wraps to two lines, or never when `is_short` (a state, a person's name)."""

    kind = "text"

    def __init__(self, *, priority: int = 1, is_short: bool = False, **kwargs: Any) -> None:
        kwargs.setdefault("default", "")
        super().__init__(**kwargs)
        self.priority = priority
        self.is_short = is_short

    @property
    def css(self) -> str:
        """Return the classes of head and cells."""
        classes = [f"col-{self.kind}"]
        if self.priority > 1:
            classes.append(f"col-p{self.priority}")
        if self.is_short:
            classes.append("col-short")
        return " ".join(classes)

    def render(self, value: Any, record: Any) -> Any:
        """Draw the cell."""
        return format_html('<span class="clamp-2">{}</span>', value)

    def value(self, record: Any, value: Any) -> Any:
        """Return what a spreadsheet cell holds."""
        return value


class LinkColumn(DeskColumn):
    """The column a row is known by: bold, a link, at most two lines. `url` is a callable or an attribute's name.

    A row without an address stands as plain words.
    """

    kind = "main"

    def __init__(self, *, url: Callable[[Any], str] | str, tags: Callable[[Any], list[str]] | None = None, **kw: Any):
        super().__init__(**kw)
        self.url = url
        self.tags = tags

    def render(self, value: Any, record: Any) -> SafeString:
        """Draw the title as a link, its tags after it."""
        address = self.url(record) if callable(self.url) else read(record, self.url)
        marks = format_html_join("", " {}", ((draw_tag(text),) for text in (self.tags(record) if self.tags else ())))
        if not address:
            return format_html('<span class="clamp-2">{}</span>{}', value, marks)
        return format_html('<a class="clamp-2" href="{}" data-row-link>{}</a>{}', address, value, marks)


class CodeColumn(DeskColumn):
    """A number or code that is compared, not read: never broken."""

    kind = "code"

    def render(self, value: Any, record: Any) -> Any:
        """Draw the code as it is."""
        return value


class NumberColumn(DeskColumn):
    """A count, aligned to the right."""

    kind = "number"

    def render(self, value: Any, record: Any) -> str:
        """Write whole numbers with thousands separated."""
        return f"{value:,}" if isinstance(value, int) else str(value)


class DateColumn(DeskColumn):
    """A day or a moment."""

    kind = "date"

    def __init__(self, *, with_time: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.with_time = with_time

    def render(self, value: date | datetime, record: Any) -> SafeString:
        """Write the day, or the moment to the minute."""
        text = format_moment(value) if self.with_time else format_short_date(value, this_year=today().year)
        return format_html('<time datetime="{}">{}</time>', value.isoformat(), text)


class LampColumn(DeskColumn):
    """A lamp; the accessor gives the state, `word` may replace the state's own word."""

    kind = "lamp"

    def __init__(self, *, word: RecordText | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.word = word

    def render(self, value: str, record: Any) -> SafeString:
        """Draw colour, shape and word."""
        return draw_lamp(value, self.word(record) if self.word else "")

    def value(self, record: Any, value: str) -> str:
        """Write the shape and the word."""
        return f"{Lamp(value).glyph} {self.word(record) if self.word else Lamp(value).word}"


class DueColumn(DeskColumn):
    """A due date with the time left. `remaining`, `state`, `unit` are callables or attributes' names."""

    kind = "due"

    def __init__(
        self,
        *,
        remaining: Callable[[Any], int | None] | str = "",
        state: RecordText | str = "",
        unit: RecordText | str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.parts = {"remaining": remaining, "state": state, "unit": unit}

    def part(self, name: str, record: Any) -> Any:
        """Return one part of the due date for a record, None where it is not declared."""
        source = self.parts[name]
        if callable(source):
            return source(record)
        return read(record, source) if source else None

    def render(self, value: date | datetime, record: Any) -> SafeString:
        """Write the day and, smaller, the time left."""
        state = self.part("state", record) or "normal"
        left = ""
        if state not in ("done", "not_started"):
            unit = self.part("unit", record) or "working_day"
            left = describe_remaining(self.part("remaining", record), unit=unit, suspended=state == "paused")
        return format_html(
            '<span class="due due--{}"><time datetime="{}">{}</time> <span class="due__left">{}</span></span>',
            state,
            value.isoformat(),
            format_short_date(value, this_year=today().year),
            left,
        )


class NamesColumn(DeskColumn):
    """Several names (units, people): the first, and how many more; all of them on hover and in a spreadsheet."""

    kind = "names"

    def render(self, value: Any, record: Any) -> SafeString | str:
        """Write 区教育局 等 3 家."""
        names = [value] if isinstance(value, str) else list(value)
        if len(names) <= 1:
            return format_html('<span class="clamp-2">{}</span>', "".join(names))
        more = format_html('<span class="muted nowrap">等 {} 家</span>', len(names))
        return format_html('<span title="{}">{} {}</span>', "、".join(names), names[0], more)

    def value(self, record: Any, value: Any) -> str:
        """Write all names."""
        return value if isinstance(value, str) else "、".join(value)


class SelectColumn(DeskColumn):
    """The box that chooses a row for a bulk act; sends `ids`. `title` names the row to those who do not see it."""

    kind = "select"

    def __init__(self, *, title: RecordText | str, **kwargs: Any) -> None:
        kwargs.update(orderable=False, exclude_from_export=True, verbose_name="选择")
        kwargs.setdefault("accessor", "pk")
        super().__init__(**kwargs)
        self.title = title

    def render(self, value: Any, record: Any) -> SafeString:
        """Draw the box with its label."""
        name = self.title(record) if callable(self.title) else read(record, self.title)
        return format_html(
            '<label><span class="visually-hidden">选择 {}</span>'
            '<input type="checkbox" name="ids" value="{}" data-select></label>',
            name,
            value,
        )


def read(record: Any, name: str) -> Any:
    """Read a name (or a path of names joined by __) from a record or a mapping; None where there is none."""
    if "__" in name or isinstance(record, dict):
        return django_tables2.A(name).resolve(record, quiet=True)
    value = getattr(record, name, None)
    return value() if callable(value) else value
