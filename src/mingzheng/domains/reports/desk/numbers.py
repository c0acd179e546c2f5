"""Numbers of a report: the panel of one, finding one to insert, the source of a typed one, and all beside last year's.

Where a value comes from is the page of its figure; what a chosen wording does to a block is `services.writing`.
"""

import json
from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path

from mingzheng.casework.public import DoorError, screen_given
from mingzheng.domains.reports.comparing import FLAG_WORDS, compare_numbers, count_flags
from mingzheng.domains.reports.composition.patterns import PATTERNS, Named, PatternMisfit, doubt_of, fill_pattern
from mingzheng.domains.reports.composition.periods import PeriodUnreadable, read_period
from mingzheng.domains.reports.composition.typed_numbers import TypedNumber, find_typed_numbers
from mingzheng.domains.reports.composition.values import STATE_WORDS
from mingzheng.domains.reports.desk.editor import BlockPage, EditorView, seen_version_of
from mingzheng.domains.reports.desk.pages import ReportView, explain
from mingzheng.domains.reports.desk.presenting import BlockView, shown_tokens
from mingzheng.domains.reports.figures_offered import list_wordings, match_number, search_figures
from mingzheng.domains.reports.lookup import look_up_all, scope_of
from mingzheng.domains.reports.selectors import composed_report, unit_of
from mingzheng.domains.reports.services import numbers as services
from mingzheng.domains.reports.services import remarks, writing
from mingzheng.figures.public import (
    BadReading,
    Binding,
    Figure,
    FigureError,
    Period,
    PeriodKind,
    find_figure,
    format_markup,
    get_figure,
    list_bindings,
    may_read_figure,
    parse_markup,
    runs_from_json,
    value_of,
)
from mingzheng.platform.design.public import Fact, Number
from mingzheng.platform.ledger.public import now
from mingzheng.platform.org.public import find_unit_by_code
from mingzheng.platform.parameters.public import get_value

MOST_IN_A_SENTENCE = 12


