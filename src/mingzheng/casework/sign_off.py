"""Carry content through sign-off inside a unit 单位内部审签: who must sign next, and when the held act may go.

The actions themselves are declared in `standard.sign_off`; the door calls these functions inside its transaction.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from mingzheng.casework.declaration import Action, PartyRole, Procedure, Refusal
from mingzheng.casework.facts import CaseFacts, SignOffFact
from mingzheng.casework.models import Act, Case, SignOffRequest
from mingzheng.casework.recording import OnBehalf
from mingzheng.casework.rules import guard_reasons, levels_to_sign, persons_of
from mingzheng.casework.standard.sign_off import PAPER, REFUSE, REQUEST_PREFIX, SIGN, WITHDRAW
from mingzheng.platform.access.public import Actor
from mingzheng.platform.org.public import Person, PostLevel, descendant_ids, holders_of
from mingzheng.platform.parameters.public import get_value

CODES = frozenset({SIGN, REFUSE, PAPER, WITHDRAW})


def signed_action(procedure: Procedure, code: str) -> Action | None:
    """Return the action whose sign-off this code asks for, or None."""
    if not code.startswith(REQUEST_PREFIX):
        return None
    held = code.removeprefix(REQUEST_PREFIX)
    return next((action for action in procedure.actions if action.code == held and action.sign_off), None)


def configured_levels(procedure: Procedure) -> tuple[str, ...]:
    """Return the levels that must sign, as the administrator set them or as declared."""
    if procedure.sign_off_parameter:
        return tuple(get_value(procedure.sign_off_parameter))
    return procedure.sign_off_levels


def sign_off_reasons(
    procedure: Procedure, action: Action, facts: CaseFacts, actor: Actor, given: Mapping[str, Any]
) -> list[Refusal]:
    """Return what sign-off itself has against an act."""
    if action.sign_off:
        return [Refusal("sign_off_missing", f"“{action.title}”须先经单位内部审签", "请点“送审”，逐级签批后自动报出")]
    held = signed_action(procedure, action.code)
    if held is not None:
        return guard_reasons(held, facts, given)
    pending = facts.pending_sign_off
    if action.code in {SIGN, REFUSE} and pending is not None:
        return _level_reasons(pending, actor)
    return []


def _level_reasons(pending: SignOffFact, actor: Actor) -> list[Refusal]:
    level = pending.levels[pending.position]
    title = PostLevel(level).label
    if not any(post.level == level and pending.unit_id in {post.unit_id, post.organ_id} for post in actor.posts):
        return [Refusal("not_this_level", f"现在等待{title}签批", f"请由本单位{title}（或其 B 角）签批")]
    if pending.requested_by_id in persons_of(actor) - {None}:
        return [Refusal("own_content", "送审人不能签批自己送审的内容", "请由其他审签人签批，或附纸质签批件")]
    return []


def signing_for(action: Action, facts: CaseFacts, actor: Actor) -> OnBehalf | None:
    """Return the absent colleague in whose place the actor signs the waiting level, or None."""
    pending = facts.pending_sign_off
    if pending is None or action.code not in {SIGN, REFUSE}:
        return None
    level = pending.levels[pending.position]
    held = [post for post in actor.posts if post.level == level and pending.unit_id in {post.unit_id, post.organ_id}]
    if not held or any(post.on_behalf_of is None for post in held):
        return None
    person_id = held[0].on_behalf_of
    name = Person.objects.filter(pk=person_id or 0).values_list("name", flat=True).first() or ""
    return OnBehalf(person_id or 0, name, Act.Means.COVER.value)


def request_sign_off(
    case: Case,
    procedure: Procedure,
    held: Action,
    *,
    given: Mapping[str, Any],
    evidence: tuple[int, ...],
    facts: CaseFacts,
    actor: Actor,
    occurred_on: date,
    recorded_at: datetime,
) -> SignOffRequest:
    """Open a sign-off for an act. Levels at or below the asker's own rung, and vacant ones, are left out."""
    unit_id = next(iter(facts.units(PartyRole.LEAD)), case.origin_unit_id)
    own = [post.level for post in actor.posts if unit_id in {post.unit_id, post.organ_id}]
    units = descendant_ids([unit_id], occurred_on)
    levels = [
        level for level in levels_to_sign(configured_levels(procedure), own) if holders_of(units, level, occurred_on)
    ]
    return SignOffRequest.objects.create(
        case=case,
        action=held.code,
        unit_id=unit_id,
        data=dict(given),
        evidence=list(evidence),
        occurred_on=occurred_on,
        requested_by_id=actor.person_id,
        requested_name=actor.name,
        requested_at=recorded_at,
        levels=levels,
        waiting_level=levels[0] if levels else "",
    )


def record_signature(
    request: SignOffRequest, code: str, *, actor: Actor, behalf: OnBehalf | None, opinion: str, on: date
) -> bool:
    """Note a signature, refusal, paper or withdrawal. Return True when the held act may now go.

    Who decided on paper or by telephone signs; who typed it in stands beside him as the recorder.
    """
    level = request.levels[request.position] if request.position < len(request.levels) else ""
    entry = {"level": level, "act": code, "person": actor.person_id, "name": actor.name, "on": on.isoformat()}
    if behalf is not None and behalf.decider is not None:
        entry |= {"person": behalf.person_id, "name": behalf.name, "recorded_by": actor.name}
    request.signatures = [*request.signatures, {**entry, "opinion": opinion}]
    if code == SIGN:
        request.position += 1
    if code == REFUSE:
        request.state = SignOffRequest.State.REFUSED
    elif code == WITHDRAW:
        request.state = SignOffRequest.State.WITHDRAWN
    elif code == PAPER or request.position >= len(request.levels):
        request.state = SignOffRequest.State.DONE
    open_levels = request.levels[request.position :] if request.state == SignOffRequest.State.PENDING else []
    request.waiting_level = open_levels[0] if open_levels else ""
    request.save()
    return request.state == SignOffRequest.State.DONE
