"""Reads of letters and circulars: who may see which, and what is still unanswered."""

from datetime import date

from django.db.models import Q, QuerySet

from mingzheng.casework.public import Act, Case, cases_for
from mingzheng.domains.workplan.models import CircularDetail, ItemDetail, Letter
from mingzheng.domains.workplan.permissions import own_units
from mingzheng.domains.workplan.procedures.item import WITH_UNIT
from mingzheng.platform.access.public import Actor


def letters_for(actor: Actor) -> QuerySet[Letter]:
    """Return the letters about rows the actor may see, unanswered and earliest due first."""
    seen = cases_for(actor, procedure="workplan_item").values("pk")
    return (
        Letter.objects.filter(item__in=seen)
        .select_related("unit", "item__case__origin_unit", "item__case__handling_unit")
        .order_by("-issued_on", "-pk")
    )


def list_letters_of(item: Case) -> list[Letter]:
    """Return the letters about a row whose page the reader has been admitted to."""
    return list(Letter.objects.filter(item_id=item.pk).select_related("item__case"))


def reply_state(letter: Letter, on: date) -> str:
    """Return the lamp of a letter's reply: done, overdue, normal; not_started when no reply was asked for.

    Paused while the unit cannot reply: its row is reported, closed, or not with it. The letter comes with its case.
    """
    if letter.replied_on:
        return "done"
    if letter.item.case.state not in WITH_UNIT:
        return "paused"
    if letter.reply_due_on is None:
        return "not_started"
    return "overdue" if letter.reply_due_on < on else "normal"


def awaited_replies(rows: QuerySet[Letter]) -> QuerySet[Letter]:
    """Keep the letters whose reply the unit still owes."""
    return rows.filter(replied_on__isnull=True, reply_due_on__isnull=False, item__case__state__in=WITH_UNIT)


def overdue_replies(rows: QuerySet[Letter], on: date) -> QuerySet[Letter]:
    """Keep the letters whose reply is late."""
    return awaited_replies(rows).filter(reply_due_on__lt=on)


def urgings_for(actor: Actor) -> QuerySet[Act]:
    """Return the urgings of ledger rows the actor may see."""
    seen = cases_for(actor, procedure="workplan_item").values("pk")
    return Act.objects.filter(case__in=seen, action="urge").select_related("case__origin_unit", "case__handling_unit")


def circulars_for(actor: Actor) -> QuerySet[CircularDetail]:
    """Return the circulars the actor may read: the office's own, and to a unit those issued over schemes it works on.

    A draft, and any ranking in it, is no unit's to read before it was approved and issued.
    """
    office = cases_for(actor, procedure="workplan_circular").values("pk")
    worked_on = ItemDetail.objects.filter(case__handling_unit_id__in=own_units(actor)).values("scheme_id")
    return (
        CircularDetail.objects.filter(Q(pk__in=office) | Q(case__state="issued", scheme_id__in=worked_on))
        .select_related("case__origin_unit", "scheme__case")
        .order_by("-as_of", "-pk")
    )
