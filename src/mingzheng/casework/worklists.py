"""Work lists: what waits for this person, derived from the declarations. Access-checked like every other read.

What waits is: a case in a state whose next step (tone primary) this person may take, one that waits for his decision
beside its state, and content waiting for his signature.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import Q, QuerySet

from mingzheng.casework.declaration import ANY_OPEN, Action, PartyRole, Procedure, StateKind, Who
from mingzheng.casework.models import OPEN, Act, Case, CaseParty, CaseWatcher, SignOffRequest
from mingzheng.casework.registry import count_changes, list_versions
from mingzheng.casework.rules import persons_of, waiting_word
from mingzheng.casework.selectors import FEW_UNITS, cases_for
from mingzheng.casework.sign_off import signed_action
from mingzheng.platform.access.public import Actor
from mingzheng.platform.database.public import PreparedQuery
from mingzheng.worktime.public import SHANGHAI

LATEST_ACTS = 1_000
KEPT_READERS = 256
Scope = tuple[PartyRole | None, frozenset[int] | None, int]


def todo_for(actor: Actor) -> QuerySet[Case]:
    """Return the open cases that wait for the actor 待办.

    Where all that can wait for him belongs to a few units, each kind of part they take is looked up by itself, which an
    index serves; the one long condition would be asked of every open case of the district.
    """
    waiting = _waiting_for_few(actor, count_changes())
    return Case.objects.filter(OPEN, todo_condition(actor) if waiting is None else Q(pk__in=waiting))


@lru_cache(maxsize=KEPT_READERS)
def _waiting_for_few(actor: Actor, changes: int) -> QuerySet[Any, Any] | None:
    """Return the keys of what waits for somebody of a few units; None for who works over many. Built once for a reader."""
    places = _places(actor)
    if any(units is None or len(units) > FEW_UNITS for _, units, _ in places):
        return None
    open_cases = Case.objects.filter(OPEN).order_by()
    parts = (open_cases.filter(_reach(scope, actor), waits).values("pk") for scope, waits in places.items())
    return _to_sign(actor).union(*parts)


def count_todo_for(actor: Actor, most: int) -> int:
    """Return how many cases wait for the actor, counted no further than `most`: what every page of the desk asks."""
    try:
        return len(_first_waiting(actor, most, count_changes()).rows())
    except EmptyResultSet:
        return 0


@lru_cache(maxsize=KEPT_READERS)
def _first_waiting(actor: Actor, most: int, changes: int) -> PreparedQuery[Case]:
    """Return the query for one reader with all he holds today, turned into SQL once; `changes` tells new procedures."""
    return PreparedQuery(lambda: todo_for(actor).order_by().values_list("pk")[:most])


def todo_condition(actor: Actor) -> Q:
    """Return the condition of what waits for an actor."""
    condition = Q(pk__in=[])
    for scope, waits in _places(actor).items():
        condition |= waits & _reach(scope, actor)
    return condition | Q(pk__in=_to_sign(actor))


def _places(actor: Actor) -> dict[Scope, Q]:
    """Return by the part units take, and whose, what of every procedure waits there."""
    found: dict[Scope, Q] = {}
    for procedure in list_versions():
        named = Q(procedure=procedure.name, procedure_version=procedure.version)
        for scope, states, flags in _waiting_places(procedure, actor):
            waits = Q(state__in=sorted(states))
            for flag in sorted(flags):
                waits |= Q(waiting_for__contains=flag)
            found[scope] = found.get(scope, Q(pk__in=[])) | (named & waits)
    return found


def _waiting_places(procedure: Procedure, actor: Actor) -> Iterator[tuple[Scope, set[str], set[str]]]:
    found: dict[Scope, tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    for action in procedure.actions:
        if action.system or action.per_unit == "all" or (action.tone != "primary" and not action.settles):
            continue
        if action.built_in and signed_action(procedure, action.code) is None:
            continue
        for who in action.by:
            for scope in _scopes(who, procedure, actor):
                states, flags = found[scope]
                settles = (signed_action(procedure, action.code) or action).settles
                if settles and action.per_unit:
                    flags.update(waiting_word(settles, unit) for unit in scope[1] or ())
                elif settles:
                    flags.add(settles)
                else:
                    states.update(_states_of(action, procedure))
    for scope, (states, flags) in found.items():
        yield scope, states, flags


def _states_of(action: Action, procedure: Procedure) -> Iterable[str]:
    if ANY_OPEN in action.within:
        return [state.code for state in procedure.states if state.kind is not StateKind.CLOSED]
    return action.within


def _scopes(who: Who, procedure: Procedure, actor: Actor) -> Iterator[Scope]:
    for grant in actor.grants:
        if grant.role in who.roles and grant.procedure in {None, procedure.name}:
            yield who.of, grant.unit_ids, grant.visibility
    for post in actor.posts:
        if post.level in who.posts:
            yield who.of, frozenset({post.unit_id} | ({post.organ_id} if post.organ_id else set())), 0


def _reach(scope: Scope, actor: Actor) -> Q:
    role, units, visibility = scope
    limit = Q(visibility__lte=visibility)
    if role is PartyRole.LEAD:
        mine = Q(handler__isnull=True) | Q(handler_id__in=sorted(persons_of(actor)))
        mine &= ~Q(pk__in=SignOffRequest.objects.filter(state=SignOffRequest.State.PENDING).values("case_id"))
        return limit & mine & (Q() if units is None else Q(handling_unit_id__in=sorted(units)))
    if units is None:
        return limit
    if role in {None, PartyRole.ORIGIN} and len(units) > FEW_UNITS:
        return limit & Q(origin_unit_id__in=sorted(units))
    # The unit a case comes from is a party to it as well, and its parts are found by unit without reading other cases.
    parties = CaseParty.objects.filter(OPEN, unit_id__in=sorted(units), role=role or PartyRole.ORIGIN)
    return limit & Q(pk__in=parties.values("case_id"))


def _to_sign(actor: Actor) -> QuerySet[SignOffRequest, Any]:
    place = Q(pk__in=[])
    for post in actor.posts:
        units = [unit for unit in (post.unit_id, post.organ_id) if unit]
        place |= Q(unit_id__in=units, waiting_level=post.level)
    return SignOffRequest.objects.filter(place, state=SignOffRequest.State.PENDING).values("case_id")


def done_by(actor: Actor) -> QuerySet[Case]:
    """Return the cases of the actor's latest acts 已办, that he may still see; older ones stand in every other list."""
    return cases_for(actor, few=True).filter(pk__in=_acted_on(actor))


