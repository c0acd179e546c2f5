"""What the bindings of a report show: values asked of `figures` in as few calls as periods and units are different.

How a report is put together is `composition`; the chosen wording is checked here against the value, never trusted.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from mingzheng.domains.reports.composition.patterns import YEAR_ON_YEAR
from mingzheng.domains.reports.composition.periods import PeriodUnreadable, read_period
from mingzheng.domains.reports.composition.values import MISSING, Lookup, ShownValue
from mingzheng.figures.public import (
    Binding,
    Comparison,
    FigureValue,
    Period,
    Scope,
    compare,
    find_figure,
    format_number,
    is_true_of,
    values_of,
)
from mingzheng.platform.org.public import Unit, UnitKind, descendant_ids, find_unit_by_code

GAP = "〔缺数〕"


def scope_units(unit: Unit, on: date) -> frozenset[int] | None:
    """Return the units whose numbers a unit's report counts: itself and those below it; a district counts everything.

    A unit that was closed before the day still counts itself.
    """
    if unit.kind == UnitKind.DISTRICT:
        return None
    return descendant_ids([unit.pk], on) | {unit.pk}


def scope_of(unit: Unit, period: Period) -> Scope:
    """Return the scope of a unit's own values in a period."""
    return Scope(scope_units(unit, period.ends_on or date.max), period)


def look_up_all(bindings: Iterable[Binding], *, unit: Unit, year: int) -> Lookup:
    """Return a lookup that knows every one of these bindings; values of one period and unit are asked for at once."""
    wanted = set(bindings)
    found: dict[Binding, ShownValue] = {}
    by_scope: dict[tuple[str, str], list[Binding]] = defaultdict(list)
    for binding in wanted:
        if find_figure(binding.code) is None:
            found[binding] = _unknown(binding)
        else:
            by_scope[binding.period, binding.unit].append(binding)
    for (period_text, unit_code), group in by_scope.items():
        found |= _look_up(group, period_text, unit_code, unit=unit, year=year)
    return lambda binding: found.get(binding) or _unknown(binding)


def _unknown(binding: Binding) -> ShownValue:
    return ShownValue(GAP, binding.code, MISSING, problem="没有这个指标，请重新选择")


def _look_up(
    group: list[Binding], period_text: str, unit_code: str, *, unit: Unit, year: int
) -> Mapping[Binding, ShownValue]:
    meant = find_unit_by_code(unit_code) if unit_code else unit
    try:
        period = read_period(period_text, year=year)
    except PeriodUnreadable:
        period = None
    if meant is None or period is None:
        problem = "没有这个单位" if meant is None else f"时段“{period_text}”读不懂"
        return {binding: replace(_unknown(binding), problem=problem) for binding in group}
    scope = scope_of(meant, period)
    values = values_of({binding.code for binding in group}, scope=scope)
    return {binding: show_value(values[binding.code], binding) for binding in group}


def show_value(value: FigureValue, binding: Binding) -> ShownValue:
    """Return what a binding shows of a value."""
    figure = value.figure
    base = ShownValue(
        text=GAP,
        title=figure.title,
        state=value.state.value,
        value=value.value,
        unit=figure.unit,
        period=value.scope.period.label(),
        as_of=value.as_of.isoformat() if value.as_of else "",
        url=value.pedigree_url,
        reading_id=value.reading_id,
        problem=value.why_missing,
    )
    if value.state.value == MISSING:
        return base
    if binding.wording == YEAR_ON_YEAR:
        return _show_change(base, compare(binding.code, value.scope))
    if not binding.wording:
        text = value.printed.removesuffix(figure.unit) if binding.bare else value.printed
        return replace(base, text=text, wording=value.printed.removesuffix(figure.unit))
    return _show_wording(base, value, binding)


def _show_change(base: ShownValue, found: Comparison) -> ShownValue:
    if found.difference is not None and found.present.figure.is_percent:
        points = format_number(abs(found.difference))
        words = f"{'提高' if found.difference > 0 else '下降'}{points}个百分点" if found.difference else "持平"
        return replace(base, text=words, wording=YEAR_ON_YEAR, unit="个百分点")
    if found.difference is None or (found.percent is None and found.difference):
        return replace(base, text=GAP, state=MISSING, problem="上年同期没有数，不能算同比")
    percent = found.percent or 0
    words = "持平" if not percent else f"{'增长' if percent > 0 else '下降'}{abs(percent)}%"
    return replace(base, text=words, wording=YEAR_ON_YEAR, unit="%")


def _show_wording(base: ShownValue, value: FigureValue, binding: Binding) -> ShownValue:
    unit = value.figure.unit
    text = binding.wording if binding.bare or binding.wording.endswith(unit) else binding.wording + unit
    return replace(
        base,
        text=text,
        wording=binding.wording,
        is_true=is_true_of(binding.wording, value),
        problem=_why(binding, value),
    )


def _why(binding: Binding, value: FigureValue) -> str:
    return "" if is_true_of(binding.wording, value) else f"“{binding.wording}”与现在的数 {value.printed} 不符"
