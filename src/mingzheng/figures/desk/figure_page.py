"""The page of one figure: its value and the rows behind it; its parts, plots and earlier periods on a second tab."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property

from mingzheng.figures.declaration import UNIT, Figure
from mingzheng.figures.desk.asking import Asked, read_asked
from mingzheng.figures.desk.drawing import by_month, by_parts, by_year
from mingzheng.figures.desk.naming import source_words
from mingzheng.figures.errors import FigureError, NotPermitted
from mingzheng.figures.models import SnapshotValue
from mingzheng.figures.parts import breakdown, compare, may_break_down
from mingzheng.figures.pedigree import parts_behind, rows_of
from mingzheng.figures.readings.rules import may_record
from mingzheng.figures.reconciling import find_reconciliation
from mingzheng.figures.registry import find_figure
from mingzheng.figures.selectors import links_for, may_read_figure, may_read_figures, uses_for
from mingzheng.figures.snapshots.drifting import Drift, drifts_of
from mingzheng.figures.snapshots.services import frozen_in
from mingzheng.figures.values import FigureValue, value_of, values_of
from mingzheng.figures.wordings import offers
from mingzheng.platform.access.public import Actor
from mingzheng.platform.design.public import Crumb, Fact, Tab, format_date
from mingzheng.platform.desk.public import DeskView

MOST_PAGES = 300
MOST_FROZEN = 5


class FigurePage(DeskView):
    """What the tabs of one figure share."""

    tab = ""

    def may_see(self, actor: Actor) -> bool:
        """Admit whoever works here."""
        return may_read_figures(actor)

    @cached_property
    def figure(self) -> Figure:
        """Return the figure in the address, or 404."""
        figure = find_figure(self.kwargs["code"])
        if figure is None or not may_read_figure(self.actor, figure):
            raise Http404
        return figure

    def get_page_title(self) -> str:
        """Return its name."""
        return self.figure.title

    def get_crumbs(self) -> Sequence[Crumb]:
        """Return the way from the catalogue."""
        return [Crumb("指标目录", reverse("figures:catalogue")), Crumb(self.figure.title)]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the tab, or say why what was asked cannot be shown."""
        try:
            asked = read_asked(request, self.actor, self.figure)
        except FigureError as error:
            status = 403 if isinstance(error, NotPermitted) else 422
            self.template_name = "figures/refused.html"
            context = self.get_context_data(error=error, reasons=[error.message])
            return self.render_to_response(context, status=status)
        return self.answer(asked)

    def answer(self, asked: Asked) -> HttpResponse:
        """Draw the page for what was asked."""
        return self.render_to_response(self.get_context_data(asked=asked))

    def tabs(self, asked: Asked) -> list[Tab]:
        """Return the two tabs."""
        code = self.figure.code
        return [
            Tab("数值与来源", f"{reverse('figures:figure', args=[code])}?{asked.query}", self.tab == "value"),
            Tab("分组与走势", f"{reverse('figures:parts', args=[code])}?{asked.query}", self.tab == "parts"),
        ]


class FigureView(FigurePage):
    """The value, what it means, and every row behind it."""

    template_name = "figures/figure.html"
    tab = "value"

    def get_context_data(self, asked: Asked | None = None, **kwargs: Any) -> dict[str, Any]:
        """Gather the page."""
        if asked is None:
            return super().get_context_data(**kwargs)
        figure = self.figure
        parts = [part.code for part in parts_behind(figure.code)]
        values = values_of([figure.code, *parts], scope=asked.scope)
        value = values[figure.code]
        rows = rows_of(figure.code, asked.scope, self.actor, _page(self.request), value=value)
        return super().get_context_data(
            figure=figure,
            asked=asked,
            value=value,
            facts=self._facts(value),
            meaning=_meaning(figure),
            wordings=_wordings(value),
            rows=rows,
            parts=[values[code] for code in parts],
            frozen=_frozen(figure.code, asked),
            alarm=_alarm(figure),
            uses=uses_for(self.actor, [figure.code])[figure.code],
            ways=links_for(self.actor, figure, asked.one_unit, asked.scope.period),
            tabs=self.tabs(asked),
            may_report=figure.is_reading and self._may_report(asked),
            **kwargs,
        )

    def _may_report(self, asked: Asked) -> bool:
        units = asked.scope.unit_ids
        if units is None:
            return any(may_record(self.actor, unit_id) for unit_id in self.actor.unit_ids)
        return any(may_record(self.actor, unit_id) for unit_id in units)

    def _facts(self, value: FigureValue) -> list[Fact]:
        facts = [Fact("状态", value.state.label)]
        if value.as_of and value.state != "computed" and value.as_of != value.scope.period.ends_on:
            facts.append(Fact("数据截至", format_date(value.as_of)))
        if value.differs:
            facts.append(Fact("提示", value.differs))
        if value.rows_count:
            facts.append(Fact("来源记录", f"{value.rows_count}条"))
        return facts


