"""Apply an act that was judged lawful: state, stored fields, parties, clocks, record, events, and sign-off moving on.

Called inside the door's transaction only. Whether an act is lawful is `judging`; who may is `capacity`.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import models

from mingzheng.casework import sign_off
from mingzheng.casework.advancing import advance, begin, moves_clocks
from mingzheng.casework.announcing import announce
from mingzheng.casework.calls import Call
from mingzheng.casework.counting import record_moves, what_it_adds_now
from mingzheng.casework.declaration import Action, ClockEffect, ClockVerb
from mingzheng.casework.effects import EffectContext, Outcome, detail_model, run_calls, write_rows
from mingzheng.casework.events import CaseEvent, publish
from mingzheng.casework.facts import LIVE, CaseFacts, gather_facts
from mingzheng.casework.judging import judge
from mingzheng.casework.models import Act, Case, CaseParty, Clock, SignOffRequest
from mingzheng.casework.recording import OnBehalf, Receipt, receipt_of, request_digest, write_act
from mingzheng.casework.registry import Registration
from mingzheng.casework.rules import target_state, unit_of_act
from mingzheng.platform.access.public import SYSTEM
from mingzheng.platform.database.public import Parameter, PreparedInsert, PreparedQuery, PreparedUpdate
from mingzheng.worktime.public import SHANGHAI

_LIVE_CLOCKS = PreparedQuery(lambda: Clock.objects.filter(case=Parameter("case"), state__in=LIVE))
_NEW_CASE, _CHANGED_CASE = PreparedInsert(lambda: Case), PreparedUpdate(lambda: Case)
_OF_PARTIES = PreparedUpdate(lambda: CaseParty)
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
    before = _columns(case)
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
        unit_id=unit_of_act(action, facts, (behalf and behalf.decider) or call.actor),
    )
    counted = [] if opening else what_it_adds_now(case)
    detail = begin(case, given, context, call.detail) if opening else _lock_detail(context)
    live = _live_clocks(context)
    advance(context, outcome, live, detail, opening=opening)
    if opening:
        _NEW_CASE.insert(case)
    else:
        _save_changed(case, before)
    if detail is not None:
        detail.save(force_insert=opening)
    write_rows(case, outcome)
    record_moves(counted, what_it_adds_now(case))
    act = write_act(
        case=case,
        procedure=procedure,
        action=action,
        from_state=facts.state,
        actor=call.actor,
        given=given,
        outcome=outcome,
        occurred_on=call.occurred_on,
        recorded_at=call.recorded_at,
        late=late,
        evidence=call.evidence,
        on_behalf=behalf,
        unit_id=context.unit_id,
        key=call.key,
        digest=digest,
    )
    context.act_id = act.pk
    receipt = _follow_up(registration, call, context, behalf)
    return receipt or receipt_of(case, act)


def _columns(case: Case) -> dict[str, Any]:
    """Return the case's stored values as they stand in memory."""
    return {column.attname: getattr(case, column.attname) for column in case._meta.concrete_fields}


def _save_changed(case: Case, before: Mapping[str, Any]) -> None:
    """Write what an act changed on the case, and on the copies its parties carry."""
    changed = {name for name, value in _columns(case).items() if value != before[name]}
    if changed:
        _CHANGED_CASE.update(case, frozenset(changed))
    if changed & COPIED_TO_PARTIES:
        _OF_PARTIES.update_where("case", case.pk, **{name: getattr(case, name) for name in COPIED_TO_PARTIES})


def _live_clocks(context: EffectContext) -> dict[str, Clock]:
    """Return the case's live clocks where the act may move one."""
    facts = context.facts
    state = target_state(context.action, facts, context.given)
    if not moves_clocks(context.action, context.procedure, state):
        return {}
    if not any(clock.state in LIVE for clock in facts.clocks):
        return {}
    live = _LIVE_CLOCKS.objects(case=context.case.pk)
    for clock in live:
        clock.case = context.case
    return {clock.limit: clock for clock in live}


def _lock_detail(context: EffectContext) -> models.Model | None:
    """Return the procedure's own row, locked, when the act stores something in it."""
    model = detail_model(context.procedure)
    fields = (item for item in context.action.fields if item.code in context.given)
    if model is None or not any(item.stores.startswith("detail.") for item in fields):
        return None
    row: models.Model = model._default_manager.select_for_update().get(pk=context.case.pk)
    return row


def _follow_up(
    registration: Registration, call: Call, context: EffectContext, behalf: OnBehalf | None
) -> Receipt | None:
    """Run domain effects, events, messages and the sign-off that an act moves on."""
    case, action, facts = context.case, context.action, context.facts
    run_calls(context, registration.effects)
    for name in action.emits:
        publish(
            CaseEvent(
                name,
                case.pk,
                case.procedure,
                context.act_id or 0,
                dict(context.given),
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
    return _move_sign_off(registration, call, context, behalf)


def _move_sign_off(
    registration: Registration, call: Call, context: EffectContext, behalf: OnBehalf | None
) -> Receipt | None:
    case, action, facts, given = context.case, context.action, context.facts, context.given
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
    done = sign_off.record_signature(
        request, action.code, actor=call.actor, behalf=behalf, opinion=opinion, on=call.occurred_on
    )
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
