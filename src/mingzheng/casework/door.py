"""The one door for change: open a case, perform an action. One transaction authorises, judges, applies and records.

What an action does is declared; who may is `rules` and `capacity`; dates are `clocks`; the record is `recording`.
Nothing else in the code writes `Case.state`.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from mingzheng.casework import sign_off
from mingzheng.casework.applying import apply_act, settle_lapse
from mingzheng.casework.calls import Call
from mingzheng.casework.capacity import find_capacity
from mingzheng.casework.declaration import Action, Procedure, Refusal
from mingzheng.casework.effects import check_references, list_emptied
from mingzheng.casework.errors import BadInput, CaseNotFound, NotInThisState, Refused, Stale
from mingzheng.casework.facts import facts_before_opening, gather_facts
from mingzheng.casework.forms import clean_given
from mingzheng.casework.judging import judge
from mingzheng.casework.models import Act, Case, CaseWatcher
from mingzheng.casework.papers import check_papers, keep_papers
from mingzheng.casework.recording import Receipt, find_replay, opening_subject, request_digest
from mingzheng.casework.registry import Registration, get_registration
from mingzheng.casework.rules import is_within, may_read, target_state
from mingzheng.casework.screening import screen_given
from mingzheng.platform.access.public import Actor
from mingzheng.platform.database.public import Parameter, PreparedQuery
from mingzheng.platform.numbering.public import next_case_number
from mingzheng.worktime.public import ClockError

_LOCKED_CASE = PreparedQuery(lambda: Case.objects.select_for_update().filter(pk=Parameter("case")))


def open_case(
    procedure: str,
    *,
    actor: Actor,
    occurred_on: date,
    recorded_at: datetime,
    data: Mapping[str, Any],
    key: str,
    title: str = "",
    origin_unit_id: int | None = None,
    parent_id: int | None = None,
    evidence: Sequence[int] = (),
    record_for: tuple[int, str] | None = None,
    version: str = "",
    detail: Mapping[str, Any] | None = None,
) -> Receipt:
    """Open a case of a procedure and return its receipt; a repeated key returns the first result.

    `origin_unit_id` defaults to the actor's home unit; `detail` are values of the procedure's own table that a
    program, not a form, supplies. Raises the errors of `errors`.
    """
    registration = get_registration(procedure, version)
    call = Call(actor, occurred_on, recorded_at, data, key, tuple(evidence), record_for, detail=detail or {})
    digest = request_digest(opening_subject(procedure, parent_id, origin_unit_id, title), "open", data)
    screen_given({"title": title, **data}, actor=actor, at=recorded_at)
    unit_id = origin_unit_id or actor.home_unit_id
    return _once(call, digest, lambda: _open(registration, call, digest, title, unit_id, parent_id))


def perform(
    case_id: int,
    action: str,
    *,
    actor: Actor,
    occurred_on: date,
    recorded_at: datetime,
    data: Mapping[str, Any],
    key: str,
    seen_version: int | None = None,
    evidence: Sequence[int] = (),
    record_for: tuple[int, str] | None = None,
) -> Receipt:
    """Perform an action on a case and return its receipt; a repeated key returns the first result.

    `seen_version` is the case's version the actor saw: the loser of a race learns who did what. `record_for` is
    (person id, "paper" | "phone") when a decision made elsewhere is typed in. Raises the errors of `errors`.
    """
    call = Call(actor, occurred_on, recorded_at, data, key, tuple(evidence), record_for)
    digest = request_digest(f"case:{case_id}", action, data)
    screen_given(data, actor=actor, at=recorded_at)
    return _once(call, digest, lambda: _settle_and_perform(case_id, action, call, digest, seen_version))


def _once(call: Call, digest: str, work: Callable[[], Receipt]) -> Receipt:
    """Do the work in one transaction. Who loses a race for the same key gets the first result, or KeyReused.

    Days no clock can have, a resumption entered before its suspension for instance, are refused as the clock says.
    """
    try:
        with transaction.atomic():
            return work()
    except ClockError as error:
        raise Refused([Refusal("clock_days", str(error), "请核对发生日期")]) from error
    except IntegrityError:
        replay = find_replay(call.actor, call.key, digest)
        if replay is None:
            raise
        return replay


def _settle_and_perform(case_id: int, action: str, call: Call, digest: str, seen_version: int | None) -> Receipt:
    case = _lock(case_id)
    replay = find_replay(call.actor, call.key, digest)
    if replay is not None:
        return replay
    registration = get_registration(case.procedure, case.procedure_version)
    settle_lapse(case, registration, call.recorded_at)
    return _perform(case, registration, action, call, digest, seen_version)


def _lock(case_id: int) -> Case:
    case = _LOCKED_CASE.first(case=case_id)
    if case is None:
        raise CaseNotFound("没有这一件，或您无权查看", next_step="请核对编号")
    return case


def _open(
    registration: Registration, call: Call, digest: str, title: str, origin_unit_id: int | None, parent_id: int | None
) -> Receipt:
    replay = find_replay(call.actor, call.key, digest)
    if replay is not None:
        return replay
    procedure, action = registration.procedure, registration.procedure.opening
    given = clean_given(action.fields, call.data)
    check_references(action.fields, given)
    files = check_papers(action.fields, given, call.evidence, actor=call.actor, case_id=None)
    heading = title.strip() or str(given.get("title", "")).strip()
    if not heading or len(heading) > 500:
        raise BadInput({"title": ["标题必填，最多 500 字"]})
    if origin_unit_id is None:
        raise BadInput({"origin_unit": ["请选择交办单位"]})
    facts = facts_before_opening(
        procedure, call.occurred_on, origin_unit_id=origin_unit_id, visibility=procedure.visibility
    )
    behalf = find_capacity(action, facts, call.actor, record_for=call.record_for, evidence=call.evidence)
    late = judge(registration, action, facts, call, given, behalf)
    case = Case(
        number=next_case_number(procedure.prefix, call.occurred_on.year),
        procedure=procedure.name,
        procedure_version=procedure.version,
        title=heading,
        state=target_state(action, facts, given),
        origin_unit_id=origin_unit_id,
        parent_id=parent_id,
        opened_on=call.occurred_on,
        opened_at=call.recorded_at,
        last_act_at=call.recorded_at,
        visibility=procedure.visibility,
    )
    receipt = apply_act(case, registration, action, call, digest, facts, given, behalf, late=late)
    keep_papers(files, receipt.case_id, actor=call.actor)
    return receipt


def _perform(
    case: Case, registration: Registration, code: str, call: Call, digest: str, seen_version: int | None
) -> Receipt:
    procedure = registration.procedure
    own = registration.facts(case, call.occurred_on) if registration.facts else None
    facts = gather_facts(case, procedure, call.occurred_on, own=own)
    watching = not call.actor.grants and CaseWatcher.objects.filter(case=case, person=call.actor.person_id).exists()
    if not may_read(facts, call.actor, watching=watching):
        raise CaseNotFound("没有这一件，或您无权查看", next_step="请核对编号")
    try:
        action = procedure.action(code)
    except KeyError:
        raise BadInput({"action": [f"没有“{code[:60]}”这一办理动作"]}) from None
    if seen_version is not None and seen_version != case.version:
        _raise_stale(case)
    behalf = find_capacity(action, facts, call.actor, record_for=call.record_for, evidence=call.evidence)
    if action is procedure.opening or not is_within(action, procedure, case.state):
        raise NotInThisState(
            f"本件现为“{procedure.state(case.state).title}”，不能“{action.title}”",
            next_step="请刷新页面，按当前状态可办理的事项办理",
        )
    given = _read_given(procedure, action, call.data)
    check_references(action.fields, given)
    files = check_papers(action.fields, given, call.evidence, actor=call.actor, case_id=case.pk)
    behalf = behalf or sign_off.signing_for(action, facts, call.actor)
    late = judge(registration, action, facts, call, given, behalf)
    receipt = apply_act(case, registration, action, call, digest, facts, given, behalf, late=late)
    keep_papers(files, case.pk, actor=call.actor)
    return receipt


def _read_given(procedure: Procedure, action: Action, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was given, by field: values, and emptiness where a stored field was sent empty.

    What awaits a signature is read as the act that will be performed.
    """
    kept = sign_off.signed_action(procedure, action.code) or action
    return clean_given(action.fields, data) | list_emptied(procedure, kept.fields, data)


def _raise_stale(case: Case) -> None:
    last = Act.objects.filter(case=case).order_by("-sequence").first()
    at = last.recorded_at if last else case.last_act_at
    raise Stale(
        by=last.actor_name if last else "系统",
        action=last.title if last else "",
        at=at,
        version=case.version,
    )
