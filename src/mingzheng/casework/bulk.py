"""The one bulk loader, for imports and benchmarks: whole cases with their acts at once, equal to what the door writes.

Each case is moved act by act through the same code as at the door (`advancing`), in memory, then written in batches.
What the door alone does is left out on purpose: no permission or guard is judged, nobody is told, no sign-off is asked
for, domain effects and events do not run. Whoever calls has checked the rows; that they came in this way, and why,
stands in the ledger.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import chain, groupby, islice
from typing import Any

from django.db import models, transaction

from mingzheng.casework.advancing import advance, begin
from mingzheng.casework.counting import record_moves, what_it_adds
from mingzheng.casework.declaration import Action, PartyRole, Procedure
from mingzheng.casework.effects import EffectContext, Outcome, assign_parties, list_emptied
from mingzheng.casework.facts import CaseFacts, facts_before_opening
from mingzheng.casework.forms import clean_given
from mingzheng.casework.models import Act, Case, CaseParty, Clock, DoorKey
from mingzheng.casework.recording import (
    STREAM,
    key_owner,
    ledger_payload,
    make_act,
    opening_subject,
    private_values,
    request_digest,
)
from mingzheng.casework.registry import get_registration
from mingzheng.casework.rules import unit_of_act
from mingzheng.platform.access.public import Actor
from mingzheng.platform.ledger.public import Line, append_to_new_streams, recording_past
from mingzheng.platform.numbering.public import next_case_numbers
from mingzheng.platform.org.public import current_calendar
from mingzheng.worktime.public import SHANGHAI, Calendar


@dataclass(frozen=True, slots=True)
class BulkAct:
    """One act of the past. `to` is the state it led to when that is not the declared one (opening balance).

    `actor` and `recorded_at` default to the loader's; `key` is kept as the door keeps it.
    """

    action: str
    occurred_on: date
    data: Mapping[str, Any] = field(default_factory=dict)
    actor: Actor | None = None
    recorded_at: datetime | None = None
    to: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class BulkCase:
    """A case with its acts, the opening first. `parties` are units it has from the start besides the origin.

    Without a `number` the next one is given; `detail` are values of the procedure's own table.
    """

    title: str
    origin_unit_id: int
    acts: Sequence[BulkAct]
    number: str = ""
    parties: Mapping[PartyRole, Sequence[int]] = field(default_factory=dict)
    parent_id: int | None = None
    detail: Mapping[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class _Step:
    act: Act
    action: Action
    given: Mapping[str, Any]
    outcome: Outcome
    actor: Actor
    source: BulkAct


@dataclass(slots=True)
class _Life:
    row: BulkCase
    case: Case
    detail: models.Model | None = None
    steps: list[_Step] = field(default_factory=list)
    parties: dict[tuple[PartyRole, int], CaseParty] = field(default_factory=dict)
    clocks: list[Clock] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Loader:
    procedure: Procedure
    actor: Actor
    recorded_at: datetime
    calendar: Calendar


def bulk_load(
    procedure: str,
    rows: Iterable[BulkCase],
    *,
    actor: Actor,
    recorded_at: datetime,
    reason: str,
    version: str = "",
    batch: int = 2000,
) -> int:
    """Load cases of a procedure and return how many; each batch is one transaction.

    Raises BadInput for values that do not fit their fields and KeyError for unknown actions; the batch is undone.
    """
    loader = _Loader(get_registration(procedure, version).procedure, actor, recorded_at, current_calendar())
    source, done = iter(rows), 0
    while chunk := list(islice(source, batch)):
        with transaction.atomic(), recording_past(reason=reason, actor=actor.ref):
            _write([_live(loader, row) for row in chunk])
        done += len(chunk)
    return done


def _live(loader: _Loader, row: BulkCase) -> _Life:
    """Move one case through its acts in memory."""
    procedure, first = loader.procedure, row.acts[0]
    opened_at = first.recorded_at or loader.recorded_at
    case = Case(
        number=row.number,
        procedure=procedure.name,
        procedure_version=procedure.version,
        title=row.title,
        origin_unit_id=row.origin_unit_id,
        parent_id=row.parent_id,
        opened_on=first.occurred_on,
        opened_at=opened_at,
        last_act_at=opened_at,
        visibility=procedure.visibility,
    )
    facts = facts_before_opening(
        procedure, first.occurred_on, origin_unit_id=row.origin_unit_id, visibility=procedure.visibility
    )
    life, live, held, earlier = _Life(row, case), dict[str, Clock](), dict[PartyRole, set[int]](), dict[str, Any]()
    for act in row.acts:
        opening = act is first
        action = procedure.opening if opening else procedure.action(act.action)
        action = replace(action, to=act.to, to_by_field=None) if act.to else action
        given = clean_given(action.fields, act.data)
        given |= {} if opening else list_emptied(procedure, action.fields, act.data)
        earlier |= given
        facts = replace(facts, case_id=None if opening else 0, state=case.state, on=act.occurred_on)
        outcome = Outcome(units_of=held)
        told = {**_lengths(procedure, action, earlier), **given}
        context = _context(loader, life, act, action, facts, told)
        if opening:
            life.detail = begin(case, given, context, row.detail)
        advance(context, outcome, live, life.detail, opening=opening, calendar=loader.calendar)
        for role, units in row.parties.items() if opening else ():
            assign_parties(case, role, list(units), on=act.occurred_on, replace=False, outcome=outcome)
        _keep(life, outcome)
        life.steps.append(_step(loader, life, act, action, facts, given, outcome))
    return life


def _context(
    loader: _Loader,
    life: _Life,
    act: BulkAct,
    action: Action,
    facts: CaseFacts,
    given: Mapping[str, Any],
) -> EffectContext:
    actor = act.actor or loader.actor
    return EffectContext(
        life.case,
        loader.procedure,
        action,
        facts,
        given,
        actor,
        act.occurred_on,
        act.recorded_at or loader.recorded_at,
        act.key,
        unit_id=unit_of_act(action, facts, actor),
    )


def _lengths(procedure: Procedure, action: Action, earlier: Mapping[str, Any]) -> dict[str, Any]:
    """Return values of earlier acts on which the length of a limit hangs; the door looks them up in the acts."""
    names = {limit.length_by for limit in procedure.limits if limit.length_by} - {item.code for item in action.fields}
    return {name: earlier[name] for name in names if name in earlier}


def _keep(life: _Life, outcome: Outcome) -> None:
    """Gather the rows an act leaves behind."""
    for role, units in outcome.left:
        for unit in units:
            life.parties.pop((role, unit), None)
    for party in outcome.joined:
        life.parties[PartyRole(party.role), party.unit_id] = party
    life.clocks += outcome.clocks.opened


def _step(
    loader: _Loader,
    life: _Life,
    act: BulkAct,
    action: Action,
    facts: CaseFacts,
    given: Mapping[str, Any],
    outcome: Outcome,
) -> _Step:
    actor, recorded_at = act.actor or loader.actor, act.recorded_at or loader.recorded_at
    made = make_act(
        case=life.case,
        action=action,
        from_state=facts.state,
        actor=actor,
        given=given,
        outcome=outcome,
        occurred_on=act.occurred_on,
        recorded_at=recorded_at,
        late=recorded_at.astimezone(SHANGHAI).date() > act.occurred_on,
        evidence=(),
        on_behalf=None,
        unit_id=unit_of_act(action, facts, actor),
    )
    return _Step(made, action, given, outcome, actor, act)


def _write(lives: list[_Life]) -> None:
    """Write a batch, table by table; statements do not grow with the cases but by the database's own packets."""
    _number([life.case for life in lives if not life.case.number])
    Case.objects.bulk_create(life.case for life in lives)
    details = [life.detail for life in lives if life.detail is not None]
    if details:
        type(details[0])._default_manager.bulk_create(details)
    for life in lives:
        for party in life.parties.values():
            party.is_open, party.due_on = life.case.is_open, life.case.due_on
            party.visibility = life.case.visibility
    CaseParty.objects.bulk_create(chain.from_iterable(life.parties.values() for life in lives))
    Clock.objects.bulk_create(chain.from_iterable(life.clocks for life in lives))
    record_moves((), chain.from_iterable(what_it_adds(life.case, _last_limit(life)) for life in lives))
    Act.objects.bulk_create(step.act for life in lives for step in life.steps)
    append_to_new_streams(STREAM, {str(life.case.pk): _lines(life) for life in lives})
    DoorKey.objects.bulk_create(_keys(lives))


