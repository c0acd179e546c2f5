"""Changes to a case that move no state: tags, links, hand-over, version, a recomputed date. Each is still an act.

They pass the same lock, key, record and ledger as the door; who may do them is decided here, in one place.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from mingzheng.casework import clocks
from mingzheng.casework.declaration import Action, Refusal
from mingzheng.casework.effects import Outcome
from mingzheng.casework.errors import BadInput, CaseNotFound, NotPermitted, Refused
from mingzheng.casework.facts import LIVE
from mingzheng.casework.models import Case, CaseLink, CaseWatcher
from mingzheng.casework.recording import Receipt, find_replay, receipt_of, request_digest, write_act
from mingzheng.casework.registry import get_procedure
from mingzheng.casework.screening import screen_given
from mingzheng.casework.selectors import get_case_for
from mingzheng.platform.access.public import SYSTEM, Actor
from mingzheng.worktime.public import SHANGHAI

EDITORS = frozenset({"office_clerk", "office_section_head", "office_director", "unit_liaison", "unit_section_head"})

Change = Callable[[Case, Outcome], None]


def _annotate(
    case_id: int,
    action: Action,
    *,
    actor: Actor,
    recorded_at: datetime,
    key: str,
    data: Mapping[str, Any],
    change: Change,
) -> Receipt | None:
    """Apply a change under the case's lock and record it; None when nothing changed."""
    digest = request_digest(f"case:{case_id}", action.code, data)
    screen_given(data, actor=actor, at=recorded_at)
    with transaction.atomic():
        case = Case.objects.select_for_update().get(pk=case_id)
        replay = find_replay(actor, key, digest)
        if replay is not None:
            return replay
        outcome = Outcome()
        change(case, outcome)
        if not outcome.changes and not outcome.clock_moves:
            return None
        case.version += 1
        case.last_act_at = recorded_at
        case.save()
        act = write_act(
            case=case,
            procedure=get_procedure(case.procedure, case.procedure_version),
            action=action,
            from_state=case.state,
            actor=actor,
            unit_id=actor.home_unit_id,
            given=data,
            outcome=outcome,
            occurred_on=recorded_at.astimezone(SHANGHAI).date(),
            recorded_at=recorded_at,
            late=False,
            evidence=(),
            on_behalf=None,
            key=key,
            digest=digest,
        )
        return receipt_of(case, act)


def _editable(case_id: int, actor: Actor) -> Case:
    case = get_case_for(actor, case_id=case_id)
    if not actor.is_system and not any(actor.has_role(role) for role in EDITORS):
        raise NotPermitted("您对本件只能查看", next_step="请联系承办人办理")
    return case


def set_tags(case_id: int, tags: Sequence[str], *, actor: Actor, recorded_at: datetime, key: str) -> Receipt | None:
    """Replace the tags of a case. Raises BadInput for more than 20 tags or a tag over 30 characters."""
    wanted = sorted({tag.strip() for tag in tags if tag.strip()})
    if len(wanted) > 20 or any(len(tag) > 30 for tag in wanted):
        raise BadInput({"tags": ["标签最多 20 个，每个最多 30 字"]})
    _editable(case_id, actor)

    def change(case: Case, outcome: Outcome) -> None:
        outcome.note("tags", "标签", case.tags, wanted)
        case.tags = wanted

    action = Action("set_tags", "修改标签", built_in=True)
    return _annotate(
        case_id, action, actor=actor, recorded_at=recorded_at, key=key, data={"tags": wanted}, change=change
    )


def link_cases(
    case_id: int, other_number: str, *, kind: str, actor: Actor, recorded_at: datetime, key: str, note: str = ""
) -> Receipt | None:
    """Link a case to another the actor may see. Raises BadInput when there is none or it is the same."""
    _editable(case_id, actor)
    try:
        other = get_case_for(actor, number=other_number)
    except CaseNotFound:
        raise BadInput({"other": ["没有这个编号的件，请核对"]}) from None
    if other.pk == case_id:
        raise BadInput({"other": ["不能与自己关联"]})

    def change(case: Case, outcome: Outcome) -> None:
        _, created = CaseLink.objects.get_or_create(case=case, other=other, kind=kind, defaults={"note": note})
        if created:
            outcome.note("link", "关联件", None, other.number)

    action = Action("link_cases", "关联", built_in=True)
    data = {"other": other.number, "kind": kind, "note": note}
    return _annotate(case_id, action, actor=actor, recorded_at=recorded_at, key=key, data=data, change=change)