def _acted_on(actor: Actor) -> QuerySet[Act, Any]:
    """Return the case ids of the actor's latest acts: bounded, because a clerk's acts of ten years are not."""
    acts = Act.objects.filter(person_id__in=[actor.person_id]) if actor.person_id else Act.objects.none()
    return acts.order_by("-recorded_at").values("case_id")[:LATEST_ACTS]


def unit_cases_for(actor: Actor) -> QuerySet[Case]:
    """Return the open cases of the actor's own units 本单位.

    Only the part says that the case is open, as it always does: asked of the case too, a database would read all open
    cases by due day in the hope of meeting thirty of this unit soon.
    """
    roles = [role.value for role in PartyRole if role is not PartyRole.ORIGIN]  # named, so that the index serves them
    parties = CaseParty.objects.filter(OPEN, unit_id__in=sorted(actor.unit_ids), role__in=roles)
    return cases_for(actor, few=True).filter(pk__in=parties.values("case_id"))


def watched_by(actor: Actor) -> QuerySet[Case]:
    """Return the cases the actor watches 关注."""
    rows = (
        CaseWatcher.objects.filter(person_id__in=[actor.person_id]) if actor.person_id else CaseWatcher.objects.none()
    )
    return cases_for(actor, few=True).filter(pk__in=rows.values("case_id"))


def waiting_for_others(actor: Actor) -> QuerySet[Case]:
    """Return the open cases the actor handles or has moved on that now wait for somebody else."""
    mine = Q(handler_id__in=sorted(persons_of(actor)))
    if actor.person_id:
        mine |= Q(pk__in=_acted_on(actor))
    return cases_for(actor, open_only=True).filter(mine).exclude(todo_condition(actor))


def changed_since(actor: Actor, since: date) -> QuerySet[Case]:
    """Return the cases the actor handles or watches that moved since a day."""
    watched = CaseWatcher.objects.filter(person_id__in=[actor.person_id] if actor.person_id else [])
    mine = Q(handler_id__in=sorted(persons_of(actor))) | Q(pk__in=watched.values("case_id"))
    # Compared as a moment: the date of a column is a condition no index serves.
    return cases_for(actor, few=True).filter(mine, last_act_at__gte=datetime.combine(since, time.min, SHANGHAI))
