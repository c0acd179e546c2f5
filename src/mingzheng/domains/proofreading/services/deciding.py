"""Deciding on findings: accept, dismiss with a reason, or take a decision back. Every decision is kept and ledgered."""

from datetime import datetime

from django.db import transaction

from mingzheng.casework.public import BadInput, NotPermitted, Stale
from mingzheng.domains.proofreading.models import FindingState, ProofFinding
from mingzheng.domains.proofreading.rules import may_read, why_not_dismiss
from mingzheng.domains.proofreading.selectors import STREAM, facts_of
from mingzheng.platform.access.public import Actor
from mingzheng.platform.files.public import refuse_marked_text
from mingzheng.platform.ledger.public import append, today
from mingzheng.platform.parameters.public import get_value

LONGEST_REASON = 500
_WORDS = {FindingState.ACCEPTED: "采纳", FindingState.DISMISSED: "不采纳", FindingState.OPEN: "撤回处理"}


def decide(
    finding: ProofFinding, state: FindingState, *, reason: str, seen_version: int, actor: Actor, recorded_at: datetime
) -> ProofFinding:
    """Decide on a finding. The same decision by the same person again changes nothing.

    Raises NotPermitted, BadInput (a dismissal without a reason), Stale (somebody else decided), Rejected (a reason
    with a secrecy mark).
    """
    reason = reason.strip()
    _judge(finding, state, reason, actor)
    if reason:
        refuse_marked_text(reason, actor, purpose="proofreading_reason")
    with transaction.atomic():
        held = ProofFinding.objects.select_for_update().get(pk=finding.pk)
        if (held.state, held.decided_by_name, held.reason) == (state, actor.name, reason):
            return held
        if held.version != seen_version:
            raise Stale(
                by=held.decided_by_name or "他人",
                action=_WORDS[FindingState(held.state)],
                at=held.decided_at or recorded_at,
                version=held.version,
            )
        before = held.state
        held.state, held.reason, held.version = state, reason, held.version + 1
        held.decided_by_name, held.decided_at, held.decided_on = actor.name, recorded_at, today()
        held.save(update_fields=["state", "reason", "version", "decided_by_name", "decided_at", "decided_on"])
        append(
            stream=STREAM,
            stream_id=str(held.check_of_id),
            kind=f"finding_{state.value}",
            payload={"number": held.number, "code": held.code, "level": held.level, "before": before, "by": actor.name},
            private={"reason": reason, "quote": held.quote[:500]},
            actor=actor.ref,
            occurred_on=today(),
            recorded_at=recorded_at,
        )
    return held


def _judge(finding: ProofFinding, state: FindingState, reason: str, actor: Actor) -> None:
    facts = facts_of(finding.check_of)
    if not may_read(actor, facts):
        raise NotPermitted("您不负责这份文件的核校")
    if len(reason) > LONGEST_REASON:
        raise BadInput({"reason": [f"理由不超过{LONGEST_REASON}字"]})
    sets_aside = state == FindingState.DISMISSED or finding.state == FindingState.DISMISSED
    if sets_aside:
        roles = get_value("proofreading.final_reviewers")
        if why := why_not_dismiss(actor, facts, finding.level, roles):
            raise NotPermitted(why, next_step="请终审人员在本页处理")
    if state == FindingState.DISMISSED and len(reason) < 2:
        raise BadInput({"reason": ["不采纳要写明理由"]})
