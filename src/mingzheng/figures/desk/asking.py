"""What the address of a figure's page asks: units and period. Whether the reader may ask it is `selectors`."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import HttpRequest

from mingzheng.figures.declaration import Figure
from mingzheng.figures.errors import FigureError
from mingzheng.figures.periods import Period, PeriodKind, Scope
from mingzheng.figures.selectors import reach_of, subtree
from mingzheng.figures.values import write_units
from mingzheng.platform.access.public import Actor
from mingzheng.platform.design.public import DayInput, PlainForm
from mingzheng.platform.ledger.public import today

YEARS_BACK = 4
MOST_UNITS = 2_000
ALL, ALL_UNITS = "all", "全部（有权查看的单位）"


@dataclass(frozen=True, slots=True)
class Asked:
    """Scope with the words of its units, and the form that asked for it.

    `unit_id` is a unit with those that belong to it; `exact` are units that were named one by one.
    """

    scope: Scope
    units_label: str
    form: forms.Form
    unit_id: int | None = None
    exact: frozenset[int] | None = None

    @property
    def one_unit(self) -> int | None:
        """Return the unit asked about, None where there are several."""
        return next(iter(self.exact)) if self.exact and len(self.exact) == 1 else self.unit_id

    @property
    def query(self) -> str:
        """Return the address part that asks the same."""
        unit = f"&unit={self.unit_id}" if self.unit_id else ""
        units = f"&units={write_units(self.exact)}" if self.exact else ""
        return f"period={self.scope.period.key}{unit}{units}"


class AskForm(PlainForm):
    """The unit and the period of a value."""

    unit = forms.ChoiceField(label="单位", required=False)
    units = forms.CharField(required=False, widget=forms.HiddenInput())
    period = forms.ChoiceField(label="时段", required=False)
    since = forms.DateField(label="起", required=False, widget=DayInput())
    until = forms.DateField(label="止", required=False, widget=DayInput())

    def __init__(self, *args: Any, units: list[tuple[str, str]], periods: list[tuple[str, str]], **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["unit"].choices = units  # type: ignore[attr-defined]
        self.fields["period"].choices = periods  # type: ignore[attr-defined]


def read_asked(request: HttpRequest, actor: Actor, figure: Figure) -> Asked:
    """Return what the address asks. Raises FigureError for what nobody can mean or the reader may not ask."""
    day = today()
    period = read_period(request, figure, day)
    reach = reach_of(actor, min(period.last, day))
    unit_id, exact = _read_units(request)
    named = subtree(unit_id, period) if unit_id else exact
    scope = reach.scope(period, named)
    whole = "全区" if reach.units is None else f"{len(reach.units)}个单位"
    label = reach.names.get(unit_id or 0, "") or (reach.name(exact) if exact else whole)
    choices = [("", label), (ALL, ALL_UNITS)] if exact else [("", ALL_UNITS)]
    choices += [(str(pk), name) for pk, name in reach.names.items()]
    shown = [(period.key, period.label()), *(item for item in usual_periods(figure, day) if item[0] != period.key)]
    initial = {"unit": unit_id or "", "period": period.key, "units": write_units(exact or ())}
    form = AskForm(units=choices, periods=shown, initial=initial)
    return Asked(scope, label, form, unit_id, exact)


def read_period(request: HttpRequest, figure: Figure, day: date) -> Period:
    """Return the period asked for: two days when both are given, else the key, else the figure's usual one."""
    since, until = request.GET.get("since", ""), request.GET.get("until", "")
    try:
        if since and until:
            return Period.between(date.fromisoformat(since), date.fromisoformat(until))
        if until:
            return Period.as_of(date.fromisoformat(until))
        if key := request.GET.get("period", ""):
            return Period.from_key(key)
    except (ValueError, OverflowError):
        raise FigureError("时段无法识别", next_step="请重新选择时段") from None
    return usual_period(figure, day)


def usual_period(figure: Figure, day: date) -> Period:
    """Return the period a figure is first shown for."""
    if figure.period == PeriodKind.AS_OF:
        return Period.as_of(day)
    return Period.standing() if figure.period == PeriodKind.STANDING else Period.year(day.year)


def usual_periods(figure: Figure, day: date) -> list[tuple[str, str]]:
    """Return the periods offered for choice."""
    if figure.period == PeriodKind.STANDING:
        return [(Period.standing().key, "长期")]
    month_end = day.replace(day=1) - timedelta(days=1)
    years = [Period.year(day.year - back) for back in range(YEARS_BACK + 1)]
    if figure.period == PeriodKind.AS_OF:
        ends = [Period.as_of(day), Period.as_of(month_end), *(Period.as_of(year.last) for year in years[1:])]
        found = [*ends, *years]
    else:
        found = [*years, Period.to_date(day)]
        if month_end.year == day.year:
            found.append(Period.to_date(month_end))
    return [(period.key, period.label()) for period in found]


def _read_units(request: HttpRequest) -> tuple[int | None, frozenset[int] | None]:
    """Return the unit asked for with those that belong to it, or the units named one by one. Raises FigureError.

    `unit` with several keys is how numbers were linked before `units` was.
    """
    one, several = request.GET.get("unit", ""), request.GET.get("units", "")
    if re.fullmatch(r"\d{1,9}", one):
        return int(one), None
    parts = [part for part in (one if "," in one else several).split(",") if part][:MOST_UNITS]
    if not parts or one == ALL:
        return None, None
    if not all(re.fullmatch(r"\d{1,9}", part) for part in parts):
        raise FigureError("单位无法识别", next_step="请重新选择单位")
    return None, frozenset(int(part) for part in parts)
