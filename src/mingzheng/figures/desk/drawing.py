"""Plots of a figure with their tables: its parts, its months, its years."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.db.models import Count, Sum
from django.db.models.functions import TruncMonth

from mingzheng.figures.declaration import Events, Figure, Rows
from mingzheng.figures.parts import Breakdown, series
from mingzheng.figures.periods import Period, PeriodKind, Scope
from mingzheng.figures.sources.events import count_event_days
from mingzheng.figures.sources.rows import rows_in
from mingzheng.figures.values import FigureValue
from mingzheng.figures.wordings import SCALES
from mingzheng.platform.design.public import Plot, Series
from mingzheng.platform.ledger.public import today

YEARS = 5
MOST_PARTS = 30
MOST_MONTHS = 36


def by_parts(figure: Figure, found: Breakdown) -> Plot | None:
    """Return the parts of a value as bars, the biggest first; those beyond thirty together."""
    if not found.parts or found.whole.value is None:
        return None
    shown, rest = found.parts[:MOST_PARTS], found.parts[MOST_PARTS:]
    labels = [part.label for part in shown]
    values = [_scaled(figure, part.value) for part in shown]
    if rest:
        labels.append(f"其余{len(rest)}项")
        values.append(_scaled(figure, sum((part.value for part in rest), Decimal(0))))
    title = f"按{found.dimension.title}"
    return Plot(title, tuple(labels), (Series(figure.title, tuple(values)),), "rows", _unit(figure))


def by_month(figure: Figure, scope: Scope) -> Plot | None:
    """Return the months of a period as bars; only for what is counted by days."""
    if scope.period.kind not in {PeriodKind.YEAR, PeriodKind.RANGE} or figure.period == PeriodKind.AS_OF:
        return None
    found = _months(figure, scope)
    months = _month_starts(scope.period)
    if found is None or len(months) < 2 or len(months) > MOST_MONTHS:
        return None
    labels = tuple(f"{month.month}月" if len(months) <= 12 else f"{month.year}.{month.month}" for month in months)
    values = tuple(_scaled(figure, found.get(month, Decimal(0))) for month in months)
    return Plot("按月", labels, (Series(figure.title, values),), "line", _unit(figure))


def by_year(figure: Figure, scope: Scope, known: Iterable[FigureValue] = ()) -> Plot | None:
    """Return the value in this and the years before, where at least two of them have one; `known` are at hand."""
    if scope.period.ends_on is None:
        return None
    periods: list[Period] = [scope.period]
    while len(periods) < YEARS and (before := periods[0].earlier()) is not None:
        periods.insert(0, before)
    values = series(figure.code, scope, periods, known=known)
    known = [value for value in values if value.value]
    if len(known) < 2:
        return None
    numbers = tuple(None if value.value is None else _scaled(figure, value.value) for value in values)
    labels = tuple(f"{period.last.year}年" for period in periods)
    return Plot("历年同期", labels, (Series(figure.title, numbers),), "bar", _unit(figure))


def _months(figure: Figure, scope: Scope) -> dict[date, Decimal] | None:
    if isinstance(figure.source, Events):
        found: dict[date, Decimal] = {}
        for day, value in count_event_days(figure, scope).items():
            month = day.replace(day=1)
            found[month] = found.get(month, Decimal(0)) + value
        return found
    source = figure.source
    if not isinstance(source, Rows) or source.on is None or source.distinct:
        return None
    measure = Sum(source.amount) if source.amount else Count("pk")
    rows = rows_in(source, scope).order_by().annotate(month=TruncMonth(source.on)).values_list("month")
    return {month: Decimal(str(value or 0)) for month, value in rows.annotate(measure=measure) if month}


def _month_starts(period: Period) -> list[date]:
    months: list[date] = []
    month = period.first.replace(day=1)
    end = min(period.last, today())
    while month <= end and len(months) <= MOST_MONTHS:
        months.append(month)
        month = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    return months


def _scaled(figure: Figure, value: Decimal) -> float:
    return float(value / SCALES[figure.scale])


def _unit(figure: Figure) -> str:
    return f"{figure.scale}{figure.unit}"
