"""The board of columns: when each was last brought up to date, against the interval it must keep.

Legal basis: 国办秘函〔2019〕19号 (栏目更新); the intervals are rules.md's table by kind unless the column says its own.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Max

from mingzheng.domains.publishing.models import Column, Item
from mingzheng.domains.publishing.rules import StepRule, find_step_faults, stands_still
from mingzheng.domains.publishing.selectors import list_columns, public_items, steps_of
from mingzheng.domains.publishing.words import INTERVALS
from mingzheng.worktime.public import SHANGHAI


@dataclass(frozen=True, slots=True)
class ColumnLine:
    """A column as the board shows it. `lamp` is overdue, due_soon, normal or not_started."""

    column: Column
    depth: int
    count: int
    last: date | None
    interval: int
    days: int | None
    lamp: str
    word: str


def list_column_lines(at: datetime) -> list[ColumnLine]:
    """Return the columns, those below a column after it, with their last update and what is wrong."""
    today = at.astimezone(SHANGHAI).date()
    held = {
        row["column"]: (row["count"], row["last"].astimezone(SHANGHAI).date())
        for row in public_items(at).values("column").annotate(count=Count("pk"), last=Max("updated_at")).order_by()
    }
    columns = list_columns()
    lines: list[ColumnLine] = []

    def add(parent_id: int | None, depth: int) -> None:
        for column in columns:
            if column.parent_id == parent_id:
                lines.append(_line(column, depth, held.get(column.pk), today))
                add(column.pk, depth + 1)

    add(None, 0)
    return lines


def _line(column: Column, depth: int, held: tuple[int, date] | None, today: date) -> ColumnLine:
    interval = column.interval_days if column.interval_days is not None else INTERVALS[column.kind]
    if held is None:
        return ColumnLine(column, depth, 0, None, interval, None, "not_started", "空白，公众不可见")
    count, last = held
    days = (today - last).days
    if stands_still(last, last, interval, today):
        return ColumnLine(column, depth, count, last, interval, days, "overdue", f"超过 {days - interval} 日未更新")
    if interval and days * 5 >= interval * 4:
        return ColumnLine(column, depth, count, last, interval, days, "due_soon", f"还剩 {interval - days} 日")
    return ColumnLine(column, depth, count, last, interval, days, "normal", "正常")


def list_late_disclosures(today: date, limit: int = 50) -> list[Item]:
    """Return items not published whose last day of disclosure has passed, the oldest first."""
    rows = Item.objects.filter(
        published_at__isnull=True, disclose_by__lt=today, case__is_open=True, mode__in=("", "active")
    ).exclude(case__state="withheld")
    return list(rows.select_related("case", "column").order_by("disclose_by")[:limit])


def list_due_disclosures(today: date, limit: int = 50) -> list[Item]:
    """Return items not published whose last day of disclosure is still to come, the nearest first."""
    rows = Item.objects.filter(
        published_at__isnull=True, disclose_by__gte=today, case__is_open=True, mode__in=("", "active")
    ).exclude(case__state="withheld")
    return list(rows.select_related("case", "column").order_by("disclose_by")[:limit])


def judge_steps(column: Column | None, given: dict[str, StepRule]) -> list[str]:
    """Return why a column's table of signatures may not stand, what is not given taken as it is."""
    return find_step_faults({**steps_of(column.pk if column else None), **given})
