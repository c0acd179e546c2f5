"""Circulars 通报: the units' standing they state, and their number when they go out."""

from typing import Any

from django.db.models import Count, Q

from mingzheng.casework.public import Case, EffectContext
from mingzheng.domains.workplan.models import CircularDetail, SchemeDetail
from mingzheng.platform.numbering.public import issue_number, reserve_document_number
from mingzheng.platform.parameters.public import get_value


def standing_of_units(scheme: SchemeDetail, as_of: Any) -> list[dict[str, Any]]:
    """Return each unit's rows: how many, struck off, under way, overdue, not involved; worst overdue first."""
    open_late = Q(is_open=True, is_suspended=False, due_on__lt=as_of)
    rows = (
        Case.objects.filter(procedure="workplan_item", workplan_itemdetail__scheme=scheme)
        .values("handling_unit_id", "handling_unit__name")
        .annotate(
            total=Count("pk"),
            done=Count("pk", filter=Q(state="done")),
            not_involved=Count("pk", filter=Q(state="not_involved")),
            overdue=Count("pk", filter=open_late),
            open=Count("pk", filter=Q(is_open=True)),
        )
        .order_by("-overdue", "handling_unit__order")
    )
    return [
        {
            "unit_id": row["handling_unit_id"],
            "unit": row["handling_unit__name"],
            **{name: row[name] for name in ("total", "done", "not_involved", "overdue", "open")},
        }
        for row in rows
    ]


def issue_circular(context: EffectContext) -> None:
    """Give an approved circular its number and day; the number is gapless."""
    number = reserve_document_number(
        get_value("workplan.letter_code"),
        context.occurred_on.year,
        actor=context.actor.ref,
        subject=f"case:{context.case.pk}",
        title=context.case.title,
    )
    approval = context.facts.last_act("approve")
    approver = Case.objects.get(pk=context.case.pk).acts.filter(action="approve").order_by("-sequence").first()
    CircularDetail.objects.filter(pk=context.case.pk).update(
        number=number.text,
        issued_on=context.occurred_on,
        approver=(approver.on_behalf_name or approver.actor_name) if approval and approver else "",
    )
    issue_number(number.pk, actor=context.actor.ref)
