"""Screens of reporting rounds: the list, opening one, who has reported and who has not, urging, the unit's own view."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse

from mingzheng.domains.workplan.desk.acting import PlanFormView
from mingzheng.domains.workplan.desk.round_tables import EntryTable, RoundTable, StandingTable, state_of
from mingzheng.domains.workplan.desk.scheme_pages import name_with_year
from mingzheng.domains.workplan.models import ReportingRound
from mingzheng.domains.workplan.navigation import is_office
from mingzheng.domains.workplan.permissions import may_keep_ledgers_of, may_read_all_of
from mingzheng.domains.workplan.round_selectors import (
    entries_for,
    find_round_for,
    own_missing,
    rounds_for,
    schemes_open_to_rounds,
    standing_for,
)
from mingzheng.domains.workplan.services.rounds import close_round, open_round, urge_missing
from mingzheng.platform.access.public import Actor
from mingzheng.platform.design.public import Crumb, DayInput, Number, PlainForm, PlainTextarea, format_date
from mingzheng.platform.desk.public import (
    DeskListView,
    DeskTable,
    DeskView,
    EmptyWords,
    Outcome,
    go_to,
    spreadsheet_response,
)
from mingzheng.platform.ledger.public import now, today

BASIS = "分工方案；逐项推动落实、实时跟进"


class RoundListView(DeskListView):
    """The rounds over schemes the reader works on."""

    page_title = "报送轮次"
    purpose = "各单位按轮次报送台账进展；到期未报的可以一次催报。"
    basis = BASIS
    list_key: ClassVar[str] = "workplan.rounds"
    table_class: ClassVar[type[DeskTable]] = RoundTable
    template_name = "workplan/rounds.html"

    def get_rows(self) -> Any:
        """Return the rounds, the latest closing day first."""
        return rounds_for(self.actor)

    def get_empty_words(self) -> EmptyWords:
        """Say what would fill the list."""
        if is_office(self.actor):
            return EmptyWords(
                "还没有报送轮次",
                "方案建账后，可以按月、按季开启一轮报送。",
                "开启报送轮次",
                reverse("workplan:open_round"),
            )
        return EmptyWords("还没有报送轮次", "主管科室开启后会在这里出现，并通知您。")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Offer opening to the office."""
        return super().get_context_data(can_open=is_office(self.actor), **kwargs)