def _last_limit(life: _Life) -> date | None:
    """Return the last main limit of a closed case, as `what_it_adds_now` asks it of a stored one."""
    limits = [clock.due_on for clock in life.clocks if clock.is_main and clock.state != Clock.State.CANCELLED]
    return None if life.case.is_open else max(limits, default=None)


def _number(cases: list[Case]) -> None:
    def place(case: Case) -> tuple[str, int]:
        return get_registration(case.procedure, case.procedure_version).procedure.prefix, case.opened_on.year

    for (prefix, year), found in groupby(sorted(cases, key=place), key=place):
        same = list(found)
        for case, number in zip(same, next_case_numbers(prefix, year, len(same)), strict=True):
            case.number = number


def _lines(life: _Life) -> list[Line]:
    procedure = get_registration(life.case.procedure, life.case.procedure_version).procedure
    return [
        Line(
            kind=step.action.code,
            payload=ledger_payload(step.act, life.case, procedure, step.outcome, step.action),
            actor=step.actor.ref,
            occurred_on=step.act.occurred_on,
            recorded_at=step.act.recorded_at,
            private=private_values(step.action, step.given) or None,
        )
        for step in life.steps
    ]


def _keys(lives: list[_Life]) -> Iterable[DoorKey]:
    for life in lives:
        for step in life.steps:
            if step.source.key:
                yield DoorKey(
                    actor=key_owner(step.actor),
                    key=step.source.key,
                    request_digest=_digest(life, step),
                    case=life.case,
                    act=step.act,
                )


def _digest(life: _Life, step: _Step) -> str:
    """Return the digest the door would keep, so that the same call made there is known as a repetition."""
    if step is not life.steps[0]:
        return request_digest(f"case:{life.case.pk}", step.action.code, step.source.data)
    subject = opening_subject(life.case.procedure, life.row.parent_id, life.row.origin_unit_id, life.row.title)
    return request_digest(subject, "open", step.source.data)
