"""Judge an act: its day, separation of duties, sign-off and guards. Collects every reason, not the first."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from mingzheng.casework import sign_off
from mingzheng.casework.calls import Call
from mingzheng.casework.declaration import Action, Procedure, Refusal
from mingzheng.casework.errors import Refused
from mingzheng.casework.facts import CaseFacts
from mingzheng.casework.recording import OnBehalf
from mingzheng.casework.registry import Registration
from mingzheng.casework.rules import guard_reasons, separation_reasons, target_state
from mingzheng.platform.parameters.public import get_value
from mingzheng.worktime.public import SHANGHAI

LATE_GRACE = "casework.late_entry_grace_days"


def judge(
    registration: Registration,
    action: Action,
    facts: CaseFacts,
    call: Call,
    given: Mapping[str, Any],
    behalf: OnBehalf | None,
) -> bool:
    """Raise Refused with every reason against the act; return whether it is a late entry 补录."""
    reasons = _day_reasons(action, facts, call) or _order_reasons(registration.procedure, action, facts, call, given)
    typed_on, decider = call.recorded_at.astimezone(SHANGHAI).date(), (behalf and behalf.decider) or call.actor
    late = (typed_on - call.occurred_on).days > 0
    if late and not call.actor.is_system and call.signed is None and not call.evidence:
        grace = int(get_value(LATE_GRACE))
        if (typed_on - call.occurred_on).days > grace:
            reasons.append(
                Refusal("late_entry_evidence", f"补录 {grace} 日以前发生的办理，须附证明材料", "上传纸件照片或有关记录")
            )
    if not call.actor.is_system:
        persons = {call.actor.person_id} | ({behalf.person_id} if behalf else set())
        reasons += separation_reasons(action, registration.procedure, facts, persons - {None})  # type: ignore[arg-type]
        if call.signed is None:
            reasons += sign_off.sign_off_reasons(registration.procedure, action, facts, decider, given)
    reasons += guard_reasons(action, replace(facts, acting_units=decider.unit_ids), given)
    if reasons:
        raise Refused(list({(reason.code, reason.message): reason for reason in reasons}.values()))
    return late


def _day_reasons(action: Action, facts: CaseFacts, call: Call) -> list[Refusal]:
    typed_on = call.recorded_at.astimezone(SHANGHAI).date()
    if action.same_day and call.occurred_on < typed_on:
        return [Refusal("not_backdated", f"“{action.title}”的日期为办理当天，不得倒填", "请按今天的日期办理")]
    if call.occurred_on > typed_on:
        return [Refusal("in_the_future", "发生日期不能晚于今天", "请核对发生日期")]
    if facts.case_id is not None and call.occurred_on < facts.opened_on:
        return [
            Refusal(
                "before_opening", f"发生日期早于本件登记的发生日 {facts.opened_on:%Y年%-m月%-d日}", "请核对发生日期"
            )
        ]
    return []


def _order_reasons(
    procedure: Procedure, action: Action, facts: CaseFacts, call: Call, given: Mapping[str, Any]
) -> list[Refusal]:
    """Return why an act that leads on cannot lie before the one that led here; what changes no state may be late."""
    before = next((act for act in reversed(facts.acts) if act.from_state != act.to_state), None)
    if before is None or call.actor.is_system or call.occurred_on >= before.occurred_on:
        return []
    if target_state(action, facts, given) == facts.state:
        return []
    known = (procedure.opening, *procedure.actions)
    title = next((item.title for item in known if item.code == before.action), "上一环节")
    text = f"发生日期早于上一环节“{title}”的日期 {before.occurred_on:%Y年%-m月%-d日}"
    return [Refusal("before_last_step", text, "请核对发生日期")]