class OpenRoundForm(PlainForm):
    """What a round is."""

    scheme = forms.TypedChoiceField(label="方案", coerce=int, empty_value=None)
    title = forms.CharField(label="轮次名称", max_length=100, help_text="如“第三季度”“年中报送”。")
    opens_on = forms.DateField(label="开始日期", widget=DayInput())
    closes_on = forms.DateField(label="截止日期", widget=DayInput())
    note = forms.CharField(label="填报要求", required=False, max_length=2000, widget=PlainTextarea())

    def __init__(self, *args: Any, schemes: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scheme"].choices = schemes  # type: ignore[attr-defined]


class OpenRoundView(PlanFormView):
    """Open a round."""

    page_title = "开启报送轮次"
    purpose = "选一份已建账的方案，定开始和截止日期。"
    basis = BASIS
    form_class: ClassVar[type[forms.BaseForm]] = OpenRoundForm
    submit_label: ClassVar[str] = "开启本轮报送"

    def may_see(self, actor: Actor) -> bool:
        """Admit the office."""
        return is_office(actor)

    def get_crumbs(self) -> Sequence[Crumb]:
        """Return the way from the list."""
        return [Crumb("报送轮次", reverse("workplan:rounds")), Crumb(self.page_title)]

    def get_cancel_url(self) -> str:
        """Return to the list."""
        return reverse("workplan:rounds")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer the booked schemes the reader sees."""
        schemes = list(schemes_open_to_rounds(self.actor)[:50])
        choices = [(scheme.pk, name_with_year(scheme)) for scheme in schemes]
        return {"schemes": choices, "initial": {"opens_on": today()}}

    def get_consequences(self) -> Sequence[str]:
        """Say who is told and when."""
        return (
            "开始当天通知有未办结台账的单位联络员；",
            "截止前 2 个工作日再提醒仍未报送的单位；",
            "单位在开始之后报送的进展计入本轮。",
        )

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Open it."""
        given = form.cleaned_data
        scheme = schemes_open_to_rounds(self.actor).get(pk=given.pop("scheme"))
        opened = open_round(scheme, actor=self.actor, recorded_at=now(), **given)
        text = f"已开启“{opened.title}”，{format_date(opened.closes_on)}截止。"
        return Outcome(text, reverse("workplan:round", args=[opened.pk]))


class RoundPage:
    """What every screen about one round shares."""

    actor: Actor
    kwargs: dict[str, Any]

    @property
    def round(self) -> ReportingRound:
        """Return the round in the address, or 404 when the reader may see none of its rows."""
        if not hasattr(self, "_round"):
            found = find_round_for(self.actor, self.kwargs["round_id"])
            if found is None:
                raise Http404
            self._round = found
        return self._round

    @property
    def is_keeper(self) -> bool:
        """Say whether the reader keeps this ledger."""
        return may_keep_ledgers_of(self.actor, self.round.scheme.case.origin_unit_id)


class RoundView(RoundPage, DeskView):
    """One round: who has reported, who has not, what delays, what must be coordinated."""

    template_name = "workplan/round.html"
    basis = BASIS

    def get_page_title(self) -> str:
        """Return the round's name; the year stands before it only where the name has none."""
        year = f"{self.round.scheme.year}年"
        return self.round.title if self.round.title.startswith(year) else f"{year} {self.round.title}"

    def get_crumbs(self) -> Sequence[Crumb]:
        """Return the way from the list."""
        return [Crumb("报送轮次", reverse("workplan:rounds")), Crumb(self.round.title)]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer as a page, or as a spreadsheet of what was reported."""
        if request.GET.get("format") == "xlsx":
            name = f"{self.get_page_title()}报送情况"
            return spreadsheet_response(self.entry_table(), name=name, signed_by=self.actor.name)
        return super().get(request, *args, **kwargs)

    def entry_table(self) -> EntryTable:
        """Return what was reported, with reasons for delay and points to be coordinated."""
        return EntryTable(list(entries_for(self.actor, self.round)[:2000]), orderable=False)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Gather the page."""
        item = self.round
        sees_all = may_read_all_of(self.actor, item.scheme.case.origin_unit_id)
        standing = standing_for(self.actor, item, sees_all=sees_all)
        due, reported = sum(row.due for row in standing), sum(row.reported for row in standing)
        missing = [row for row in standing if row.missing]
        can_urge = self.is_keeper and not item.closed_at and bool(missing)
        table = StandingTable(standing, orderable=False, closes_on=item.closes_on)
        if not can_urge:
            table.hide_selection()
        entries = self.entry_table()
        return super().get_context_data(
            round=item,
            lamp=state_of(item),
            sees_all=sees_all,
            numbers=[
                Number(due, "应报（件）"),
                Number(reported, "已报（件）"),
                Number(
                    due - reported, "未报（件）", lamp="overdue" if due > reported and item.closes_on < today() else ""
                ),
                *([Number(len(missing), "未报齐的单位")] if sees_all else []),
            ],
            standing=table,
            entries=entries if entries.rows.data.data else None,
            problems=[row for row in entries.rows.data.data if row.delay_reason or row.coordination],
            can_urge=can_urge,
            can_close=self.is_keeper and not item.closed_at,
            own_rows=[] if item.closed_at or item.opens_on > today() else own_missing(self.actor, item),
            **kwargs,
        )


class UrgeForm(PlainForm):
    """What the units are told."""

    note = forms.CharField(label="催办内容", max_length=500, widget=PlainTextarea())


class UrgeView(RoundPage, PlanFormView):
    """Urge the chosen units, confirmed on one page."""

    page_title = "催报"
    template_name = "workplan/urge.html"
    form_class: ClassVar[type[forms.BaseForm]] = UrgeForm
    submit_label: ClassVar[str] = "催报这些单位"

    def may_see(self, actor: Actor) -> bool:
        """Admit the office that keeps the ledger."""
        return self.is_keeper

    def get_cancel_url(self) -> str:
        """Return to the round."""
        return reverse("workplan:round", args=[self.round.pk])

    def get_form_kwargs(self) -> dict[str, Any]:
        """Suggest the words."""
        title, closes_on = self.round.title, format_date(self.round.closes_on)
        return {
            "initial": {
                "note": f"“{title}”进展报送 {closes_on}截止，请尽快报送；确有困难的，写明滞后原因和需协调事项。"
            }
        }

    def chosen(self) -> list[Any]:
        """Return the chosen units that still have rows to report, or all of them."""
        if not hasattr(self, "_chosen"):
            ids = {int(word) for word in self.request.POST.getlist("ids") if word.isdecimal()}
            wants_all = "all" in self.request.POST
            rows = [row for row in standing_for(self.actor, self.round, sees_all=True) if row.missing]
            self._chosen = [row for row in rows if wants_all or row.unit_id in ids]
        return self._chosen

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Send back to the round, where the units are chosen."""
        return redirect(self.get_cancel_url())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the confirmation first."""
        if not self.chosen():
            return go_to(request, self.get_cancel_url(), "没有选中还未报送的单位，请勾选后再催报。")
        if "confirmed" in request.POST:
            return super().post(request, *args, **kwargs)
        return super().get(request, *args, **kwargs)

    def get_consequences(self) -> Sequence[str]:
        """Say what follows."""
        rows = sum(row.missing for row in self.chosen())
        return (f"{len(self.chosen())} 个单位的 {rows} 件未报台账各记一次催办；", "单位联络员和负责人立即收到通知。")

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Urge row by row."""
        done, refused = urge_missing(
            self.round,
            [row.unit_id for row in self.chosen()],
            note=form.cleaned_data["note"],
            actor=self.actor,
            occurred_on=today(),
            recorded_at=now(),
            key=f"urge:{self.round.pk}:{key}",
        )
        text = f"已催办 {done} 件。"
        if refused:
            text += f"另有 {len(refused)} 件没有催办：{'；'.join(refused[:5])}"
        return Outcome(text, self.get_cancel_url())

    def get_context_data(self, **kwargs: Any) -> Mapping[str, Any]:  # type: ignore[override]
        """Add the chosen units."""
        return super().get_context_data(**{**kwargs, "chosen": self.chosen(), "round": self.round})


class CloseRoundView(RoundPage, PlanFormView):
    """Close a round."""

    page_title = "结束本轮报送"
    form_class: ClassVar[type[forms.BaseForm]] = PlainForm
    submit_label: ClassVar[str] = "结束本轮报送"
    submit_kind: ClassVar[str] = "danger"

    def may_see(self, actor: Actor) -> bool:
        """Admit the office that keeps the ledger."""
        return self.is_keeper

    def get_cancel_url(self) -> str:
        """Return to the round."""
        return reverse("workplan:round", args=[self.round.pk])

    def get_consequences(self) -> Sequence[str]:
        """Say what follows."""
        return ("各单位报送情况按此刻固定下来，不再改动；", "此后报送的进展不计入本轮，台账照常办理。")

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Close it."""
        close_round(self.round, actor=self.actor, recorded_at=now())
        return Outcome(f"“{self.round.title}”已结束。", self.get_cancel_url())


urlpatterns = [
    path("desk/plan/rounds/", RoundListView.as_view(), name="rounds"),
    path("desk/plan/rounds/open", OpenRoundView.as_view(), name="open_round"),
    path("desk/plan/rounds/<int:round_id>/", RoundView.as_view(), name="round"),
    path("desk/plan/rounds/<int:round_id>/urge", UrgeView.as_view(), name="urge_round"),
    path("desk/plan/rounds/<int:round_id>/close", CloseRoundView.as_view(), name="close_round"),
]
