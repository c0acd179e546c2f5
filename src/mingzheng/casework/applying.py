"""Apply an act that was judged lawful: state, stored fields, parties, clocks, record, events, and sign-off moving on.

Called inside the door's transaction only. Whether an act is lawful is `judging`; who may is `capacity`.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import models

from mingzheng.casework import clocks, sign_off
from mingzheng.casework.announcing import announce
from mingzheng.casework.calls import Call
from mingzheng.casework.declaration import Action, ClockEffect, ClockVerb, PartyRole, Procedure, StateKind
from mingzheng.casework.effects import (
    EffectContext,
    Outcome,
    apply_effects,
    assign_parties,
    detail_model,
    run_calls,
    store_fields,
)
from mingzheng.casework.events import CaseEvent, publish
from mingzheng.casework.facts import LIVE, CaseFacts, gather_facts
from mingzheng.casework.judging import judge
from mingzheng.casework.models import Act, Case, Clock, SignOffRequest
from mingzheng.casework.recording import OnBehalf, Receipt, receipt_of, request_digest, write_act
from mingzheng.casework.registry import Registration
from mingzheng.casework.rules import target_state, waiting_after
from mingzheng.platform.access.public import SYSTEM
from mingzheng.worktime.public import SHANGHAI

COPIED_TO_PARTIES = frozenset({"is_open", "due_on", "visibility"})


def apply_act(
    case: Case,
    registration: Registration,
    action: Action,
    call: Call,
    digest: str,
    facts: CaseFacts,
    given: Mapping[str, Any],
    behalf: OnBehalf | None,
    *,
    late: bool,
) -> Receipt:
    """Apply one lawful act to a locked (or new) case and return its receipt."""
    procedure, opening, outcome = registration.procedure, case.pk is None, Outcome()
    from_state, before = facts.state, _columns(case)
    case.version += 1
    case.state = target_state(action, facts, given)
    case.is_open = procedure.state(case.state).kind is not StateKind.CLOSED
    case.closed_on = None if case.is_open else (case.closed_on or call.occurred_on)
    case.waiting_for = waiting_after(case.waiting_for, action, is_open=case.is_open)
    case.last_act_at = call.recorded_at
    detail = _store(case, procedure, action, call, given, outcome, opening=opening)
    before = _columns(case) if opening else before
    context = EffectContext(
        case,
        procedure,
        action,
        facts,
        given,
        call.actor,
        call.occurred_on,
        call.recorded_at,
        call.key,
        resumed_on=call.resumed_on,
    )
    moves_clocks = not case.is_open or any(isinstance(effect, ClockEffect) for effect in action.effects)
    live = _live_clocks(case, facts) if moves_clocks else {}
    apply_effects(context, outcome, live)
    if moves_clocks:
        _end_clocks_of_closed(case, live, call.occurred_on, procedure, outcome)
        clocks.summarise(case, procedure, live)
    _save_changed(case, before)
    if detail is not None:
        detail.save(force_insert=opening)
    act = write_act(
        case=case,
        procedure=procedure,
        action=action,
        from_state=from_state,
        actor=call.actor,
        given=given,
        outcome=outcome,
        occurred_on=call.occurred_on,
        recorded_at=call.recorded_at,
        late=late,
        evidence=call.evidence,
        on_behalf=behalf,
        key=call.key,
        digest=digest,
    )
    context.act_id = act.pk
    receipt = _follow_up(case, registration, action, call, facts, given, context)
    return receipt or receipt_of(case, act)


def _columns(case: Case) -> dict[str, Any]:
    """Return the case's stored values as they stand in memory."""
    return {column.attname: getattr(case, column.attname) for column in case._meta.concrete_fields}


def _save_changed(case: Case, before: Mapping[str, Any]) -> None:
    """Write what an act changed on the case, and on the copies its parties carry."""
    changed = {name for name, value in _columns(case).items() if value != before[name]}
    if changed:
        case.save(update_fields=changed)
    if changed & COPIED_TO_PARTIES:
        case.parties.update(**{name: getattr(case, name) for name in sorted(COPIED_TO_PARTIES)})


def _live_clocks(case: Case, facts: CaseFacts) -> dict[str, Clock]:
    if not any(clock.state in LIVE for clock in facts.clocks):
        return {}
    return {clock.limit: clock for clock in case.clocks.filter(state__in=LIVE)}


def _store(
    case: Case,
    procedure: Procedure,
    action: Action,
    call: Call,
    given: Mapping[str, Any],
    outcome: Outcome,
    *,
    opening: bool,
) -> models.Model | None:
    """Store the act's fields; make the case and its detail when it is being opened."""
    model = detail_model(procedure)
    writes_detail = any(item.stores.startswith("detail.") and item.code in given for item in action.fields)
    detail: models.Model | None = None
    if opening:
        store_fields(case, model() if model else None, action, given, Outcome())
        case.save(force_insert=True)
        assign_parties(
            case, PartyRole.ORIGIN, [case.origin_unit_id], on=call.occurred_on, replace=False, outcome=outcome
        )
        detail = model(case=case, **call.detail) if model else None
    elif model and writes_detail:
        detail = model._default_manager.select_for_update().get(pk=case.pk)
    store_fields(case, detail, action, given, outcome)
    return detail


