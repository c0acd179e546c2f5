"""Screens of leading groups: the list, one group with members, meetings, issues and history, and the forms on them."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.http import Http404
from django.urls import path, reverse

from mingzheng.domains.workplan.desk.acting import PlanFormView
from mingzheng.domains.workplan.desk.group_forms import (
    CorrectMeetingForm,
    EndMemberForm,
    GroupForm,
    HelpForm,
    IssueForm,
    MeetingForm,
    MemberForm,
)
from mingzheng.domains.workplan.desk.histories import present_history
from mingzheng.domains.workplan.group_selectors import groups_for, history_of, issues_for
from mingzheng.domains.workplan.models import LeadingGroup
from mingzheng.domains.workplan.navigation import is_office, works_on_ledgers
from mingzheng.domains.workplan.permissions import own_units
from mingzheng.domains.workplan.services import groups as services
from mingzheng.platform.access.public import Actor
from mingzheng.platform.design.public import Crumb
from mingzheng.platform.desk.public import (
    DateColumn,
    DeskColumn,
    DeskListView,
    DeskTable,
    DeskView,
    EmptyWords,
    LinkColumn,
    NumberColumn,
    Outcome,
)
from mingzheng.platform.files.public import attach
from mingzheng.platform.ledger.public import now, today
from mingzheng.platform.org.public import Unit

BASIS = "领导小组每年至少召开一次会议，研究解决疑难问题，指导下级单位"


class GroupTable(DeskTable):
    """Leading groups."""

    caption = "工作领导小组"
    name = LinkColumn(
        verbose_name="名称", url=lambda group: reverse("workplan:group", args=[group.pk]), orderable=False
    )
    unit = DeskColumn(verbose_name="设在单位", is_short=True, orderable=False)
    field = DeskColumn(verbose_name="工作领域", is_short=True, priority=3, orderable=False)
    held = NumberColumn(verbose_name="今年会议（次）", orderable=False)
    last_on = DateColumn(verbose_name="最近会议", priority=2, orderable=False)
    open_issues = NumberColumn(verbose_name="未解决的疑难问题", orderable=False)
    set_up_on = DateColumn(verbose_name="成立日期", priority=4, orderable=False)


class GroupListView(DeskListView):
    """The groups."""

    page_title = "领导小组"
    purpose = "登记成员任免、会议和各单位提出的疑难问题；每年至少召开一次会议。"
    basis = BASIS
    template_name = "workplan/groups.html"
    list_key: ClassVar[str] = "workplan.groups"
    table_class: ClassVar[type[DeskTable]] = GroupTable

    def may_see(self, actor: Actor) -> bool:
        """Admit whoever works on ledgers."""
        return works_on_ledgers(actor)

    def get_rows(self) -> Any:
        """Return the groups."""
        return groups_for(self.actor, year=today().year)

    def get_empty_words(self) -> EmptyWords:
        """Say what would fill the list."""
        return EmptyWords("还没有登记领导小组", "登记后可以记录成员任免、会议和疑难问题。")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Offer registering, and say which groups have not met."""
        unmet = [group for group in self.get_rows() if group.ended_on is None and not group.held]
        return super().get_context_data(can_add=may_register(self.actor), unmet=unmet, **kwargs)


def may_register(actor: Actor) -> bool:
    """Say whether the reader may register a group for some unit."""
    return is_office(actor) or any(services.may_speak_for(actor, unit_id) for unit_id in own_units(actor))


def unit_choices(actor: Actor) -> list[tuple[int, str]]:
    """Return the units the reader may register for: his own, or those of his office."""
    rows = Unit.objects.filter(
        kind__in=["organ", "township", "institution", "group", "district"], valid_to__isnull=True
    )
    allowed = [
        unit
        for unit in rows.order_by("order", "pk")
        if services.may_speak_for(actor, unit.pk) or services.may_keep_ledgers_of(actor, unit.pk)
    ]
    return [(unit.pk, unit.name) for unit in allowed]


