"""What this room's actions do besides moving state: opinions, plans, progress, turns, letters, closing of the parent.

Each runs inside the act's transaction, after the act is on record. System follow-ups are acts of their own.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import F

from mingzheng.casework.public import Case, EffectContext, perform
from mingzheng.domains.workplan.models import (
    ItemDetail,
    Letter,
    Occurrence,
    ProgressEntry,
    ReportingRound,
    SchemeOpinion,
)
from mingzheng.domains.workplan.services.booking_orders import start_booking
from mingzheng.domains.workplan.services.circulars import issue_circular, take_standing
from mingzheng.domains.workplan.services.opinions import find_named_rows
from mingzheng.domains.workplan.services.papers import urging_subject
from mingzheng.platform.access.public import SYSTEM
from mingzheng.platform.numbering.public import issue_number, reserve_document_number
from mingzheng.platform.parameters.public import get_value


def note_opinion(context: EffectContext) -> None:
    """Keep a unit's opinion on a draft scheme, row by row where rows are named."""
    given = context.given
    unit_id = context.unit_id or context.case.origin_unit_id
    rows = find_named_rows(context.case.pk, str(given.get("rows", "")))
    SchemeOpinion.objects.bulk_create(
        SchemeOpinion(
            scheme_id=context.case.pk,
            requirement=row,
            unit_id=unit_id,
            position=given["position"],
            text=given.get("opinion", ""),
            given_on=context.occurred_on,
        )
        for row in (rows or [None])
    )


def take_plan(context: EffectContext) -> None:
    """Make the planned day the limit where the scheme printed none."""
    planned = context.given.get("planned_on")
    if planned and context.case.due_on is None:
        _set_limit(context, date.fromisoformat(planned), "")


def _set_limit(context: EffectContext, day: date, turn: str) -> None:
    perform(
        context.case.pk,
        "set_limit",
        actor=SYSTEM,
        occurred_on=context.occurred_on,
        recorded_at=context.recorded_at,
        data={"due_on": day.isoformat(), "turn": turn},
        key=f"limit:{context.act_id}",
    )


def note_progress(context: EffectContext) -> None:
    """Keep a progress entry, count it in the open round, and move a recurring row to its next turn."""
    given = context.given
    item = ItemDetail.objects.get(pk=context.case.pk)
    current = (
        ReportingRound.objects.filter(
            scheme_id=item.scheme_id,
            opens_on__lte=context.occurred_on,
            closed_at__isnull=True,
        )
        .order_by("closes_on")
        .first()
    )
    ProgressEntry.objects.create(
        item=item,
        round=current,
        act=context.act_id or 0,
        reported_on=context.occurred_on,
        text=given["progress"],
        percent=given.get("percent", item.percent),
        delay_reason=given.get("delay_reason", ""),
        coordination=given.get("coordination", ""),
        reported_by=context.actor.name,
    )
    if given.get("turn_done"):
        _finish_turn(context, item)


def _finish_turn(context: EffectContext, item: ItemDetail) -> None:
    turn = item.occurrences.filter(done_on__isnull=True).first()
    if turn is None:
        return
    Occurrence.objects.filter(pk=turn.pk).update(done_on=context.occurred_on, text=context.given["progress"])
    following = item.occurrences.filter(done_on__isnull=True, due_on__gt=turn.due_on).first()
    if following is not None:
        _set_limit(context, following.due_on, following.label)


def follow_closed_item(context: EffectContext) -> None:
    """Close a requirement with its only row when that is struck off; otherwise, all rows closed, its lead unit consolidates."""
    parent_id = context.case.parent_id
    if parent_id is None:
        return
    others = Case.objects.filter(parent_id=parent_id).exclude(pk=context.case.pk).values_list("is_open", flat=True)
    if any(others) or not Case.objects.filter(pk=parent_id, state="tracking").exists():
        return
    perform(
        parent_id,
        "close_with_only_item" if not others and context.action.code == "strike_off" else "ask_consolidation",
        actor=SYSTEM,
        occurred_on=context.occurred_on,
        recorded_at=context.recorded_at,
        data={},
        key=f"only:{context.act_id}",
    )


def _issue_letter(context: EffectContext, kind: Letter.Kind) -> None:
    series = get_value("workplan.letter_code")
    number = reserve_document_number(
        series, context.occurred_on.year, actor=context.actor.ref, subject=f"case:{context.case.pk}", title=kind.label
    )
    letter = Letter.objects.create(
        item_id=context.case.pk,
        kind=kind,
        number=number.text,
        unit_id=context.case.handling_unit_id or context.case.origin_unit_id,
        body=context.given["body"],
        reply_due_on=context.given.get("reply_due_on"),
        issued_on=context.occurred_on,
        signer=context.actor.name,
    )
    issue_number(number.pk, actor=context.actor.ref)
    context.notes.append({"letter": letter.pk, "number": letter.number})


def issue_reminder(context: EffectContext) -> None:
    """Number and keep a reminder letter 提醒函."""
    _issue_letter(context, Letter.Kind.REMINDER)


def issue_urging(context: EffectContext) -> None:
    """Number an urging slip 催办单 in its own series of the year; the number is found again by its act."""
    number = reserve_document_number(
        get_value("workplan.urging_code"),
        context.occurred_on.year,
        actor=context.actor.ref,
        subject=urging_subject(context.act_id or 0),
        title="催办单",
    )
    issue_number(number.pk, actor=context.actor.ref)
    context.notes.append({"number": number.text})


def issue_supervision(context: EffectContext) -> None:
    """Number and keep a supervision letter 督办函."""
    _issue_letter(context, Letter.Kind.SUPERVISION)


def note_reply(context: EffectContext) -> None:
    """Keep the unit's reply on the oldest letter that waits for one."""
    letter = (
        Letter.objects.filter(item_id=context.case.pk, replied_on__isnull=True)
        .order_by(F("reply_due_on").asc(nulls_last=True), "id")
        .first()
    )
    if letter is not None:
        letter.replied_on, letter.reply = context.occurred_on, context.given["reply"]
        letter.save(update_fields=["replied_on", "reply"])


EFFECTS: Mapping[str, Any] = {
    "workplan.start_booking": start_booking,
    "workplan.note_opinion": note_opinion,
    "workplan.take_plan": take_plan,
    "workplan.note_progress": note_progress,
    "workplan.follow_closed_item": follow_closed_item,
    "workplan.issue_reminder": issue_reminder,
    "workplan.issue_urging": issue_urging,
    "workplan.issue_supervision": issue_supervision,
    "workplan.note_reply": note_reply,
    "workplan.issue_circular": issue_circular,
    "workplan.take_standing": take_standing,
}
