"""Write an act: its row, its ledger entry, its key. Nothing here decides; the door calls it inside its transaction."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from mingzheng.casework.declaration import Action, Procedure
from mingzheng.casework.effects import Outcome
from mingzheng.casework.errors import KeyReused
from mingzheng.casework.models import Act, Case, DoorKey
from mingzheng.platform.access.public import Actor
from mingzheng.platform.database.public import Parameter, PreparedInsert, PreparedQuery
from mingzheng.platform.ledger.public import append

STREAM = "case"

_KEPT_DIGEST = PreparedQuery(
    lambda: DoorKey.objects.filter(actor=Parameter("actor"), key=Parameter("key")).values_list("request_digest")
)
_NEW_ACT, _NEW_KEY = PreparedInsert(lambda: Act), PreparedInsert(lambda: DoorKey)


@dataclass(frozen=True, slots=True)
class OnBehalf:
    """For whom an act is recorded 代录: the person who decided, by which means, and his name as printed.

    `decider` is that person as an actor where another typed in what he decided elsewhere.
    """

    person_id: int
    name: str
    means: str
    decider: Actor | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """The door's yes. `repeated` marks the answer to a call that was made before."""

    case_id: int
    number: str
    act_id: int
    action: str
    state: str
    version: int
    due_on: date | None
    repeated: bool = False


def request_digest(subject: str, action: str, data: Mapping[str, Any]) -> str:
    """Return the digest by which a repeated call is known to be the same call."""
    text = json.dumps([subject, action, data], ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def opening_subject(procedure: str, parent_id: int | None, origin_unit_id: int | None, title: str) -> str:
    """Return what an opening is about, for its digest: there is no case yet."""
    return f"open:{procedure}:{parent_id}:{origin_unit_id}:{title}"


def key_owner(actor: Actor) -> str:
    """Return whose key it is: keys of different actors never meet."""
    return actor.ref


def find_replay(actor: Actor, key: str, digest: str) -> Receipt | None:
    """Return the first result of a repeated call, or None. Raises KeyReused for the same key with other content."""
    if not key:
        return None
    known = _KEPT_DIGEST.rows(actor=key_owner(actor), key=key)
    if not known:
        return None
    if known != [(digest,)]:
        raise KeyReused("同一提交编号用于了不同内容", next_step="请刷新页面后重新填写")
    row = DoorKey.objects.select_related("case", "act").get(actor=key_owner(actor), key=key)
    return receipt_of(row.case, row.act, repeated=True)


def receipt_of(case: Case, act: Act, *, repeated: bool = False) -> Receipt:
    """Return the receipt of a recorded act."""
    return Receipt(case.pk, case.number, act.pk, act.action, act.to_state, act.sequence, case.due_on, repeated)


def write_act(
    *,
    case: Case,
    procedure: Procedure,
    action: Action,
    from_state: str,
    actor: Actor,
    given: Mapping[str, Any],
    outcome: Outcome,
    occurred_on: date,
    recorded_at: datetime,
    late: bool,
    evidence: tuple[int, ...],
    on_behalf: OnBehalf | None,
    unit_id: int | None,
    key: str,
    digest: str,
) -> Act:
    """Put one act on record in its table, in the ledger, and under its key."""
    act = make_act(
        case=case,
        action=action,
        from_state=from_state,
        actor=actor,
        given=given,
        outcome=outcome,
        occurred_on=occurred_on,
        recorded_at=recorded_at,
        late=late,
        evidence=evidence,
        on_behalf=on_behalf,
        unit_id=unit_id,
    )
    _NEW_ACT.insert(act)
    append(
        stream=STREAM,
        stream_id=str(case.pk),
        kind=action.code,
        payload=ledger_payload(act, case, procedure, outcome, action),
        actor=actor.ref,
        occurred_on=occurred_on,
        recorded_at=recorded_at,
        private=private_values(action, given) or None,
    )
    if key:
        _NEW_KEY.insert(DoorKey(actor=key_owner(actor), key=key, request_digest=digest, case=case, act=act))
    return act


def private_values(action: Action, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the given values the ledger keeps encrypted."""
    return {
        item.code: given[item.code] for item in action.fields if (item.private or item.sealed) and item.code in given
    }


def make_act(
    *,
    case: Case,
    action: Action,
    from_state: str,
    actor: Actor,
    given: Mapping[str, Any],
    outcome: Outcome,
    occurred_on: date,
    recorded_at: datetime,
    late: bool,
    evidence: tuple[int, ...],
    on_behalf: OnBehalf | None,
    unit_id: int | None,
) -> Act:
    """Return the row of an act, not yet written; the case stands as the act left it.

    `unit_id` is the unit it is put down to: of whoever decided, also where another typed it in.
    """
    private = {item.code for item in action.fields if item.private}
    moves = [move.as_json() for move in outcome.clock_moves]
    return Act(
        case=case,
        sequence=case.version,
        action=action.code,
        title=action.title,
        from_state=from_state,
        to_state=case.state,
        account_id=actor.account_id,
        person_id=actor.person_id,
        unit_id=unit_id,
        actor_name=actor.name,
        on_behalf_of_id=on_behalf.person_id if on_behalf else None,
        on_behalf_name=on_behalf.name if on_behalf else "",
        means=on_behalf.means if on_behalf else Act.Means.SYSTEM,
        occurred_on=occurred_on,
        recorded_at=recorded_at,
        is_late_entry=late,
        data={code: value for code, value in given.items() if code not in private},
        changes=[*outcome.changes, *({"clock": move} for move in moves)],
        evidence=list(evidence),
    )


def ledger_payload(act: Act, case: Case, procedure: Procedure, outcome: Outcome, action: Action) -> dict[str, Any]:
    """Return what the ledger keeps of an act in clear: everything but private and sealed values."""
    sealed = {item.code for item in action.fields if item.sealed}
    return {
        "act": act.pk,
        "number": case.number,
        "procedure": f"{procedure.name}@{procedure.version}",
        "sequence": act.sequence,
        "from": act.from_state,
        "to": act.to_state,
        "person": act.person_id,
        "unit": act.unit_id,
        "for": act.on_behalf_of_id,
        "means": str(act.means),
        "late": act.is_late_entry,
        "data": {code: value for code, value in act.data.items() if code not in sealed} if sealed else act.data,
        "changes": outcome.changes,
        "clocks": [move.as_json() for move in outcome.clock_moves],
        "evidence": act.evidence,
    }
