"""Reporting rounds 报送轮次: opening, closing, urging who has not reported.

Who has reported is read in `round_selectors`; a report itself is an act on a ledger row, counted by `effects`; telling
the units that a round is open or about to close is `round_notices`.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from mingzheng.casework.public import BadInput, DoorError, Refusal, Refused, perform
from mingzheng.domains.workplan.models import ReportingRound, SchemeDetail
from mingzheng.domains.workplan.permissions import may_keep_ledgers_of, require
from mingzheng.domains.workplan.round_selectors import missing_cases, standing_in_round
from mingzheng.domains.workplan.services.round_notices import tell_of_rounds
from mingzheng.platform.access.public import Actor
from mingzheng.platform.jobs.public import enqueue
from mingzheng.platform.ledger.public import append

STREAM = "workplan_round"


def open_round(
    scheme: SchemeDetail,
    *,
    title: str,
    opens_on: date,
    closes_on: date,
    note: str,
    actor: Actor,
    recorded_at: datetime,
) -> ReportingRound:
    """Open a round over a booked scheme, tell the units on its first day. Raises NotPermitted, BadInput, Refused."""
    require(may_keep_ledgers_of(actor, scheme.case.origin_unit_id), "开启报送轮次")
    if not title.strip():
        raise BadInput({"title": ["请填写轮次名称"]})
    if closes_on < opens_on:
        raise BadInput({"closes_on": ["截止日期不能早于开始日期"]})
    if scheme.case.state != "booked":
        raise Refused([Refusal("not_booked", "方案还没有建账，或者已经结账", "建账后再开启报送轮次")])
    try:
        with transaction.atomic():
            opened = ReportingRound.objects.create(
                scheme=scheme,
                title=title.strip(),
                opens_on=opens_on,
                closes_on=closes_on,
                note=note,
                opened_by=actor.name,
            )
            payload = {
                "scheme": scheme.pk,
                "title": opened.title,
                "opens_on": str(opens_on),
                "closes_on": str(closes_on),
            }
            _record(opened, "round_opened", {**payload, "note": note}, actor=actor, recorded_at=recorded_at)
            enqueue(tell_of_rounds)
    except IntegrityError:
        raise Refused([Refusal("round_exists", "这份方案已有同名轮次", "换一个名称，如“第三季度”")]) from None
    return opened


def _record(item: ReportingRound, kind: str, payload: dict[str, Any], *, actor: Actor, recorded_at: datetime) -> None:
    append(
        stream=STREAM,
        stream_id=str(item.pk),
        kind=kind,
        payload=payload,
        actor=actor.ref,
        occurred_on=None,
        recorded_at=recorded_at,
    )


def close_round(item: ReportingRound, *, actor: Actor, recorded_at: datetime) -> None:
    """Close a round; the units' standing at that moment goes into the ledger and is shown from then on."""
    require(may_keep_ledgers_of(actor, item.scheme.case.origin_unit_id), "结束报送轮次")
    with transaction.atomic():
        standing = [row.as_json() for row in standing_in_round(item)]
        closed = ReportingRound.objects.filter(pk=item.pk, closed_at__isnull=True).update(closed_at=recorded_at)
        if not closed:
            raise Refused([Refusal("already_closed", "本轮已经结束", "刷新页面查看结果")])
        _record(item, "round_closed", {"standing": standing}, actor=actor, recorded_at=recorded_at)
    item.closed_at = recorded_at


def urge_missing(
    item: ReportingRound,
    unit_ids: Iterable[int],
    *,
    note: str,
    actor: Actor,
    occurred_on: date,
    recorded_at: datetime,
    key: str,
) -> tuple[int, list[str]]:
    """Urge every row not yet reported in a round at these units; return how many, and why others were not."""
    require(may_keep_ledgers_of(actor, item.scheme.case.origin_unit_id), "催报")
    done, refused = 0, []
    for case in missing_cases(item).filter(handling_unit_id__in=list(unit_ids)):
        try:
            perform(
                case.pk,
                "urge",
                actor=actor,
                occurred_on=occurred_on,
                recorded_at=recorded_at,
                data={"note": note, "means": "system"},
                key=f"{key}:{case.pk}"[:80],
            )
            done += 1
        except DoorError as error:
            refused.append(f"{case.number}：{error.message}")
    return done, refused
