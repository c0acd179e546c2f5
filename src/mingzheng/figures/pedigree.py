"""The rows behind a value: each with its words, its page and its ledger stream, as far as the reader may open them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from mingzheng.figures.declaration import Events, Figure, Readings, Rows, RowWords, Total
from mingzheng.figures.models import Reading
from mingzheng.figures.models.reading import plain
from mingzheng.figures.periods import Scope
from mingzheng.figures.readings.rules import may_read
from mingzheng.figures.registry import get_figure, parts_of
from mingzheng.figures.sources.rows import rows_in
from mingzheng.figures.values import FigureValue, value_of
from mingzheng.platform.access.public import Actor

PAGE_SIZE = 30
# Beyond this many rows a page is not held up by counting those the reader may open.
MOST_COUNTED = 500
# So many more rows than a page shows are looked at first: mostly nothing behind a value is hidden.
LOOKED_AHEAD = 60


@dataclass(frozen=True, slots=True)
class Row:
    """One row behind a value. `ref` is its ledger stream ("case:12"); `url` its page."""

    key: str
    title: str
    url: str
    ref: str
    amount: Decimal
    when: date | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class RowPage:
    """Some of the rows behind a value. `hidden` rows are counted in the value and may not be opened by this reader.

    `hidden` is None where so many rows stand behind the value that those the reader may open were not counted.
    """

    rows: tuple[Row, ...]
    page: int
    total: int
    hidden: int | None

    @property
    def pages(self) -> int:
        """Return how many pages there are."""
        return max(1, -(-(self.total - (self.hidden or 0)) // PAGE_SIZE))


def rows_of(code: str, scope: Scope, actor: Actor, page: int = 1, *, value: FigureValue | None = None) -> RowPage:
    """Return the rows behind a value that the actor may open, and how many more are counted.

    A derived figure has none of its own: ask its parts. `value` spares asking for it again. Raises UnknownFigure.
    """
    figure = get_figure(code)
    source = figure.source.recount if isinstance(figure.source, Events) else figure.source
    if isinstance(source, Total) and source.rows is not None:
        source = source.rows
    if isinstance(source, Rows):
        return _counted(value or value_of(code, scope=scope), source, actor, max(page, 1))
    if isinstance(source, Readings):
        return _reported(value or value_of(code, scope=scope), actor, max(page, 1))
    return RowPage((), 1, 0, 0)


def parts_behind(code: str) -> tuple[Figure, ...]:
    """Return the figures a derived figure is computed from."""
    return tuple(get_figure(part) for part in parts_of(get_figure(code)))


def _counted(value: FigureValue, source: Rows, actor: Actor, page: int) -> RowPage:
    total = value.rows_count if not parts_of(value.figure) else int(value.value or 0)
    rows = _found_by_key(source, rows_in(source, value.scope), total)
    readable = source.readable(actor, rows) if source.readable else rows
    hidden: int | None = 0
    if readable is not rows:
        hidden = max(0, total - readable.order_by().count()) if total <= MOST_COUNTED else None
    start = (page - 1) * PAGE_SIZE
    if readable is not rows and total > MOST_COUNTED:
        found = _page_of_many(rows, readable, _order(source), start)
    else:
        found = list(readable.order_by(*_order(source))[start : start + PAGE_SIZE])
    shown = tuple(_row(source, row) for row in found)
    return RowPage(shown, page, total, hidden)


def _found_by_key(source: Rows, rows: QuerySet[Any], total: int) -> QuerySet[Any]:
    """Return few rows found by their keys: a database that expects many walks a whole table in order to find the first."""
    if source.distinct or total > MOST_COUNTED:
        return rows
    keys = list(rows.order_by().values_list("pk", flat=True)) if total else []
    return rows.filter(pk__in=keys)


def _page_of_many(rows: QuerySet[Any], readable: QuerySet[Any], order: list[str], start: int) -> list[Any]:
    """Return one page of the many rows of which the actor may open some, newest first.

    The first rows are taken in order and each is asked whether he may open it; all he may open are looked up only where
    those do not fill the page.
    """
    end = start + PAGE_SIZE
    first = rows.order_by(*order).values("pk")[: end + LOOKED_AHEAD]
    near = list(readable.filter(pk__in=first).order_by(*order)[start:end])
    return near if len(near) == PAGE_SIZE else list(readable.order_by(*order)[start:end])


def _order(source: Rows) -> list[str]:
    return [f"-{source.on}", "-pk"] if source.on else ["-pk"]


def _row(source: Rows, row: Any) -> Row:
    words = source.describe(row) if source.describe else RowWords(str(row))
    amount = _follow(row, source.amount) if source.amount else 1
    when = _follow(row, source.on) if source.on else None
    return Row(str(row.pk), words.title, words.url, words.ref, plain(Decimal(str(amount or 0))), when)


def _follow(row: Any, path: str) -> Any:
    for name in path.split("__"):
        row = getattr(row, name, None)
    return row


def _reported(value: FigureValue, actor: Actor, page: int) -> RowPage:
    ids = value.reading_ids
    found = list(Reading.objects.filter(pk__in=ids).select_related("unit").order_by("unit__order", "pk"))
    seen = [row for row in found if may_read(actor, row.unit_id)]
    start = (page - 1) * PAGE_SIZE
    shown = tuple(_reading_row(row) for row in seen[start : start + PAGE_SIZE])
    return RowPage(shown, page, len(found), len(found) - len(seen))


def _reading_row(row: Reading) -> Row:
    title = f"{row.unit}：{row.printed}"
    return Row(
        str(row.pk),
        title,
        f"/desk/figures/readings/{row.pk}",
        f"reading:{row.pk}",
        row.number or Decimal(0),
        row.ends_on,
        f"{row.get_state_display()}，{row.recorded_name}填报",
    )
