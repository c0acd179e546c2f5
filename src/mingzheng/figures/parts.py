"""Take a value apart: by dimension (parts sum to the whole), against earlier periods, over time."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from mingzheng.figures.declaration import UNIT, Dimension, Events, Figure, Readings, Rows, Total
from mingzheng.figures.errors import FigureError
from mingzheng.figures.models.reading import plain
from mingzheng.figures.periods import Period, Scope
from mingzheng.figures.readings.selectors import readings_in
from mingzheng.figures.registry import get_figure
from mingzheng.figures.sources.events import count_event_parts
from mingzheng.figures.sources.rows import count_parts
from mingzheng.figures.values import FigureValue, round_half_up, same_period_before, value_of
from mingzheng.platform.org.public import Unit

REST = "未分类"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a value: its key (None: 未分类), its words and its share of the whole."""

    key: str | None
    label: str
    value: Decimal


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A value taken apart by one dimension. `is_exact` is false where a row may stand in several parts."""

    dimension: Dimension
    whole: FigureValue
    parts: tuple[Part, ...]
    is_exact: bool = True


@dataclass(frozen=True, slots=True)
class Comparison:
    """A value beside an earlier one. `percent` is None where there is nothing to compare with."""

    present: FigureValue
    before: FigureValue
    difference: Decimal | None
    percent: Decimal | None


def breakdown(code: str, scope: Scope, dimension: str, *, whole: FigureValue | None = None) -> Breakdown:
    """Return a value by the parts of a dimension; what has none of it stands under 未分类, so that parts sum up.

    `whole` spares asking for the value again.
    Raises UnknownFigure, FigureError for a dimension the figure does not have or a figure that has no parts.
    """
    figure = get_figure(code)
    by = figure.dimension(dimension)
    if by is None or not may_break_down(figure, dimension):
        raise FigureError(f"“{figure.title}”不能按该项分组")
    whole = whole or value_of(code, scope=scope)
    found = _parts_of(figure, scope, by)
    exact = not by.many
    if exact and whole.value is not None:
        rest = whole.value - sum(found.values(), Decimal(0))
        if rest:
            found[None] = found.get(None, Decimal(0)) + rest
    labels = _labels(by, found)
    parts = [Part(key, labels.get(key, REST), value) for key, value in found.items()]
    parts.sort(key=lambda part: (part.key is None, -part.value, part.label))
    return Breakdown(by, whole, tuple(parts), exact)


def may_break_down(figure: Figure, dimension: str) -> bool:
    """Say whether a figure can be taken apart by a dimension: percentages, ranks and rules cannot."""
    if figure.is_percent:
        return False
    source = figure.source.recount if isinstance(figure.source, Events) else figure.source
    if isinstance(source, Rows):
        return bool(source.unit) if dimension == UNIT.code else dimension in source.dims
    if isinstance(source, Total):
        return all(may_break_down(get_figure(code), dimension) for code in (*source.of, *source.minus))
    return isinstance(source, Readings)


def compare(
    code: str, scope: Scope, earlier: Period | None = None, *, present: FigureValue | None = None
) -> Comparison:
    """Return a value beside that of an earlier period; by default the same period a year before."""
    present = present or value_of(code, scope=scope)
    past = scope.during(earlier) if earlier else same_period_before(scope)
    before = value_of(code, scope=past) if past else present
    if past is None or present.value is None or before.value is None:
        return Comparison(present, before, None, None)
    difference = present.value - before.value
    percent = None
    if before.value and not present.figure.is_percent:
        percent = round_half_up(difference * 100 / before.value, 1)
    return Comparison(present, before, difference, percent)


def series(
    code: str, scope: Scope, periods: Iterable[Period], *, known: Iterable[FigureValue] = ()
) -> list[FigureValue]:
    """Return the values of several periods for the same units; those `known` are not asked for again."""
    held = {value.scope: value for value in known}
    scopes = [scope.during(period) for period in periods]
    return [held.get(one) or value_of(code, scope=one) for one in scopes]


def _parts_of(figure: Figure, scope: Scope, by: Dimension) -> dict[str | None, Decimal]:
    source = figure.source
    if isinstance(source, Events):
        return count_event_parts(figure, scope, by.code)
    if isinstance(source, Total):
        total: dict[str | None, Decimal] = {}
        for code in (*source.of, *source.minus):
            sign = -1 if code in source.minus else 1
            for key, value in _parts_of(get_figure(code), scope, by).items():
                total[key] = total.get(key, Decimal(0)) + sign * value
        return {key: value for key, value in total.items() if value}
    if isinstance(source, Rows):
        path = source.unit if by.code == UNIT.code else source.dims[by.code]
        found = count_parts(source, scope, path)
        return {None if key is None else str(key): value for key, value in found.items()}
    return _reported_parts(figure, scope, by)


def _reported_parts(figure: Figure, scope: Scope, by: Dimension) -> dict[str | None, Decimal]:
    parts: dict[str | None, Decimal] = {}
    if by.code == UNIT.code:
        whole = value_of(figure.code, scope=scope)
        rows = readings_in([figure.code], scope).filter(pk__in=whole.reading_ids, value__isnull=False)
        for unit_id, value in rows.values_list("unit_id", "value"):
            parts[str(unit_id)] = parts.get(str(unit_id), Decimal(0)) + plain(value or Decimal(0))
        return parts
    for dims, value in readings_in([figure.code], scope).exclude(dims_key="").values_list("dims", "value"):
        if set(dims) == {by.code} and value is not None:
            parts[dims[by.code]] = parts.get(dims[by.code], Decimal(0)) + plain(value)
    return parts


def _labels(by: Dimension, found: Mapping[str | None, Decimal]) -> dict[str | None, str]:
    keys = [key for key in found if key is not None]
    if by.code != UNIT.code:
        return {key: by.label(key) for key in keys}
    names = Unit.objects.in_bulk([int(key) for key in keys])
    return {key: str(names[int(key)]) if int(key) in names else key for key in keys}