class NumberView(BlockPage):
    """One bound number: value, last year, change, state, other wordings, and its source."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the panel."""
        return self._panel(request, self.block_view())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Write the number in another true wording."""
        block = self.block_view()
        runs = list(runs_from_json(block.row.runs))
        binding, index = self._binding(block)
        chosen = list_bindings(parse_markup(request.POST.get("token", "")))
        if len(chosen) != 1 or chosen[0].code != binding.code:
            return self._panel(request, block)
        runs[index] = replace(binding, wording=chosen[0].wording)
        seen = seen_version_of(request)
        try:
            text = format_markup(runs)
            writing.save_block(block.row.pk, text=text, seen_version=seen, actor=self.actor, at=now())
        except DoorError as error:
            return self._panel(request, block, refusal=explain(error))
        return self.answer(request)

    def _binding(self, block: BlockView) -> tuple[Binding, int]:
        runs = runs_from_json(block.row.runs)
        places = [index for index, run in enumerate(runs) if isinstance(run, Binding)]
        if not 0 <= self.kwargs["place"] < len(places):
            raise Http404
        index = places[self.kwargs["place"]]
        run = runs[index]
        assert isinstance(run, Binding)
        return run, index

    def _panel(self, request: HttpRequest, block: BlockView, **more: Any) -> HttpResponse:
        binding, _ = self._binding(block)
        part = next(part for part in block.parts if part.kind == "number" and part.place == self.kwargs["place"])
        shown, compared = part.shown, part.compared
        assert shown is not None
        wordings: tuple[Any, ...] = ()
        if find_figure(binding.code) is not None and not shown.is_gap:
            wordings = list_wordings(self._value(binding), binding)
        facts = [
            Fact("指标", shown.title),
            Fact("时段", shown.period),
            Fact("现在的数", shown.text if not shown.is_gap else "没有数", note=shown.problem),
            Fact("情况", STATE_WORDS.get(shown.state, "")),
            Fact(
                "上年",
                compared.before.text if compared and compared.before and not compared.before.is_gap else "没有数",
            ),
            Fact("变化", compared.change_words if compared else "", note=compared.flag_words if compared else ""),
        ]
        context = {
            "target": block,
            "place": self.kwargs["place"],
            "shown": shown,
            "facts": [fact for fact in facts if fact.value],
            "wordings": wordings,
            "wording": binding.wording,
            **more,
        }
        return self.page_of(request, "reports/side/number.html", context)

    def _value(self, binding: Binding) -> Any:
        meant = find_unit_by_code(binding.unit) if binding.unit else unit_of(self.report)
        return value_of(binding.code, scope=scope_of(meant or unit_of(self.report), self._period(binding.period)))

    def _period(self, text: str) -> Period:
        try:
            return read_period(text, year=self.report.year)
        except PeriodUnreadable:
            return Period.year(self.report.year)


class TypedView(BlockPage):
    """A typed number: the figures it may be, recording it as a reading of one or of the unit's own, or keeping it as text."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the panel."""
        return self._panel(request, self.block_view())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Bind it, record and bind it, or keep it."""
        block = self.block_view()
        found, moment = self._found(block), now()
        try:
            if request.POST.get("do") == "keep":
                reason = request.POST.get("reason", "")
                remarks.keep_number(self.report.pk, words=found.words, reason=reason, actor=self.actor, at=moment)
            elif request.POST.get("do") == "define":
                title = request.POST.get("title", "")
                screen_given({"title": title}, actor=self.actor, at=moment)
                services.define_number(
                    self.report.pk,
                    block.row.pk,
                    position=self.kwargs["place"],
                    title=title,
                    key=request.POST.get("idempotency_key", "")[:64],
                    actor=self.actor,
                    at=moment,
                )
            else:
                services.bind_number(
                    self.report.pk,
                    block.row.pk,
                    position=self.kwargs["place"],
                    code=request.POST.get("code", ""),
                    as_reading=request.POST.get("do") == "record",
                    source=request.POST.get("source", ""),
                    key=request.POST.get("idempotency_key", "")[:64],
                    actor=self.actor,
                    at=moment,
                )
        except (DoorError, FigureError, BadReading) as error:
            return self._panel(request, block, refusal=explain(error))
        return self.answer(request)

    def _found(self, block: BlockView) -> TypedNumber:
        typed = find_typed_numbers(runs_from_json(block.row.runs))
        if not 0 <= self.kwargs["place"] < len(typed):
            raise Http404
        return typed[self.kwargs["place"]]

    def _panel(self, request: HttpRequest, block: BlockView, **more: Any) -> HttpResponse:
        found = self._found(block)
        words = request.GET.get("q", "")
        unit, year = unit_of(self.report), self.report.year
        offered = (
            search_figures(words, unit=unit, year=year, reader=self.actor)
            if words
            else match_number(found.counts, found.unit, unit=unit, year=year, reader=self.actor)
        )
        context = {
            "target": block,
            "place": self.kwargs["place"],
            "typed": found,
            "offered": offered,
            "q": words,
            "title": request.POST.get("title", found.counts),
            **more,
        }
        refusal = more.get("refusal")
        status = refusal.status if refusal else 200
        return self.page_of(request, "reports/side/typed.html", context, status=status)


class FiguresView(EditorView):
    """Finding figures to insert, one by one or in a sentence; those chosen keep their order over several searches."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the search, its results, the chosen figures and the sentence they make."""
        words, chosen = request.GET.get("q", ""), self._chosen()
        unit, year = unit_of(self.report), self.report.year
        offered = search_figures(words, unit=unit, year=year, reader=self.actor)
        context = {"q": words, "offered": offered, "chosen": chosen, "patterns": PATTERNS, **self._sentence(chosen)}
        return self.page_of(request, "reports/side/figures.html", context)

    def _chosen(self) -> list[Figure]:
        """Return the figures of the sentence in their order, after one was taken in, moved up or taken out."""
        asked = self.request.GET
        codes = [code for code in dict.fromkeys(asked.getlist("code") + asked.getlist("add")) if find_figure(code)]
        codes = [code for code in codes if code != asked.get("drop")][:MOST_IN_A_SENTENCE]
        if (moved := asked.get("up")) in codes[1:]:
            place = codes.index(moved)
            codes[place - 1 : place + 1] = [moved, codes[place - 1]]
        return [figure for figure in map(get_figure, codes) if may_read_figure(self.actor, figure)]

    def _sentence(self, figures: list[Figure]) -> dict[str, Any]:
        pattern = self.request.GET.get("pattern", "")
        if not figures or not pattern:
            return {}
        year = self.report.year
        as_of = f"截至{year}年底" if all(figure.period == PeriodKind.AS_OF for figure in figures) else ""
        try:
            named = [Named(figure.title, Binding(figure.code)) for figure in figures]
            runs = fill_pattern(pattern, named, as_of=as_of)
        except PatternMisfit as error:
            return {"misfit": str(error) if "make" in self.request.GET else "", "pattern": pattern}
        except KeyError:
            return {}
        lookup = look_up_all(list_bindings(runs), unit=unit_of(self.report), year=year)
        values = [lookup(one.binding).value for one in named]
        return {
            "doubt": doubt_of(pattern, values),
            "sentence": format_markup(runs),
            "words": "".join(run if isinstance(run, str) else lookup(run).text for run in runs),
            "tokens": json.dumps(shown_tokens(runs, lookup), ensure_ascii=False),
            "pattern": pattern,
        }


class NumbersView(ReportView):
    """Every number of the report beside the year before."""

    template_name = "reports/numbers.html"
    tab = "numbers"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Compare."""
        composed = composed_report(self.report)
        rows = compare_numbers(composed, unit=unit_of(self.report), jump_percent=get_value("reports.jump_percent"))
        flag = self.request.GET.get("flag", "")
        counts = count_flags(rows)
        numbers = [
            Number(len(rows), "全部", "?"),
            *(Number(count, FLAG_WORDS[code], f"?flag={code}") for code, count in counts.items()),
        ]
        shown = [row for row in rows if not flag or row.flag == flag]
        return super().get_context_data(rows=shown, numbers=numbers, flag=flag, states=STATE_WORDS, **kwargs)


urlpatterns = [
    path("desk/reports/<str:number>/numbers", NumbersView.as_view(), name="numbers"),
    path("desk/reports/<str:number>/figures", FiguresView.as_view(), name="figures"),
    path("desk/reports/<str:number>/blocks/<int:block_id>/numbers/<int:place>", NumberView.as_view(), name="number"),
    path("desk/reports/<str:number>/blocks/<int:block_id>/typed/<int:place>", TypedView.as_view(), name="typed"),
]
