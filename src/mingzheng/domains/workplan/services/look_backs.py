"""Look-back 回头看 over an earlier year's ledger: checks prefilled from the rows' final state, rectification of the undone.

The rectification itself is a case of its own procedure, opened through the door.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from mingzheng.casework.public import BadInput, Case, Receipt, Refusal, Refused, open_case
from mingzheng.domains.workplan.models import ItemDetail, LookBack, LookBackCheck, SchemeDetail
from mingzheng.domains.workplan.permissions import may_decide_for, may_keep_ledgers_of, require
from mingzheng.platform.access.public import Actor
from mingzheng.platform.ledger.public import append

STREAM = "workplan_look_back"
FINAL = {
    "done": LookBackCheck.Result.DONE,
    "not_involved": LookBackCheck.Result.NOT_APPLICABLE,
    "cancelled": LookBackCheck.Result.NOT_APPLICABLE,
}


def _record(look_back_id: int, kind: str, payload: Mapping[str, Any], *, actor: Actor, at: datetime, on: date) -> None:
    append(
        stream=STREAM,
        stream_id=str(look_back_id),
        kind=kind,
        payload=dict(payload),
        actor=actor.ref,
        occurred_on=on,
        recorded_at=at,
    )


def start_look_back(
    scheme: SchemeDetail, *, title: str, actor: Actor, started_on: date, recorded_at: datetime
) -> LookBack:
    """Begin a look-back with one check per unit's row, filled in from its final state where that settles it.

    Raises NotPermitted, BadInput, or Refused while one is going on over the same scheme.
    """
    require(may_keep_ledgers_of(actor, scheme.case.origin_unit_id), "开展回头看")
    if not title.strip():
        raise BadInput({"title": ["请填写名称"]})
    if scheme.case.state not in {"booked", "concluded"}:
        raise Refused([Refusal("not_booked", "方案没有建账，没有可以检查的台账", "选一份已建账的方案")])
    with transaction.atomic():
        SchemeDetail.objects.select_for_update().get(pk=scheme.pk)
        if scheme.look_backs.filter(finished_on__isnull=True).exists():
            raise Refused([Refusal("going_on", "这份方案的回头看正在进行", "在进行中的回头看里继续检查")])
        started = LookBack.objects.create(
            scheme=scheme, title=title.strip()[:200], started_on=started_on, started_by=actor.name
        )
        checks = _prefilled(started)
        LookBackCheck.objects.bulk_create(checks)
        payload = {"scheme": scheme.pk, "title": started.title, "checks": len(checks)}
        _record(started.pk, "look_back_started", payload, actor=actor, at=recorded_at, on=started_on)
    return started


def _prefilled(started: LookBack) -> list[LookBackCheck]:
    items = ItemDetail.objects.filter(scheme_id=started.scheme_id).select_related("case")
    checks = []
    for item in items.order_by("requirement__order", "case__handling_unit__order", "pk"):
        result = FINAL.get(item.case.state, LookBackCheck.Result.PENDING)
        checks.append(
            LookBackCheck(
                look_back=started,
                requirement_id=item.requirement_id,
                item=item,
                result=result,
                finding=_what_was_found(item),
                checked_on=None,
            )
        )
    return checks


def _what_was_found(item: ItemDetail) -> str:
    if item.case.state == "done":
        return f"台账已于{item.case.closed_on:%Y年%-m月%-d日}销号。{item.result}"
    if item.case.state in {"not_involved", "cancelled"}:
        return item.not_involved_reason
    return f"台账尚未销号。{item.progress}".strip()


def record_check(
    check: LookBackCheck, *, result: str, finding: str, actor: Actor, checked_on: date, recorded_at: datetime
) -> LookBackCheck:
    """Record what was found about one row; a later record corrects it and the ledger keeps both.

    Raises BadInput (an undone row needs its finding), Refused once rectification was ordered or the look-back ended.
    """
    require(may_keep_ledgers_of(actor, check.look_back.scheme.case.origin_unit_id), "登记检查结果")
    if result not in LookBackCheck.Result.values:
        raise BadInput({"result": ["请选择检查结果"]})
    if result == LookBackCheck.Result.UNDONE and not finding.strip():
        raise BadInput({"finding": ["未完成的，请写明存在问题"]})
    with transaction.atomic():
        held = LookBackCheck.objects.select_for_update().select_related("look_back").get(pk=check.pk)
        if held.look_back.finished_on:
            raise Refused([Refusal("finished", "本次回头看已经结束", "如需更正，另开一次回头看")])
        if held.rectification_id:
            raise Refused([Refusal("being_rectified", "本项已转为整改，检查结果不再改动", "在整改件中继续办理")])
        before = {"result": held.result, "finding": held.finding}
        held.result, held.finding = result, finding.strip()
        held.checked_on, held.checked_by = checked_on, actor.name
        held.save(update_fields=["result", "finding", "checked_on", "checked_by"])
        payload = {"check": held.pk, "before": before, "after": {"result": held.result, "finding": held.finding}}
        _record(held.look_back_id, "check_recorded", payload, actor=actor, at=recorded_at, on=checked_on)
    return held


def order_rectification(
    check: LookBackCheck, *, due_on: date, actor: Actor, occurred_on: date, recorded_at: datetime
) -> Receipt:
    """Open the rectification of a row found undone; asked twice, the first one is returned.

    Raises NotPermitted (section heads decide), Refused when the row was not found undone.
    """
    scheme = check.look_back.scheme
    require(may_decide_for(actor, scheme.case.origin_unit_id), "转为整改", "请科室负责人办理")
    with transaction.atomic():
        held = LookBackCheck.objects.select_for_update().select_related("requirement").get(pk=check.pk)
        if held.result != LookBackCheck.Result.UNDONE or held.item_id is None:
            raise Refused([Refusal("not_undone", "检查结果不是“未完成”，不转整改", "先登记检查结果和存在问题")])
        item = Case.objects.get(pk=held.item_id)
        if due_on <= occurred_on:
            raise BadInput({"due_on": ["整改期限应在今天以后"]})
        if held.rectification_id:
            raise Refused([Refusal("being_rectified", "本项已转为整改", "在整改件中继续办理")])
        receipt = open_case(
            "workplan_rectification",
            actor=actor,
            occurred_on=occurred_on,
            recorded_at=recorded_at,
            data={
                "lead_units": [item.handling_unit_id],
                "finding": held.finding,
                "due_on": due_on.isoformat(),
                "source": f"{scheme.year}年工作要点回头看"[:300],
            },
            key=f"rectify:{held.pk}",
            title=f"整改：{item.title}"[:500],
            origin_unit_id=scheme.case.origin_unit_id,
            detail={"scheme_id": scheme.pk, "requirement_id": held.requirement_id},
        )
        LookBackCheck.objects.filter(pk=held.pk).update(rectification_id=receipt.case_id)
        payload = {"check": held.pk, "case": receipt.number, "due_on": due_on.isoformat()}
        _record(held.look_back_id, "rectification_ordered", payload, actor=actor, at=recorded_at, on=occurred_on)
    return receipt


def finish_look_back(look_back: LookBack, *, actor: Actor, finished_on: date, recorded_at: datetime) -> None:
    """End a look-back. Refused while a row is unchecked or found undone without rectification."""
    require(may_decide_for(actor, look_back.scheme.case.origin_unit_id), "结束回头看", "请科室负责人办理")
    with transaction.atomic():
        held = LookBack.objects.select_for_update().get(pk=look_back.pk)
        pending = held.checks.filter(result=LookBackCheck.Result.PENDING).count()
        undone = held.checks.filter(result=LookBackCheck.Result.UNDONE, rectification__isnull=True).count()
        reasons = []
        if held.finished_on:
            reasons.append(Refusal("finished", "本次回头看已经结束"))
        if pending:
            reasons.append(Refusal("pending", f"还有 {pending} 项没有检查", "逐项登记检查结果"))
        if undone:
            reasons.append(Refusal("not_ordered", f"{undone} 项未完成的没有转为整改", "逐项转为整改"))
        if reasons:
            raise Refused(reasons)
        held.finished_on = finished_on
        held.save(update_fields=["finished_on"])
        _record(held.pk, "look_back_finished", {}, actor=actor, at=recorded_at, on=finished_on)
