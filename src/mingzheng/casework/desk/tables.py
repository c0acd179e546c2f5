"""The table of cases: number, title, what the procedure declares, unit, handler, state, due date, lamp."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.utils.functional import cached_property
from django.utils.html import format_html

from mingzheng.casework.declaration import Procedure
from mingzheng.casework.desk.presenting import case_url, lamp_of, remaining_days, state_title
from mingzheng.casework.effects import detail_model
from mingzheng.casework.models import Case
from mingzheng.casework.selectors import Horizon, find_last_limits
from mingzheng.platform.design.public import Lamp, describe_remaining, draw_lamp, format_short_date
from mingzheng.platform.desk.public import (
    CodeColumn,
    DeskColumn,
    DeskTable,
    DueColumn,
    LampColumn,
    LinkColumn,
    SelectColumn,
)

# A number of a paper, a person's name: up to so many characters a declared column stays on one line.
SHORT = 12


class StateColumn(DeskColumn):
    """The state's title as it is today."""

    def render(self, value: Any, record: Case, table: "CaseTable") -> str:  # type: ignore[override]
        """Return the title."""
        return state_title(record, table.at.today)

    value = render  # type: ignore[assignment]


class CaseLampColumn(LampColumn):
    """The lamp of a case by the table's horizon."""

    def render(self, value: Any, record: Case, table: "CaseTable") -> Any:  # type: ignore[override]
        """Draw colour, shape and word."""
        return draw_lamp(lamp_of(record, table.at))

    def value(self, record: Case, value: Any, table: "CaseTable") -> str:  # type: ignore[override]
        """Write shape and word."""
        lamp = Lamp(lamp_of(record, table.at))
        return f"{lamp.glyph} {lamp.word}"


class CaseDueColumn(DueColumn):
    """The due date with the working days left, by the table's horizon."""

    def render(self, value: Any, record: Case, table: "CaseTable") -> Any:  # type: ignore[override]
        """Draw the day and the time left; of a closed case the last limit it had."""
        value = value or table.last_limits.get(record.pk)
        if value is None:
            return ""
        lamp, left = lamp_of(record, table.at), ""
        if record.is_open:
            left = describe_remaining(remaining_days(record, table.at), suspended=record.is_suspended)
        return format_html(
            '<span class="due due--{}"><time datetime="{}">{}</time> <span class="due__left">{}</span></span>',
            lamp,
            value.isoformat(),
            format_short_date(value, this_year=table.at.today.year),
            left,
        )


class CaseTable(DeskTable):
    """Cases of any procedure. `at` is the horizon lamps are told by."""

    caption = "事项列表"
    select = SelectColumn(title="title")
    number = CodeColumn(verbose_name="编号", priority=3)
    title = LinkColumn(verbose_name="标题", url=case_url, tags=lambda case: _tags(case))
    unit = DeskColumn(verbose_name="承办单位", accessor="handling_unit", is_short=True, orderable=False)
    handler = DeskColumn(verbose_name="承办人", accessor="handler", is_short=True, priority=4, orderable=False)
    state = StateColumn(verbose_name="状态", is_short=True)
    due_on = CaseDueColumn(verbose_name="期限", empty_values=())
    lamp = CaseLampColumn(verbose_name="灯", accessor="pk", orderable=False)

    class Meta(DeskTable.Meta):
        sequence = ("select", "number", "title", "...", "unit", "handler", "state", "due_on", "lamp")

    def __init__(self, *args: Any, at: Horizon, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.at = at

    @cached_property
    def last_limits(self) -> Mapping[int, date]:
        """Return the last limits of the closed cases on the page."""
        return find_last_limits(row.record for row in self.paginated_rows)


def _tags(case: Case) -> list[str]:
    tags = [] if case.urgency == Case.Urgency.NORMAL else [str(case.get_urgency_display())]
    if "extension" in case.waiting_for:
        tags.append("申请延期")
    return tags


def detail_attribute(procedure: Procedure) -> str:
    """Return the attribute of a case that leads to the procedure's own row; empty when it has none."""
    model = detail_model(procedure)
    if model is None:
        return ""
    relation: Any = model._meta.get_field("case").remote_field
    return str(relation.get_accessor_name())


def declared_columns(procedure: Procedure) -> list[tuple[str, DeskColumn]]:
    """Return the columns a procedure declares besides those every case has; the later ones leave a narrow table first."""
    attribute = detail_attribute(procedure)
    columns: list[tuple[str, DeskColumn]] = []
    for item in procedure.columns:
        where, _, name = item.source.partition(".")
        reader = _reader(attribute if where == "detail" else "", name)
        priority = min(2 + len(columns), 4)
        columns.append((item.code, DeclaredColumn(reader, verbose_name=item.label, priority=priority)))
    return columns


class DeclaredColumn(DeskColumn):
    """A column a procedure declares, read from the case or its own row."""

    def __init__(self, reader: Callable[[Case], Any], **kwargs: Any) -> None:
        super().__init__(accessor="pk", orderable=False, **kwargs)
        self.reader = reader

    def render(self, value: Any, record: Case) -> Any:
        """Draw a short value on one line, a longer one on at most two."""
        value = str(self.reader(record))
        kind = "nowrap" if len(value) <= SHORT else "clamp-2 cell-words"
        return format_html('<span class="{}">{}</span>', kind, value)

    def value(self, record: Case, value: Any) -> Any:
        """Return the value for a spreadsheet."""
        found = self.reader(record)
        return found if isinstance(found, int | float | date) else str(found)


def _reader(attribute: str, name: str) -> Callable[[Case], Any]:
    def read(record: Case) -> Any:
        try:
            target: Any = getattr(record, attribute) if attribute else record
        except ObjectDoesNotExist:
            return ""
        words = getattr(target, f"get_{name}_display", None)
        found = words() if words else getattr(target, name)
        return "" if found is None else found

    return read
