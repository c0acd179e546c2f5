"""Screens of heads' yearly hearings 听取汇报、专题研究: the board of units, the register, registering and correcting."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import path, reverse

from mingzheng.domains.workplan.desk.acting import PlanFormView
from mingzheng.domains.workplan.desk.group_forms import CorrectHearingForm, HearingForm
from mingzheng.domains.workplan.desk.groups import may_register, unit_choices
from mingzheng.domains.workplan.desk.histories import present_history
from mingzheng.domains.workplan.group_selectors import (
    HearingStanding,
    groups_for,
    hearing_board_for,
    hearings_for,
    history_of,
)
from mingzheng.domains.workplan.models import HeadHearing
from mingzheng.domains.workplan.navigation import works_on_ledgers
from mingzheng.domains.workplan.permissions import own_units
from mingzheng.domains.workplan.services import groups as services
from mingzheng.platform.access.public import Actor
from mingzheng.platform.design.public import Crumb, Fact, Lamp, Number, Tab, draw_lamp, format_date
from mingzheng.platform.desk.public import (
    DateColumn,
    DeskColumn,
    DeskListView,
    DeskTable,
    DeskView,
    EmptyWords,
    LampColumn,
    LinkColumn,
    NumberColumn,
    Outcome,
    actor_of,
)
from mingzheng.platform.files.public import FileUnavailable, attach, file_response, open_file
from mingzheng.platform.ledger.public import now, today

BASIS = "主要负责人每年至少听取一次工作汇报，研究部署工作"


class HeardColumn(LampColumn):
    """Whether a unit's head has heard a report this year."""

    def render(self, value: Any, record: HearingStanding) -> Any:
        """Draw colour, shape and word."""
        return draw_lamp("done", "已听取") if record.heard else draw_lamp("not_started", "尚无记录")

    def value(self, record: HearingStanding, value: Any) -> str:
        """Write shape and word."""
        return f"{Lamp.DONE.glyph} 已听取" if record.heard else f"{Lamp.NOT_STARTED.glyph} 尚无记录"


class BoardTable(DeskTable):
    """Units and their year."""

    caption = "各单位听取汇报情况"
    unit = DeskColumn(verbose_name="单位")
    heard = NumberColumn(verbose_name="次数")
    last_on = DateColumn(verbose_name="最近一次")
    lamp = HeardColumn(verbose_name="情况", accessor="unit_id", orderable=False)


class HearingTable(DeskTable):
    """The register."""

    caption = "听取汇报登记"
    subject = LinkColumn(
        verbose_name="主题", url=lambda row: reverse("workplan:hearing", args=[row.pk]), orderable=False
    )
    unit = DeskColumn(verbose_name="单位", is_short=True, orderable=False)
    kind = DeskColumn(verbose_name="形式", is_short=True)
    head_name = DeskColumn(verbose_name="主要负责人", is_short=True, orderable=False)
    held_on = DateColumn(verbose_name="日期")


