"""The value of a figure in a scope: read from readings, counted from rows, folded from events, or derived from others.

Values only; the rows behind them are `pedigree`, parts and comparisons `parts`. Every value says what it rests on.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from mingzheng.figures.declaration import Change, Events, Figure, Ratio, Readings, Rows, Total
from mingzheng.figures.periods import Period, Scope
from mingzheng.figures.readings.selectors import Reported, reported_values
from mingzheng.figures.registry import get_figure, parts_of
from mingzheng.figures.sources.events import count_events
from mingzheng.figures.sources.rows import count_rows
from mingzheng.figures.wordings import SCALES, Qualifier, format_number, holds, parse_wording


class ValueState(StrEnum):
    """How far a value may be relied upon."""

    COMPUTED = "computed"
    READING = "reading"
    UNVERIFIED = "unverified"
    MISSING = "missing"

    @property
    def label(self) -> str:
        """Return the word for screens."""
        return {"computed": "系统统计", "reading": "填报已核", "unverified": "填报未核", "missing": "暂无"}[self.value]


@dataclass(frozen=True, slots=True)
class FigureValue:
    """One value with its pedigree. `value` is in single units; `printed` is how it is written, unit included.

    `rows_count` tells how many rows or readings stand behind it; `reading_id` is set when it is one reading.
    `differs` says what a reported value would be if computed from its parts, where that is something else.
    """

    figure: Figure
    version: int
    scope: Scope
    value: Decimal | None
    state: ValueState
    printed: str
    qualifier: Qualifier = Qualifier.EXACT
    as_of: date | None = None
    reading_id: int | None = None
    rows_count: int = 0
    reading_ids: tuple[int, ...] = ()
    why_missing: str = ""
    differs: str = ""

    @property
    def pedigree_url(self) -> str:
        """Return the address of the page that shows where the value comes from."""
        return pedigree_url(self.figure.code, self.scope)

    @property
    def is_final(self) -> bool:
        """Say whether a report may be frozen on it."""
        return self.state in {ValueState.COMPUTED, ValueState.READING}


def pedigree_url(code: str, scope: Scope) -> str:
    """Return the address of the page of one value: of these very units, not of those below them."""
    units = "" if scope.unit_ids is None else f"&units={write_units(scope.unit_ids)}"
    return f"/desk/figures/{code}/?period={scope.period.key}{units}"


def write_units(unit_ids: Iterable[int]) -> str:
    """Return units as an address names them."""
    return ",".join(map(str, sorted(unit_ids)))


def value_of(code: str, *, scope: Scope) -> FigureValue:
    """Return the value of a figure in a scope. Raises UnknownFigure."""
    return values_of([code], scope=scope)[code]


def values_of(codes: Iterable[str], *, scope: Scope) -> dict[str, FigureValue]:
    """Return the values of several figures in one scope, by the codes asked for.

    Readings of all figures take two queries, events two; each figure that counts rows takes one.
    """
    asked = {code: get_figure(code) for code in codes}
    needed: dict[str, Figure] = {}
    earlier: dict[str, Figure] = {}
    for figure in asked.values():
        _need(figure, needed, earlier)
    before = scope.period.earlier()
    past = _Found(list(earlier.values()), scope.during(before)) if earlier and before else None
    found = _Found(list(needed.values()), scope, past)
    return {code: found.value(figure) for code, figure in asked.items()}


def is_true_of(wording: str, value: FigureValue) -> bool:
    """Say whether a wording may be written for a value: as it was reported, or true of an exact one."""
    said = wording.removesuffix(value.figure.unit)
    if value.printed and said == value.printed.removesuffix(value.figure.unit):
        return True
    if value.value is None or value.qualifier is not Qualifier.EXACT:
        return False
    try:
        return holds(parse_wording(wording, unit=value.figure.unit), value.value)
    except ValueError:
        return False


def format_value(figure: Figure, value: Decimal) -> str:
    """Write a computed value as its definition says: scale, decimals, unit."""
    scaled = value / SCALES[figure.scale]
    if figure.decimals or figure.scale:
        shown = format_number(round_half_up(scaled, figure.decimals if not figure.scale else max(figure.decimals, 2)))
    else:
        shown = format_number(round_half_up(scaled, 0) if scaled == scaled.to_integral_value() else scaled)
    return f"{shown}{figure.scale}{figure.unit}"


def round_half_up(value: Decimal, decimals: int) -> Decimal:
    """Round as reports do: half up."""
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def _need(figure: Figure, needed: dict[str, Figure], earlier: dict[str, Figure]) -> None:
    """Gather a figure with all it rests on; `earlier` are those whose value a year before is needed."""
    if figure.code in needed:
        return
    needed[figure.code] = figure
    for part in parts_of(figure):
        _need(get_figure(part), needed, earlier)
        if isinstance(figure.source, Change):
            _need(get_figure(part), earlier, {})


class _Found:
    """What was asked of the database for one scope, and the values that follow from it."""

    def __init__(self, figures: list[Figure], scope: Scope, past: "_Found | None" = None) -> None:
        self.scope, self.past = scope, past
        self.reported = reported_values(figures, scope)
        self.counted = count_events([item for item in figures if isinstance(item.source, Events)], scope)
        for figure in figures:
            if isinstance(figure.source, Rows):
                self.counted[figure.code] = count_rows(figure.source, scope)

    def value(self, figure: Figure) -> FigureValue:
        """Return the value: counted where there are rows, else as reported, else derived from its parts."""
        if figure.code in self.counted:
            value, rows = self.counted[figure.code]
            if rows or figure.code not in self.reported:
                return _computed(figure, self.scope, value, rows)
        if isinstance(figure.source, Readings | Rows | Events):
            return _from_readings(figure, self.scope, self.reported.get(figure.code))
        derived = self._derive(figure)
        if figure.code not in self.reported:
            return derived
        said = _from_readings(figure, self.scope, self.reported[figure.code])
        return replace(said, differs=_difference(said, derived))

    def _derive(self, figure: Figure) -> FigureValue:
        parts = [self.value(get_figure(code)) for code in parts_of(figure)]
        if isinstance(figure.source, Ratio):
            return _quotient(figure, parts[0], parts[1], self.scope, percent=figure.source.percent)
        if isinstance(figure.source, Change):
            before = self.past.value(parts[0].figure) if self.past else None
            return _growth(figure, parts[0], before, self.scope)
        minus = figure.source.minus if isinstance(figure.source, Total) else ()
        return _sum(figure, parts, self.scope, minus)


def _difference(said: FigureValue, derived: FigureValue) -> str:
    """Return the remark on a reported value that does not follow from its parts; nothing when it does."""
    if said.value is None or derived.value is None or said.value == derived.value:
        return ""
    return f"按组成数据核算为{derived.printed}"


def _computed(figure: Figure, scope: Scope, value: Decimal, rows: int) -> FigureValue:
    return FigureValue(
        figure,
        figure.version,
        scope,
        value,
        ValueState.COMPUTED,
        format_value(figure, value),
        as_of=scope.period.ends_on,
        rows_count=rows,
    )


def _from_readings(figure: Figure, scope: Scope, said: Reported | None) -> FigureValue:
    if said is None or not said.ids:
        return _missing(figure, scope, "该时段尚无填报值")
    state = ValueState.READING if said.is_verified else ValueState.UNVERIFIED
    if said.value is None and len(said.ids) > 1:
        return replace(_missing(figure, scope, said.problem), reading_ids=said.ids, rows_count=len(said.ids))
    printed = said.printed
    if not printed and said.value is not None:
        printed = format_value(figure, said.value)
        if said.qualifier is Qualifier.ABOUT:
            printed = said.qualifier.word + printed
    return FigureValue(
        figure,
        said.version,
        scope,
        said.value,
        state,
        printed,
        qualifier=said.qualifier,
        as_of=said.as_of,
        reading_id=said.ids[0] if len(said.ids) == 1 else None,
        rows_count=len(said.ids),
        reading_ids=said.ids,
    )


def _missing(figure: Figure, scope: Scope, why: str) -> FigureValue:
    return FigureValue(figure, figure.version, scope, None, ValueState.MISSING, "", why_missing=why)


def _quotient(figure: Figure, top: FigureValue, bottom: FigureValue, scope: Scope, *, percent: bool) -> FigureValue:
    if top.value is None or bottom.value is None:
        return _missing(figure, scope, top.why_missing or bottom.why_missing)
    if not bottom.value:
        return _missing(figure, scope, f"分母“{bottom.figure.title}”为零")
    value = round_half_up(top.value * (100 if percent else 1) / bottom.value, figure.decimals)
    return _resting_on(figure, value, (top, bottom), scope)


def _sum(figure: Figure, parts: list[FigureValue], scope: Scope, minus: tuple[str, ...]) -> FigureValue:
    missing = [part.figure.title for part in parts if part.value is None]
    if missing:
        return _missing(figure, scope, f"缺少{'、'.join(missing)}")
    signed = (-part.value if part.figure.code in minus else part.value for part in parts if part.value is not None)
    return _resting_on(figure, sum(signed, Decimal(0)), parts, scope)


def _growth(figure: Figure, present: FigureValue, before: FigureValue | None, scope: Scope) -> FigureValue:
    if present.value is None or before is None or before.value is None:
        return _missing(figure, scope, "本期或上年同期暂无数值")
    if not before.value:
        return _missing(figure, scope, "上年同期为零，无法比较")
    value = round_half_up((present.value - before.value) * 100 / before.value, figure.decimals)
    return _resting_on(figure, value, (present, before), scope)


def _resting_on(figure: Figure, value: Decimal, parts: Sequence[FigureValue], scope: Scope) -> FigureValue:
    """Return a derived value, as reliable as the least reliable of its parts."""
    states = {part.state for part in parts}
    state = next((item for item in (ValueState.UNVERIFIED, ValueState.READING) if item in states), ValueState.COMPUTED)
    inexact = any(part.qualifier != Qualifier.EXACT for part in parts)
    return FigureValue(
        figure,
        figure.version,
        scope,
        value,
        state,
        format_value(figure, value),
        qualifier=Qualifier.ABOUT if inexact else Qualifier.EXACT,
        as_of=scope.period.ends_on,
        rows_count=sum(part.rows_count for part in parts),
        reading_ids=tuple(dict.fromkeys(item for part in parts for item in part.reading_ids)),
    )


def same_period_before(scope: Scope) -> Scope | None:
    """Return the scope of the same period a year before, None where there is none."""
    before: Period | None = scope.period.earlier()
    return None if before is None else scope.during(before)
