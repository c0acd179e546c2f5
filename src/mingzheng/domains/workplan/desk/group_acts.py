"""What is done on a leading group: members, meetings, corrections, difficult issues and the help given."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.http import Http404
from django.urls import path

from mingzheng.domains.workplan.desk.acting import PlanFormView
from mingzheng.domains.workplan.desk.group_forms import (
    CorrectMeetingForm,
    EndMemberForm,
    HelpForm,
    IssueForm,
    MeetingForm,
    MemberForm,
)
from mingzheng.domains.workplan.desk.groups import GroupPage, unit_choices
from mingzheng.domains.workplan.permissions import own_units
from mingzheng.domains.workplan.services import groups as services
from mingzheng.platform.access.public import Actor
from mingzheng.platform.desk.public import (
    Outcome,
)
from mingzheng.platform.files.public import attach
from mingzheng.platform.ledger.public import now, today


class GroupFormView(GroupPage, PlanFormView):
    """A form on one group, for its keepers."""

    def may_see(self, actor: Actor) -> bool:
        """Admit the keepers."""
        return self.keeps

    def done(self, text: str) -> Outcome:
        """Return to the group and say what is now true."""
        return Outcome(text, self.get_cancel_url())


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
