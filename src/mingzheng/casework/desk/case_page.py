"""The case page, always of the same anatomy: what it is, what I can do now, who is involved, what happened."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.http import Http404
from django.urls import reverse

from mingzheng.casework.annotating import mark_viewed
from mingzheng.casework.archiving.desk import archive_panel
from mingzheng.casework.clocks import deadline_of
from mingzheng.casework.declaration import Field, PartyRole, Procedure
from mingzheng.casework.desk.presenting import (
    EMPTY,
    act_url,
    describe_value,
    lamp_of,
    names_for,
    present_acts,
    remaining_days,
    state_title,
)
from mingzheng.casework.desk.tables import CaseTable, detail_attribute
from mingzheng.casework.errors import CaseNotFound
from mingzheng.casework.facts import ASK_OPINIONS
from mingzheng.casework.models import Case, Clock, SignOffRequest
from mingzheng.casework.naming import list_unit_names
from mingzheng.casework.registry import get_registration
from mingzheng.casework.selectors import (
    OfferedAction,
    cases_for,
    facts_of,
    get_case_for,
    horizon,
    list_actions_for,
    list_acts_for,
    list_recordable_for,
)
from mingzheng.casework.standard.opinions import opinions_of
from mingzheng.casework.standard.sign_off import SIGN
from mingzheng.platform.access.public import Actor
from mingzheng.platform.design.public import Choice, Crumb, Fact, format_date
from mingzheng.platform.desk.public import DeskView
from mingzheng.platform.files.public import list_files
from mingzheng.platform.ledger.public import now, today
from mingzheng.platform.org.public import PostLevel


class CaseView(DeskView):
    """One case."""

    template_name = "casework/case.html"

    @property
    def case(self) -> Case:
        """Return the case named in the address, or 404 when there is none this reader may see."""
        if not hasattr(self, "_case"):
            try:
                self._case = get_case_for(self.actor, number=self.kwargs["number"])
            except CaseNotFound:
                raise Http404 from None
        return self._case

    def get_page_title(self) -> str:
        """Return number and title."""
        return self.case.title

    def get_crumbs(self) -> Sequence[Crumb]:
        """Return the way from the list."""
        procedure = get_registration(self.case.procedure, self.case.procedure_version).procedure
        crumbs = [Crumb(procedure.title, reverse("casework:procedure", args=[procedure.name]))]
        if self.case.parent_id and self.case.parent:
            crumbs.append(Crumb(self.case.parent.number, reverse("casework:case", args=[self.case.parent.number])))
        return [*crumbs, Crumb(self.case.number)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Gather the page."""
        case, on = self.case, today()
        mark_viewed(case, actor=self.actor, at=now())
        registration = get_registration(case.procedure, case.procedure_version)
        procedure, at = registration.procedure, horizon(on)
        acts = list(list_acts_for(self.actor, case))
        return super().get_context_data(
            case=case,
            procedure=procedure,
            state=state_title(case, on),
            lamp=lamp_of(case, at),
            remaining=remaining_days(case, at),
            clocks=present_clocks(case, on),
            main_steps=main_steps(case, on),
            facts=case_facts(case, procedure),
            choices=[
                present_choice(offered, case) for offered in _signing_first(list_actions_for(self.actor, case, on))
            ],
            recordable=[
                Crumb(action.title, act_url(case, action.code)) for action in list_recordable_for(self.actor, case, on)
            ],
            opinions=present_opinions(case, on) if any(act.action == ASK_OPINIONS for act in acts) else [],
            parties=present_parties(case),
            sign_off=find_sign_off(case),
            acts=list(reversed(present_acts(case, acts))),
            children=children_table(self.actor, case),
            papers=list_files([f"case:{case.pk}"]),
            case_links=list(case.links.select_related("other")),
            is_watched=is_watched(case, self.actor),
            archive=archive_panel(case, self.actor),
            panels=[panel for make in registration.panels for panel in make(case, self.actor)],
            **kwargs,
        )


def is_watched(case: Case, actor: Actor) -> bool:
    """Say whether the reader watches the case."""
    if actor.person_id is None:
        return False
    return case.watchers.filter(person_id=actor.person_id).exists()


def case_facts(case: Case, procedure: Procedure) -> list[Fact]:
    """Return what the case is, line by line: its own columns, then what its procedure stores."""
    facts = [
        Fact("来源", case.source),
        Fact("发生日期", format_date(case.opened_on)),
        Fact("紧急程度", case.get_urgency_display() if case.urgency else ""),
        Fact("外部编号", f"{case.external_system} {case.external_number}".strip()),
        Fact("标签", "、".join(case.tags)),
    ]
    facts += _detail_facts(case, procedure)
    if case.closed_on:
        facts.append(Fact("办结日期", format_date(case.closed_on)))
    return [fact for fact in facts if fact.value not in ("", None)]


