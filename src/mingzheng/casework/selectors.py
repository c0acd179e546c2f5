"""Reads of cases, access-checked in the query. The same rule on values is `rules.may_read`."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Case as When_
from django.db.models import CharField, Count, Exists, F, Max, OuterRef, Q, QuerySet, Value, When

from mingzheng.casework.capacity import may_record, may_record_for_others
from mingzheng.casework.clocks import deadline_of
from mingzheng.casework.declaration import Action, Procedure, StateKind
from mingzheng.casework.errors import CaseNotFound
from mingzheng.casework.facts import CaseFacts, gather_facts, gather_reading_facts
from mingzheng.casework.models import OPEN, Act, Case, CaseParty, CaseWatcher, Clock
from mingzheng.casework.recording import Receipt
from mingzheng.casework.registry import Registration, get_registration, list_procedures, list_versions
from mingzheng.casework.rules import guard_reasons, is_within, may_perform, may_read, persons_of
from mingzheng.casework.sign_off import sign_off_reasons, signed_action
from mingzheng.platform.access.public import Actor
from mingzheng.platform.database.public import Parameter, PreparedQuery
from mingzheng.platform.org.public import Unit, current_calendar
from mingzheng.platform.parameters.public import get_value
from mingzheng.worktime.public import Calendar, Deadline

TONES = ("primary", "normal", "danger")
SOON_DAYS = "casework.soon_working_days"
FEW_UNITS = 8
EVERY = Q()
WHOLE_NUMBER = re.compile(r"[A-Z][A-Z0-9]*-\d{4}-\d{5,}")


def cases_for(
    actor: Actor, *, open_only: bool = False, procedure: str | None = None, few: bool = False, narrow: Q = EVERY
) -> QuerySet[Case]:
    """Return the cases an actor may see: by grant over one of their units, as handler, or as watcher.

    `open_only`, `procedure` and `narrow` (a condition on the case's own columns) stand inside the access condition, so
    that its index does the work. `few` says that the caller picks a few cases by something else: then each of them is
    asked, instead of looking up all he may see.
    """
    rows = Case.objects.filter(narrow)
    if open_only:
        rows = rows.filter(OPEN)
    if procedure:
        rows = rows.filter(procedure=procedure)
    if actor.is_system:
        return rows
    condition = access_condition(actor, open_only=open_only, procedure=procedure, few=few, narrow=narrow)
    return rows if condition is None else rows.filter(condition)


def access_condition(
    actor: Actor, *, open_only: bool = False, procedure: str | None = None, few: bool = False, narrow: Q = EVERY
) -> Q | None:
    """Return the one condition that says which cases an actor may see; None when he may see all.

    The open cases of few units are looked up ground by ground and put together: each ground is served by its index,
    where the whole condition would be asked of every open case of the district.
    """
    grounds = _grounds(actor, open_only=open_only, procedure=procedure, few=few)
    if grounds is None:
        return None
    if open_only and not few and _holds_few_units(actor):
        open_cases = Case.objects.filter(OPEN, narrow).order_by()
        first, *others = (open_cases.filter(ground).values("pk") for ground in grounds or [Q(pk__in=[])])
        return Q(pk__in=first.union(*others))
    return reduce(or_, grounds, Q(pk__in=[]))


def _holds_few_units(actor: Actor) -> bool:
    return all(grant.unit_ids is not None and len(grant.unit_ids) <= FEW_UNITS for grant in actor.grants)


def _grounds(actor: Actor, *, open_only: bool, procedure: str | None, few: bool) -> list[Q] | None:
    """Return the grounds on which an actor may see cases, any of which suffices; None when he may see all."""
    wanted: list[Q] = []
    for limit, procedures, units in _reading_scopes(actor, procedure):
        scope = Q(visibility__lte=limit)
        if procedures is not None:
            scope &= Q(procedure__in=procedures)
        if units is None or _are_all(units):
            if limit >= Case.Visibility.CLOSED and procedures is None:
                return None
        else:
            scope &= _takes_part(units, open_only=open_only, few=few)
        wanted.append(scope)
    if actor.own_case_ids:
        wanted.append(Q(pk__in=actor.own_case_ids))
    if actor.person_id is not None:
        wanted.append(Q(handler_id__in=sorted(persons_of(actor))))
        watched = CaseWatcher.objects.filter(person_id=actor.person_id)
        seen = Q(Exists(watched.filter(case_id=OuterRef("pk")))) if few else Q(pk__in=watched.values("case_id"))
        wanted.append(seen & Q(visibility=Case.Visibility.ORDINARY))
    return wanted


_UNITS = PreparedQuery(lambda: Unit.objects.order_by().values_list("pk"))


def _are_all(units: frozenset[int]) -> bool:
    """Say whether these are all units there ever were, as for an office: every case has a party among them then."""
    return len(units) > FEW_UNITS and units.issuperset(key for (key,) in _UNITS.rows())


def holds_word(word: str) -> Q:
    """Return the condition that a case's number, title or external number holds a word; a whole number is looked up."""
    if WHOLE_NUMBER.fullmatch(word.upper()):
        return Q(number=word.upper())
    return Q(title__icontains=word) | Q(number__icontains=word) | Q(external_number=word)


def _takes_part(units: frozenset[int], *, open_only: bool, few: bool) -> Q:
    """Return the condition that one of the units is a party.

    Few units: their cases are looked up first. Many, as an office has: most cases are theirs, so each is asked.
    """
    parties = CaseParty.objects.filter(unit_id__in=sorted(units))
    if few or len(units) > FEW_UNITS:
        return Q(Exists(parties.filter(case_id=OuterRef("pk"))))
    return Q(pk__in=(parties.filter(OPEN) if open_only else parties).values("case_id"))


def _reading_scopes(
    actor: Actor, procedure: str | None
) -> Iterable[tuple[int, frozenset[str] | None, frozenset[int] | None]]:
    """Group an actor's grants by visibility and procedure, so that each group is one condition."""
    groups: dict[tuple[int, str | None], set[int] | None] = {}
    for grant in actor.grants:
        if procedure and grant.procedure and grant.procedure != procedure:
            continue
        key = (grant.visibility, grant.procedure)
        held = groups.setdefault(key, set())
        if grant.unit_ids is None:
            groups[key] = None
        elif held is not None:
            held |= grant.unit_ids
    for (limit, name), units in sorted(groups.items(), key=str):
        yield limit, frozenset({name}) if name else None, None if units is None else frozenset(units)


def _shown() -> QuerySet[Case]:
    return Case.objects.select_related("origin_unit", "handling_unit", "handler", "parent")


_BY_NUMBER = PreparedQuery(lambda: _shown().filter(number=Parameter("number")))
_BY_ID = PreparedQuery(lambda: _shown().filter(pk=Parameter("case")))
_WATCHING = PreparedQuery(
    lambda: CaseWatcher.objects.filter(case=Parameter("case"), person=Parameter("person")).values_list("pk")
)


def _may_see(case: Case, actor: Actor) -> bool:
    """Say whether an actor may see a case: the rule on values, at a tenth of what the condition in SQL costs for one."""
    facts = gather_reading_facts(case)
    return may_read(facts, actor) or (
        actor.person_id is not None
        and may_read(facts, actor, watching=bool(_WATCHING.rows(case=case.pk, person=actor.person_id)))
    )


def get_case_for(actor: Actor, *, number: str = "", case_id: int | None = None) -> Case:
    """Return one case the actor may see. Raises CaseNotFound otherwise, whether it exists or not."""
    case = _BY_NUMBER.first(number=number) if number else _BY_ID.first(case=case_id)
    if case is None or not _may_see(case, actor):
        raise CaseNotFound("没有这一件，或您无权查看", next_step="请核对编号")
    return case


def cases_numbered_for(actor: Actor, words: Iterable[str]) -> QuerySet[Case] | None:
    """Return the one case a whole number among the words names, if the actor may see it; None when none is one.

    Whether he may is asked of that case, not of all cases.
    """
    number = next((word.upper() for word in words if WHOLE_NUMBER.fullmatch(word.upper())), "")
    if not number:
        return None
    case = _BY_NUMBER.first(number=number)
    return Case.objects.filter(pk=case.pk) if case and _may_see(case, actor) else Case.objects.none()


def get_case_behind(receipt: Receipt) -> Case:
    """Return the case a receipt was given for, as it is now; also to whom may no longer see it after his own act."""
    return Case.objects.get(pk=receipt.case_id)


def find_last_limits(cases: Iterable[Case]) -> dict[int, date]:
    """Return the last main limit of each closed case: `due_on` tells of running limits only. One query, or none."""
    closed = [case.pk for case in cases if not case.is_open]
    if not closed:
        return {}
    held = Clock.objects.filter(case__in=closed, is_main=True).exclude(state=Clock.State.CANCELLED)
    return dict(held.values_list("case_id").annotate(last=Max("due_on")).order_by())


def with_effective_state(rows: QuerySet[Case], on: date) -> QuerySet[Case]:
    """Annotate `effective_state`: what the state is on a day, also before the timetable ran."""
    return rows.annotate(
        effective_state=When_(
            When(Q(lapse_on__lte=on) & ~Q(lapse_state=""), then=F("lapse_state")),
            default=F("state"),
            output_field=CharField(),
        )
    )


def effective_state(case: Case, on: date) -> str:
    """Return the state a case has on a day, also before the timetable ran."""
    return case.lapse_state if case.lapse_on and case.lapse_on <= on and case.lapse_state else case.state


@dataclass(frozen=True, slots=True)
class Horizon:
    """The days that tell a lamp: today, and the last day that counts as near; with the calendar they were told by."""

    today: date
    soon: date
    calendar: Calendar

    def lamp_of(self, *, is_open: bool, due_on: date | None, is_suspended: bool) -> str:
        """Return the lamp of a case: done, paused, overdue, due_soon or normal (also without a limit)."""
        if not is_open:
            return "done"
        if is_suspended:
            return "paused"
        if due_on is None:
            return "normal"
        if due_on < self.today:
            return "overdue"
        return "due_soon" if due_on <= self.soon else "normal"


def horizon(today: date) -> Horizon:
    """Return the horizon of a day: near means within so many working days [CFG]."""
    calendar, day, left = current_calendar(), today, int(get_value(SOON_DAYS))
    while left > 0:
        day += timedelta(days=1)
        left -= calendar.is_working_day(day)
    return Horizon(today, day, calendar)


def annotate_lamp(rows: QuerySet[Case], at: Horizon) -> QuerySet[Case]:
    """Annotate `lamp` with the same words `Horizon.lamp_of` uses."""
    return rows.annotate(
        lamp=When_(
            When(is_open=False, then=Value("done")),
            When(is_suspended=True, then=Value("paused")),
            When(due_on__lt=at.today, then=Value("overdue")),
            When(due_on__lte=at.soon, then=Value("due_soon")),
            default=Value("normal"),
            output_field=CharField(),
        )
    )


def _lamp_conditions(at: Horizon) -> dict[str, Q]:
    """Return what each lamp asks of an open case's own columns."""
    return {
        "paused": Q(is_suspended=True),
        "overdue": Q(is_suspended=False, due_on__lt=at.today),
        "due_soon": Q(is_suspended=False, due_on__gte=at.today, due_on__lte=at.soon),
        "normal": Q(is_suspended=False) & (Q(due_on__gt=at.soon) | Q(due_on__isnull=True)),
    }


def filter_lamp(rows: QuerySet[Case], lamp: str, at: Horizon) -> QuerySet[Case]:
    """Keep the cases with a lamp, by indexed conditions."""
    if lamp == "done":
        return rows.filter(is_open__in=[False])
    condition = _lamp_conditions(at).get(lamp)
    return rows if condition is None else rows.filter(OPEN, condition)


def open_cases_with(actor: Actor, lamp: str, at: Horizon) -> QuerySet[Case]:
    """Return the open cases an actor may see that have a lamp: the lamp is asked inside each ground of access."""
    return cases_for(actor, open_only=True, narrow=_lamp_conditions(at)[lamp])


@dataclass(frozen=True, slots=True)
class OfferedAction:
    """An action as the case page shows it: lawful now, or greyed with its reasons."""

    action: Action
    reasons: tuple[Any, ...] = ()

    @property
    def is_lawful(self) -> bool:
        """Say whether nothing known stands against it."""
        return not self.reasons


def facts_of(case: Case, on: date) -> tuple[Registration, CaseFacts]:
    """Return a case's registration and the facts its guards would see on a day."""
    registration = get_registration(case.procedure, case.procedure_version)
    own = registration.facts(case, on) if registration.facts else None
    return registration, gather_facts(case, registration.procedure, on, own=own)


def list_actions_for(actor: Actor, case: Case, on: date) -> list[OfferedAction]:
    """Return the actions this actor may perform in this state, each with what still stands against it.

    Guards that need the form's content are judged again at the door.
    """
    registration, facts = facts_of(case, on)
    levels = frozenset(post.level for post in actor.posts)
    facts = replace(facts, acting_units=actor.unit_ids, reader=actor.person_id, reader_levels=levels)
    procedure, offered = registration.procedure, []
    for action in procedure.actions:
        if action.system or not is_within(action, procedure, case.state) or not may_perform(action, facts, actor):
            continue
        if action.sign_off or (facts.pending_sign_off and signed_action(procedure, action.code)):
            continue
        reasons = [
            *sign_off_reasons(procedure, action, facts, actor, {}),
            *guard_reasons(action, facts, {}),
        ]
        offered.append(OfferedAction(action, tuple(reasons)))
    return sorted(offered, key=lambda offer: TONES.index(offer.action.tone))


def list_recordable_for(actor: Actor, case: Case, on: date) -> list[Action]:
    """Return the actions lawful now that are not the actor's own to perform, but his to record for another 代录."""
    if not may_record_for_others(actor):
        return []
    registration, facts = facts_of(case, on)
    procedure, own_pages = registration.procedure, registration.pages
    return [
        action
        for action in procedure.actions
        if is_within(action, procedure, case.state)
        and not may_perform(action, facts, actor)
        and may_record(action, facts, actor)
        and not action.sign_off
        and action.code not in own_pages
        and not guard_reasons(action, facts, {})
    ]


def list_acts_for(actor: Actor, case: Case) -> QuerySet[Act]:
    """Return the acts of a case the actor may see, oldest first."""
    visible = cases_for(actor).filter(pk=case.pk).values("pk")
    return Act.objects.filter(case__in=visible).select_related("unit").order_by("sequence")


def explain_clocks(case: Case, on: date) -> list[tuple[Clock, Deadline]]:
    """Return the clocks of a case with the derivation of each date."""
    return [(clock, deadline_of(clock, as_of=on)) for clock in case.clocks.all()]


def open_states_of(procedure: Procedure) -> list[str]:
    """Return the codes of states in which a case is open."""
    return [state.code for state in procedure.states if state.kind is not StateKind.CLOSED]


def known_procedures() -> list[tuple[str, str]]:
    """Return (name, title) of every procedure, for filters."""
    return [(procedure.name, procedure.title) for procedure in list_procedures()]


def list_lost_versions() -> list[tuple[str, str, int]]:
    """Return (procedure, version, number of cases) for open cases whose procedure version is not registered."""
    held = Case.objects.filter(is_open=True).values_list("procedure", "procedure_version").annotate(count=Count("pk"))
    known = {(procedure.name, procedure.version) for procedure in list_versions()}
    return sorted((name, version, count) for name, version, count in held if (name, version) not in known)