class PartsView(FigurePage):
    """The value taken apart: by unit and every dimension, over months and years, against the year before."""

    template_name = "figures/parts.html"
    tab = "parts"

    def get_context_data(self, asked: Asked | None = None, **kwargs: Any) -> dict[str, Any]:
        """Gather the page."""
        if asked is None:
            return super().get_context_data(**kwargs)
        figure = self.figure
        dimensions = [item for item in (UNIT, *figure.dimensions) if may_break_down(figure, item.code)]
        present = value_of(figure.code, scope=asked.scope)
        taken_apart = [breakdown(figure.code, asked.scope, item.code, whole=present) for item in dimensions]
        comparison = compare(figure.code, asked.scope, present=present)
        return super().get_context_data(
            figure=figure,
            asked=asked,
            comparison=comparison,
            change_unit="个百分点" if figure.is_percent else figure.unit,
            parts=[(found, by_parts(figure, found)) for found in taken_apart],
            months=by_month(figure, asked.scope),
            years=by_year(figure, asked.scope, (present, comparison.before)),
            tabs=self.tabs(asked),
            **kwargs,
        )


def _page(request: HttpRequest) -> int:
    text = request.GET.get("page", "")
    return min(int(text), MOST_PAGES) if text.isdecimal() and len(text) < 6 else 1


def _meaning(figure: Figure) -> list[Fact]:
    low, high = figure.bounds
    bounds = "，".join(
        text
        for text in (
            f"不小于{low}" if low is not None else "",
            f"不大于{high}" if high is not None else "",
        )
        if text
    )
    return [
        Fact("统计内容", figure.counts),
        Fact("计量单位", f"{figure.scale}{figure.unit}"),
        Fact("时段类型", figure.period.label),
        Fact("数据类别", figure.kind.label),
        Fact("分组", "、".join(item.title for item in figure.dimensions) or "按单位"),
        Fact("取数方式", source_words(figure)),
        *([Fact("数值范围", bounds)] if bounds else []),
        *([Fact("依据", figure.basis)] if figure.basis else []),
        Fact("编码", f"{figure.code}，第{figure.version}版"),
    ]


def _wordings(value: FigureValue) -> list[str]:
    if value.value is None or value.state != "computed":
        return []
    return [wording.written(value.figure.unit) for wording in offers(value.value, value.figure.unit)]


def _frozen(code: str, asked: Asked) -> list[tuple[SnapshotValue, Drift | None]]:
    """Return where the value was frozen, newest first, each with how it has moved since."""
    rows = frozen_in(code, asked.scope)[:MOST_FROZEN]
    moved = {item.frozen.pk: item for item in drifts_of(rows)} if rows else {}
    return [(row, moved.get(row.pk)) for row in rows]


def _alarm(figure: Figure) -> str:
    held = find_reconciliation(figure.code)
    if held is None or not held.differences:
        return ""
    since = format_date(held.since.date()) if held.since else ""
    return f"自{since}起，累计数与逐件复核不一致（{len(held.differences)}处），查明前请以复核为准。"