def watch_case(case_id: int, *, actor: Actor, recorded_at: datetime) -> None:
    """Let the actor be told about a case he may see. A bookmark, not an act."""
    case = get_case_for(actor, case_id=case_id)
    if actor.person_id is not None:
        CaseWatcher.objects.get_or_create(case=case, person_id=actor.person_id, defaults={"since": recorded_at})


def unwatch_case(case_id: int, *, actor: Actor) -> None:
    """Stop telling the actor about a case."""
    if actor.person_id is not None:
        CaseWatcher.objects.filter(case_id=case_id, person_id=actor.person_id).delete()


def mark_viewed(case: Case, *, actor: Actor, at: datetime) -> None:
    """Note that a unit has opened a case, so that its slip can no longer be recalled."""
    if actor.unit_ids:
        case.parties.filter(unit_id__in=actor.unit_ids, first_viewed_at__isnull=True).update(first_viewed_at=at)


def hand_over_case(
    case_id: int, *, from_person_id: int, to_person_id: int | None, actor: Actor, recorded_at: datetime
) -> Receipt | None:
    """Give an open case of somebody who leaves to a successor, or back to the unit when there is none."""

    def change(case: Case, outcome: Outcome) -> None:
        if case.handler_id == from_person_id and case.is_open:
            outcome.note("handler", "承办人", case.handler_id, to_person_id)
            case.handler_id = to_person_id

    action = Action("hand_over", "移交", built_in=True)
    data = {"from": from_person_id, "to": to_person_id}
    return _annotate(case_id, action, actor=actor, recorded_at=recorded_at, key="", data=data, change=change)


def recompute_case(case_id: int, *, recorded_at: datetime, reason: str) -> Receipt | None:
    """Recompute a case's live clocks after a calendar change and record what moved; None when nothing did."""

    def change(case: Case, outcome: Outcome) -> None:
        live = {clock.limit: clock for clock in case.clocks.filter(state__in=LIVE)}
        today = recorded_at.astimezone(SHANGHAI).date()
        for clock in live.values():
            before, years = clock.due_on, clock.unannounced_years
            clocks.refresh(clock, as_of=today)
            if clock.due_on != before or clock.unannounced_years != years:
                clock.save()
            if clock.due_on != before:
                move = clocks.ClockMove(
                    clock.limit, clock.title, "recompute", before.isoformat(), clock.due_on.isoformat()
                )
                outcome.clock_moves.append(move)
        clocks.summarise(case, get_procedure(case.procedure, case.procedure_version), live)
        case.parties.update(due_on=case.due_on)

    action = Action("calendar_changed", "节假日安排调整，期限重算", built_in=True)
    return _annotate(
        case_id, action, actor=SYSTEM, recorded_at=recorded_at, key="", data={"reason": reason}, change=change
    )


def move_to_version(
    case_id: int, version: str, *, actor: Actor, recorded_at: datetime, reason: str, key: str
) -> Receipt | None:
    """Move a case to another version of its procedure. Raises Refused when that version lacks the case's state."""
    case = get_case_for(actor, case_id=case_id)
    if not actor.is_system and not actor.has_role("office_director", case.origin_unit_id):
        raise NotPermitted("规程换版由交办单位主要负责人决定")
    try:
        target = get_procedure(case.procedure, version)
        target.state(case.state)
    except KeyError:
        raise Refused([Refusal("state_missing", "该版本没有本件现在的状态", "先办到共有的状态再换版")]) from None

    def change(row: Case, outcome: Outcome) -> None:
        outcome.note("procedure_version", "规程版本", row.procedure_version, version)
        row.procedure_version = version

    action = Action("move_to_version", "规程换版", built_in=True)
    data = {"version": version, "reason": reason}
    return _annotate(case_id, action, actor=actor, recorded_at=recorded_at, key=key, data=data, change=change)