class HearingListView(DeskListView):
    """The board of a year, or the register. The office sees all units, a unit itself."""

    page_title = "听取汇报"
    purpose = "各单位登记主要负责人听取汇报、专题研究的情况；每年至少一次。"
    basis = BASIS
    template_name = "workplan/hearings.html"
    list_key: ClassVar[str] = "workplan.hearings"

    def may_see(self, actor: Actor) -> bool:
        """Admit whoever works on ledgers."""
        return works_on_ledgers(actor)

    @property
    def is_register(self) -> bool:
        """Say whether the register is asked for, not the board."""
        return self.request.GET.get("show") == "register"

    @property
    def table_class(self) -> type[DeskTable]:  # type: ignore[override]
        """Return the table of what is asked for."""
        return HearingTable if self.is_register else BoardTable

    def get_rows(self) -> Any:
        """Return the year's board, or everything registered."""
        if self.is_register:
            return hearings_for(self.actor)
        return hearing_board_for(self.actor, year=today().year)

    def get_tabs(self) -> Sequence[Tab]:
        """Offer board and register."""
        return [
            Tab(f"{today().year}年情况", "?", is_current=not self.is_register),
            Tab("登记簿", "?show=register", is_current=self.is_register),
        ]

    def get_numbers(self) -> Sequence[Number]:
        """Count the units with and without."""
        rows = hearing_board_for(self.actor, year=today().year)
        none = sum(1 for row in rows if not row.heard)
        return [Number(len(rows) - none, "已听取的单位"), Number(none, "尚无记录的单位")] if len(rows) > 1 else []

    def get_empty_words(self) -> EmptyWords:
        """Say what would fill the list."""
        if self.is_register:
            return EmptyWords("还没有登记", "主要负责人听取汇报或专题研究后，由本单位登记。")
        return EmptyWords("今年没有需要听取汇报的单位", "有台账任务的单位会列在这里。")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Offer registering."""
        return super().get_context_data(can_add=may_register(self.actor), **kwargs)


class AddHearingView(PlanFormView):
    """Register a hearing."""

    page_title = "登记听取汇报"
    basis = BASIS
    form_class: ClassVar[type[forms.BaseForm]] = HearingForm
    submit_label: ClassVar[str] = "登记"

    def may_see(self, actor: Actor) -> bool:
        """Admit whoever may for some unit."""
        return may_register(actor)

    def get_crumbs(self) -> Sequence[Crumb]:
        """Return the way from the board."""
        return [Crumb("听取汇报", reverse("workplan:hearings")), Crumb(self.page_title)]

    def get_cancel_url(self) -> str:
        """Return to the board."""
        return reverse("workplan:hearings")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer the units; one's own is chosen."""
        own = sorted(own_units(self.actor))
        return {"units": unit_choices(self.actor), "initial": {"unit_id": own[0] if own else None, "kind": "hearing"}}

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Store the minutes and register it."""
        given = dict(form.cleaned_data)
        minutes = self.store(given.pop("minutes"), "hearing_minutes")
        hearing = services.record_hearing(
            **given,
            minutes_file=minutes.pk if minutes else None,
            actor=self.actor,
            recorded_at=now(),
            today=today(),
        )
        if minutes:
            attach(minutes, subject=f"workplan_hearing:{hearing.pk}", actor=self.actor)
        return Outcome(f"已登记{format_date(hearing.held_on)}{hearing.get_kind_display()}。", self.get_cancel_url())


class HearingPage:
    """What the screens about one hearing share."""

    actor: Actor
    kwargs: dict[str, Any]

    @property
    def hearing(self) -> HeadHearing:
        """Return the hearing in the address, or 404."""
        if not hasattr(self, "_hearing"):
            found = hearings_for(self.actor).filter(pk=self.kwargs["hearing_id"]).first()
            if found is None:
                raise Http404
            self._hearing = found
        return self._hearing

    @property
    def may_correct(self) -> bool:
        """Say whether the reader keeps this record."""
        unit_id = self.hearing.unit_id
        return services.may_speak_for(self.actor, unit_id) or services.may_keep_ledgers_of(self.actor, unit_id)

    def get_crumbs(self) -> Sequence[Crumb]:
        """Return the way from the register."""
        return [Crumb("听取汇报", reverse("workplan:hearings") + "?show=register"), Crumb(self.hearing.subject)]


class HearingView(HearingPage, DeskView):
    """One hearing with its history."""

    template_name = "workplan/hearing.html"

    def get_page_title(self) -> str:
        """Return its subject."""
        return self.hearing.subject

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Gather the page."""
        row = self.hearing
        facts = [
            Fact("单位", row.unit.name),
            Fact("工作领域", row.field),
            Fact("形式", row.get_kind_display()),
            Fact("日期", format_date(row.held_on)),
            Fact("主要负责人", row.head_name),
            Fact("部署事项", row.decisions),
            Fact("登记人", f"{row.recorded_by}，{format_date(row.recorded_at)}"),
        ]
        if row.minutes_file:
            facts.append(Fact("会议记录", "下载", url=reverse("workplan:plan_file", args=[row.minutes_file])))
        history = present_history(history_of([f"hearing:{row.pk}"]))
        return super().get_context_data(
            hearing=row, facts=facts, history=history, may_correct=self.may_correct, **kwargs
        )


class CorrectHearingView(HearingPage, PlanFormView):
    """Correct a hearing."""

    page_title = "更正听取汇报记录"
    form_class: ClassVar[type[forms.BaseForm]] = CorrectHearingForm
    submit_label: ClassVar[str] = "更正"

    def may_see(self, actor: Actor) -> bool:
        """Admit who keeps the record."""
        return self.may_correct

    def get_cancel_url(self) -> str:
        """Return to the hearing."""
        return reverse("workplan:hearing", args=[self.hearing.pk])

    def get_consequences(self) -> Sequence[str]:
        """Say what stays."""
        return ("更正前后的内容和理由都留在记录里。",)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Fill in what is recorded."""
        names = ("kind", "held_on", "head_name", "subject", "decisions")
        return {"initial": {name: getattr(self.hearing, name) for name in names}}

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Correct it."""
        changes = dict(form.cleaned_data)
        reason = changes.pop("reason")
        services.correct_hearing(
            self.hearing, changes, reason=reason, actor=self.actor, recorded_at=now(), today=today()
        )
        return Outcome("记录已更正。", self.get_cancel_url())


@login_required
def plan_file(request: HttpRequest, file_id: int) -> HttpResponseBase:
    """Hand out minutes to whoever may see the group's meetings or the hearing they belong to."""
    actor = actor_of(request)
    if actor is None:
        raise PermissionDenied
    try:
        return file_response(open_file(file_id, actor, may_read=_may_read))
    except FileUnavailable:
        raise Http404 from None


def _may_read(actor: Actor, subjects: tuple[str, ...]) -> bool:
    for subject in subjects:
        room, _, number = subject.partition(":")
        if room == "workplan_hearing" and hearings_for(actor).filter(pk=int(number)).exists():
            return True
        if room == "workplan_group":
            group = groups_for(actor, year=today().year).filter(pk=int(number)).first()
            if group is not None and services.may_keep_group(actor, group):
                return True
    return False


urlpatterns = [
    path("desk/plan/hearings/", HearingListView.as_view(), name="hearings"),
    path("desk/plan/hearings/add", AddHearingView.as_view(), name="add_hearing"),
    path("desk/plan/hearings/<int:hearing_id>/", HearingView.as_view(), name="hearing"),
    path("desk/plan/hearings/<int:hearing_id>/correct", CorrectHearingView.as_view(), name="correct_hearing"),
    path("desk/plan/files/<int:file_id>", plan_file, name="plan_file"),
]
