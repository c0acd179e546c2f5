"""Screens of leading groups: the list, one group with members, meetings, issues and history. Acts on it: `group_acts`."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.http import Http404
from django.urls import path, reverse

from mingzheng.domains.workplan.desk.acting import PlanFormView
from mingzheng.domains.workplan.desk.group_forms import (
    GroupForm,
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
from mingzheng.platform.ledger.public import now, today
from mingzheng.platform.org.public import list_units

KINDS_WITH_GROUPS = ("organ", "township", "institution", "group", "district")
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
    allowed = [
        unit
        for unit in list_units(at=today(), kinds=KINDS_WITH_GROUPS)
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


urlpatterns = [
    path("desk/plan/groups/", GroupListView.as_view(), name="groups"),
    path("desk/plan/groups/add", AddGroupView.as_view(), name="add_group"),
    path("desk/plan/groups/<int:group_id>/", GroupView.as_view(), name="group"),
]