class GroupPage:
    """What every screen about one group shares."""

    actor: Actor
    kwargs: dict[str, Any]
    page_title: str

    @property
    def group(self) -> LeadingGroup:
        """Return the group in the address, or 404."""
        if not hasattr(self, "_group"):
            found = groups_for(self.actor, year=today().year).filter(pk=self.kwargs["group_id"]).first()
            if found is None:
                raise Http404
            self._group = found
        return self._group

    @property
    def keeps(self) -> bool:
        """Say whether the reader keeps the group's records."""
        return services.may_keep_group(self.actor, self.group)

    def get_crumbs(self) -> Sequence[Crumb]:
        """Return the way from the list."""
        own = Crumb(self.group.name, reverse("workplan:group", args=[self.group.pk]))
        return [Crumb("领导小组", reverse("workplan:groups")), own, Crumb(self.page_title)]

    def get_cancel_url(self) -> str:
        """Return to the group."""
        return reverse("workplan:group", args=[self.group.pk])


class GroupView(GroupPage, DeskView):
    """One group. Meetings and history are shown to its keepers; a unit sees members and its own issues."""

    template_name = "workplan/group.html"
    basis = BASIS

    def get_page_title(self) -> str:
        """Return its name."""
        return self.group.name

    def get_crumbs(self) -> Sequence[Crumb]:
        """Return the way from the list."""
        return [Crumb("领导小组", reverse("workplan:groups")), Crumb(self.group.name)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Gather the page."""
        group, keeps = self.group, self.keeps
        members = list(group.members.all())
        may_raise = bool(unit_choices(self.actor)) and group.ended_on is None
        return super().get_context_data(
            group=group,
            keeps=keeps,
            members=[member for member in members if member.valid_to is None or member.valid_to > today()],
            former=[member for member in members if member.valid_to is not None and member.valid_to <= today()],
            meetings=list(group.meetings.all()) if keeps else [],
            issues=list(issues_for(self.actor, group, keeps=keeps)),
            history=present_history(history_of([f"group:{group.pk}"])) if keeps else [],
            may_raise=may_raise,
            year=today().year,
            **kwargs,
        )


class GroupFormView(GroupPage, PlanFormView):
    """A form on one group, for its keepers."""

    def may_see(self, actor: Actor) -> bool:
        """Admit the keepers."""
        return self.keeps

    def done(self, text: str) -> Outcome:
        """Return to the group and say what is now true."""
        return Outcome(text, self.get_cancel_url())


class AddGroupView(PlanFormView):
    """Register a group."""

    page_title = "登记领导小组"
    basis = BASIS
    form_class: ClassVar[type[forms.BaseForm]] = GroupForm
    submit_label: ClassVar[str] = "登记"

    def may_see(self, actor: Actor) -> bool:
        """Admit whoever may for some unit."""
        return may_register(actor)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer the units."""
        return {"units": unit_choices(self.actor)}

    def get_cancel_url(self) -> str:
        """Return to the list."""
        return reverse("workplan:groups")

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Register it."""
        group = services.set_up_group(**form.cleaned_data, actor=self.actor, recorded_at=now())
        return Outcome(f"已登记“{group.name}”。", reverse("workplan:group", args=[group.pk]))


class AddMemberView(GroupFormView):
    """Register a member."""

    page_title = "登记成员"
    form_class: ClassVar[type[forms.BaseForm]] = MemberForm
    submit_label: ClassVar[str] = "登记成员"

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Register him."""
        member = services.add_member(self.group, **form.cleaned_data, actor=self.actor, recorded_at=now())
        return self.done(f"已登记{member.role}{member.name}。")


class EndMemberView(GroupFormView):
    """End a membership."""

    page_title = "调出成员"
    form_class: ClassVar[type[forms.BaseForm]] = EndMemberForm
    submit_label: ClassVar[str] = "调出"
    submit_kind: ClassVar[str] = "danger"

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """End it."""
        member = self.group.members.filter(pk=self.kwargs["member_id"]).first()
        if member is None:
            raise Http404
        services.end_member(member, **form.cleaned_data, actor=self.actor, recorded_at=now())
        return self.done(f"{member.name}已调出，历史保留。")


class AddMeetingView(GroupFormView):
    """Register a meeting."""

    page_title = "登记会议"
    form_class: ClassVar[type[forms.BaseForm]] = MeetingForm
    submit_label: ClassVar[str] = "登记会议"

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Store the minutes and register it."""
        given = dict(form.cleaned_data)
        minutes = self.store(given.pop("minutes"), "group_minutes")
        services.record_meeting(
            self.group,
            **given,
            minutes_file=minutes.pk if minutes else None,
            actor=self.actor,
            recorded_at=now(),
            today=today(),
        )
        if minutes:
            attach(minutes, subject=f"workplan_group:{self.group.pk}", actor=self.actor)
        return self.done("会议已登记。")


class CorrectMeetingView(GroupFormView):
    """Correct a meeting."""

    page_title = "更正会议记录"
    form_class: ClassVar[type[forms.BaseForm]] = CorrectMeetingForm
    submit_label: ClassVar[str] = "更正"

    def get_form_kwargs(self) -> dict[str, Any]:
        """Fill in what is recorded."""
        row = self.group.meetings.filter(pk=self.kwargs["meeting_id"]).first()
        if row is None:
            raise Http404
        self.meeting = row
        return {"initial": {name: getattr(row, name) for name in ("held_on", "chair", "agenda", "decisions")}}

    def get_consequences(self) -> Sequence[str]:
        """Say what stays."""
        return ("更正前后的内容和理由都留在记录里。",)

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Correct it."""
        changes = dict(form.cleaned_data)
        reason = changes.pop("reason")
        services.correct_meeting(
            self.meeting, changes, reason=reason, actor=self.actor, recorded_at=now(), today=today()
        )
        return self.done("会议记录已更正。")


class RaiseIssueView(GroupPage, PlanFormView):
    """Raise a difficult issue for one's own unit."""

    page_title = "提出疑难问题"
    form_class: ClassVar[type[forms.BaseForm]] = IssueForm
    submit_label: ClassVar[str] = "提出"

    def may_see(self, actor: Actor) -> bool:
        """Admit whoever speaks for a unit."""
        return bool(unit_choices(actor))

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer the units; one's own is chosen."""
        own = sorted(own_units(self.actor))
        return {"units": unit_choices(self.actor), "initial": {"unit_id": own[0] if own else None}}

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Register it."""
        services.raise_issue(self.group, **form.cleaned_data, actor=self.actor, raised_on=today(), recorded_at=now())
        return Outcome("疑难问题已提出，等待领导小组指导解决。", self.get_cancel_url())


class HelpView(GroupFormView):
    """Record the help an issue was given."""

    page_title = "登记指导解决情况"
    form_class: ClassVar[type[forms.BaseForm]] = HelpForm
    submit_label: ClassVar[str] = "登记"

    def get_form_kwargs(self) -> dict[str, Any]:
        """Fill in what is recorded and offer the meetings."""
        issue = self.group.issues.filter(pk=self.kwargs["issue_id"]).first()
        if issue is None:
            raise Http404
        self.issue = issue
        initial = {
            "help_given": issue.help_given,
            "meeting": issue.meeting_id,
            "is_solved": issue.solved_on is not None,
        }
        return {"meetings": list(self.group.meetings.all()), "initial": initial}

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Record it."""
        given = form.cleaned_data
        services.give_help(
            self.issue,
            help_given=given["help_given"],
            meeting=self.group.meetings.filter(pk=given["meeting"] or 0).first(),
            is_solved=given["is_solved"],
            actor=self.actor,
            occurred_on=today(),
            recorded_at=now(),
        )
        return self.done("指导解决情况已登记。")


urlpatterns = [
    path("desk/plan/groups/", GroupListView.as_view(), name="groups"),
    path("desk/plan/groups/add", AddGroupView.as_view(), name="add_group"),
    path("desk/plan/groups/<int:group_id>/", GroupView.as_view(), name="group"),
    path("desk/plan/groups/<int:group_id>/members/add", AddMemberView.as_view(), name="add_member"),
    path("desk/plan/groups/<int:group_id>/members/<int:member_id>/end", EndMemberView.as_view(), name="end_member"),
    path("desk/plan/groups/<int:group_id>/meetings/add", AddMeetingView.as_view(), name="add_meeting"),
    path(
        "desk/plan/groups/<int:group_id>/meetings/<int:meeting_id>",
        CorrectMeetingView.as_view(),
        name="correct_meeting",
    ),
    path("desk/plan/groups/<int:group_id>/issues/raise", RaiseIssueView.as_view(), name="raise_issue"),
    path("desk/plan/groups/<int:group_id>/issues/<int:issue_id>", HelpView.as_view(), name="give_help"),
]