def _end_clocks_of_closed(case: Case, live: dict[str, Clock], on: date, procedure: Procedure, outcome: Outcome) -> None:
    if case.is_open:
        return
    for limit in list(live):
        clock = live.pop(limit)
        clock.state, clock.ended_on = Clock.State.STOPPED, on
        clock.save(update_fields=["state", "ended_on"])
        due = clock.due_on.isoformat()
        outcome.clock_moves.append(clocks.ClockMove(limit, clock.title, "stop", due, due))


def _follow_up(
    case: Case,
    registration: Registration,
    action: Action,
    call: Call,
    facts: CaseFacts,
    given: Mapping[str, Any],
    context: EffectContext,
) -> Receipt | None:
    """Run domain effects, events, messages and the sign-off that an act moves on."""
    run_calls(context, registration.effects)
    for name in action.emits:
        publish(
            CaseEvent(
                name,
                case.pk,
                case.procedure,
                context.act_id or 0,
                dict(given),
                call.actor,
                call.occurred_on,
                call.recorded_at,
            )
        )
    announce(action, context.act_id or 0)
    pending = facts.pending_sign_off
    if pending is not None and case.state != facts.state and call.signed is None:
        SignOffRequest.objects.filter(pk=pending.id).update(state=SignOffRequest.State.WITHDRAWN)
        return None
    return _move_sign_off(case, registration, action, call, facts, given)


def _move_sign_off(
    case: Case, registration: Registration, action: Action, call: Call, facts: CaseFacts, given: Mapping[str, Any]
) -> Receipt | None:
    held = sign_off.signed_action(registration.procedure, action.code)
    if held is not None:
        request = sign_off.request_sign_off(
            case,
            registration.procedure,
            held,
            given=given,
            evidence=call.evidence,
            facts=facts,
            actor=call.actor,
            occurred_on=call.occurred_on,
            recorded_at=call.recorded_at,
        )
        return None if request.levels else _perform_signed(case, registration, request, call)
    if action.code not in sign_off.CODES or facts.pending_sign_off is None:
        return None
    request = SignOffRequest.objects.get(pk=facts.pending_sign_off.id)
    opinion = str(given.get("opinion") or given.get("reason") or "")
    done = sign_off.record_signature(request, action.code, actor=call.actor, opinion=opinion, on=call.occurred_on)
    return _perform_signed(case, registration, request, call) if done else None


def _perform_signed(case: Case, registration: Registration, request: SignOffRequest, call: Call) -> Receipt:
    """Perform the act that every level has signed, in the name of the one who asked for it."""
    if request.state != SignOffRequest.State.DONE:
        request.state = SignOffRequest.State.DONE
        request.save(update_fields=["state"])
    procedure = registration.procedure
    action = procedure.action(request.action)
    own = registration.facts(case, call.occurred_on) if registration.facts else None
    facts = gather_facts(case, procedure, call.occurred_on, own=own)
    inner = Call(
        actor=call.actor,
        occurred_on=call.occurred_on,
        recorded_at=call.recorded_at,
        data=request.data,
        key="",
        evidence=(*request.evidence, *call.evidence),
        signed=request,
    )
    judge(registration, action, facts, inner, request.data, None)
    behalf = None
    if request.requested_by_id and request.requested_by_id != call.actor.person_id:
        behalf = OnBehalf(request.requested_by_id, request.requested_name, Act.Means.SYSTEM.value)
    return apply_act(case, registration, action, inner, "", facts, request.data, behalf, late=False)


def settle_lapse(case: Case, registration: Registration, recorded_at: datetime) -> None:
    """Perform what time has done to a case before anybody acts on it, with its legal date."""
    today = recorded_at.astimezone(SHANGHAI).date()
    for _ in range(len(registration.procedure.limits)):
        if case.lapse_on is None or case.lapse_on > today:
            return
        expire(case, registration, recorded_at)


def expire(case: Case, registration: Registration, recorded_at: datetime) -> Receipt:
    """Perform, as the system, the act a passed limit entails; dated the day after the limit's last day.

    The limit itself ends with it, and a clock that waited for it runs on from the limit's last day.
    """
    clock = case.clocks.filter(state=Clock.State.RUNNING).exclude(on_expiry="").earliest("due_on", "id")
    day = case.lapse_on or clock.due_on
    declared = registration.procedure.action(clock.on_expiry)
    action = replace(declared, effects=(ClockEffect(ClockVerb.STOP, clock.limit), *declared.effects))
    own = registration.facts(case, day) if registration.facts else None
    facts = gather_facts(case, registration.procedure, day, own=own)
    call = Call(SYSTEM, day, recorded_at, {}, f"expire:{clock.pk}", resumed_on=clock.due_on)
    digest = request_digest(f"case:{case.pk}", action.code, {})
    return apply_act(case, registration, action, call, digest, facts, {}, None, late=False)
