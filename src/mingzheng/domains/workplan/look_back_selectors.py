"""Reads of look-backs: a unit sees what was found about its own rows, the office sees all."""

from django.db.models import QuerySet

from mingzheng.casework.public import cases_for
from mingzheng.domains.workplan.models import LookBack, LookBackCheck, SchemeDetail
from mingzheng.platform.access.public import Actor


def checks_for(actor: Actor) -> QuerySet[LookBackCheck]:
    """Return the checks of rows the actor may see, in the order of the scheme."""
    seen = cases_for(actor, procedure="workplan_item").values("pk")
    return (
        LookBackCheck.objects.filter(item__in=seen)
        .select_related("look_back__scheme__case", "requirement", "item__case__handling_unit", "rectification")
        .order_by("requirement__order", "item__case__handling_unit__order", "pk")
    )


def look_backs_for(actor: Actor) -> QuerySet[LookBack]:
    """Return the look-backs with at least one row the actor may see."""
    seen = cases_for(actor, procedure="workplan_item").values("pk")
    wanted = LookBackCheck.objects.filter(item__in=seen).values("look_back_id")
    return LookBack.objects.filter(pk__in=wanted).select_related("scheme__case").order_by("-started_on", "-pk")


def schemes_to_look_back_on(actor: Actor) -> QuerySet[SchemeDetail]:
    """Return the schemes that have a ledger and that the actor sees, newest first."""
    seen = cases_for(actor, procedure="workplan_scheme").filter(state__in=["booked", "concluded"]).values("pk")
    return SchemeDetail.objects.filter(pk__in=seen).select_related("case").order_by("-year", "-pk")