def _detail_facts(case: Case, procedure: Procedure) -> list[Fact]:
    attribute = detail_attribute(procedure)
    try:
        detail: models.Model | None = getattr(case, attribute) if attribute else None
    except ObjectDoesNotExist:
        return []
    if detail is None:
        return []
    found: dict[str, tuple[Field, Any]] = {}
    for action in (procedure.opening, *procedure.actions):
        for item in action.fields:
            where, _, name = item.stores.partition(".")
            value = getattr(detail, name) if where == "detail" else None
            if where == "detail" and name not in found and value not in (None, "", False, []):
                found[name] = (item, value.isoformat() if isinstance(value, date) else value)
    names = names_for(found.values())
    return [Fact(item.label, describe_value(item, value, names)) for item, value in found.values()]


def present_clocks(case: Case, on: date) -> list[dict[str, Any]]:
    """Return every clock with its date and the derivation of it."""
    words = dict(Clock.State.choices)
    return [
        {
            "title": clock.title,
            "basis": clock.basis,
            "due_on": clock.due_on,
            "state": words[clock.state],
            "is_live": clock.state in {Clock.State.RUNNING, Clock.State.SUSPENDED},
            "steps": deadline_of(clock, as_of=on).steps,
            "unannounced": clock.unannounced_years,
        }
        for clock in case.clocks.all()
    ]


def main_steps(case: Case, on: date) -> Any:
    """Return the derivation of the date the head of the page shows."""
    clock = case.clocks.filter(is_main=True, state__in=[Clock.State.RUNNING, Clock.State.SUSPENDED]).first()
    return deadline_of(clock, as_of=on).steps if clock else ()


def _signing_first(offers: Sequence[OfferedAction]) -> list[OfferedAction]:
    """Put the signature that is waited for before everything else that could be done."""
    return sorted(offers, key=lambda offered: offered.action.code != SIGN or not offered.is_lawful)


def present_choice(offered: OfferedAction, case: Case) -> Choice:
    """Return an action as 「现在可以办」 shows it, greyed with its reasons when something stands against it."""
    action = offered.action
    tone = {"danger": "danger", "primary": "primary"}.get(action.tone, "")
    return Choice(
        action.title,
        act_url(case, action.code),
        hint=action.consequence,
        reasons=[f"{reason.message}。{reason.next_step}" for reason in offered.reasons],
        tone=tone,
        icon="edit" if action.code == SIGN else "",
    )


def present_parties(case: Case) -> list[dict[str, str]]:
    """Return the units of the case with their roles, in the order of the roles."""
    order = {role.value: index for index, role in enumerate(PartyRole)}
    rows = sorted(case.parties.select_related("unit"), key=lambda party: order[party.role])
    return [{"unit": party.unit.name, "role": PartyRole(party.role).label} for party in rows]


OPINION_WORDS = {
    "given": ("已反馈", "done"),
    "withdrawn": ("已撤回，待重新反馈", "normal"),
    "waived": ("不再等待", "paused"),
    "awaited": ("未反馈", "normal"),
}


def present_opinions(case: Case, on: date) -> list[dict[str, Any]]:
    """Return how the opinion of each organ asked stands, in words and with a lamp: late ones say so."""
    _, facts = facts_of(case, on)
    found = opinions_of(facts)
    names = dict(list_unit_names([one.unit_id for one in found]))
    rows = []
    for one in found:
        words, lamp = OPINION_WORDS[one.state]
        if one.late:
            words, lamp = f"逾期{words}", "done" if one.state == "given" else "overdue"
        rows.append({"unit": names[one.unit_id], "words": words, "lamp": lamp, "until": one.until, "on": one.given_on})
    return rows


def find_sign_off(case: Case) -> dict[str, Any] | None:
    """Return the sign-off now going on, level by level, or None."""
    request = case.sign_offs.filter(state=SignOffRequest.State.PENDING).first()
    if request is None:
        return None
    procedure = get_registration(case.procedure, case.procedure_version).procedure
    action = procedure.action(request.action)
    signed = {entry["level"]: entry for entry in request.signatures}
    levels = [
        {"title": PostLevel(level).label, "signed": signed.get(level), "is_next": index == request.position}
        for index, level in enumerate(request.levels)
    ]
    pairs = [(item, request.data[item.code]) for item in action.fields if item.code in request.data]
    names = names_for(pairs)
    given = [(item.label, describe_value(item, value, names) or EMPTY) for item, value in pairs]
    return {"request": request, "action": action.title, "levels": levels, "given": given}


def children_table(actor: Actor, case: Case) -> CaseTable | None:
    """Return the child cases as a table, or None when there are none."""
    rows = (
        cases_for(actor)
        .filter(parent=case)
        .select_related("handling_unit", "handler")
        .order_by("handling_unit__order", "pk")[:200]
    )
    found = list(rows)
    if not found:
        return None
    table = CaseTable(found, at=horizon(today()), exclude=("select", "number"), orderable=False)
    table.caption = "子件"
    return table
