"""Reads of reporting rounds: who has reported, who has not, what delays and what must be coordinated.

A unit sees its own rows; the office, leaders and auditors see all.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from mingzheng.casework.public import Case, cases_for
from mingzheng.domains.workplan.models import ProgressEntry, ReportingRound, SchemeDetail
from mingzheng.domains.workplan.permissions import own_units
from mingzheng.platform.access.public import Actor
from mingzheng.platform.ledger.public import list_entries

REPORTING = ("sent", "preparing", "under_way")


@dataclass(frozen=True, slots=True)
class UnitStanding:
    """A unit in a round: rows due, rows reported, the day of its last report."""

    unit_id: int
    unit: str
    due: int
    reported: int
    last_on: date | None

    @property
    def missing(self) -> int:
        """Return how many rows are still to be reported."""
        return self.due - self.reported

    def as_json(self) -> dict[str, Any]:
        """Return the standing as the ledger keeps it."""
        return {**asdict(self), "last_on": self.last_on.isoformat() if self.last_on else None}


def rounds_for(actor: Actor) -> QuerySet[ReportingRound]:
    """Return the rounds over schemes of which the actor sees the case or at least one row."""
    rows = cases_for(actor, procedure="workplan_item").values("workplan_itemdetail__scheme_id")
    seen = cases_for(actor, procedure="workplan_scheme").values("pk")
    return (
        ReportingRound.objects.filter(Q(scheme_id__in=rows) | Q(scheme_id__in=seen))
        .select_related("scheme__case")
        .order_by("-closes_on", "-pk")
    )


def find_round_for(actor: Actor, round_id: int) -> ReportingRound | None:
    """Return a round the actor may see, or None."""
    return rounds_for(actor).filter(pk=round_id).first()


def schemes_open_to_rounds(actor: Actor) -> QuerySet[SchemeDetail]:
    """Return the booked schemes the actor sees, newest first."""
    seen = cases_for(actor, procedure="workplan_scheme").filter(state="booked").values("pk")
    return SchemeDetail.objects.filter(pk__in=seen).select_related("case").order_by("-year", "-pk")


def _rows_of(item: ReportingRound) -> Any:
    entry = ProgressEntry.objects.filter(item=OuterRef("pk"), round=item)
    rows = Case.objects.filter(procedure="workplan_item", workplan_itemdetail__scheme_id=item.scheme_id)
    rows = rows.annotate(has_entry=Exists(entry))
    return rows.filter(Q(has_entry=True) | Q(is_open=True, state__in=REPORTING))


def missing_cases(item: ReportingRound) -> QuerySet[Case]:
    """Return the rows that should report in a round and have not."""
    return _rows_of(item).filter(has_entry=False).select_related("handling_unit").order_by("handling_unit__order", "pk")


def standing_in_round(item: ReportingRound) -> list[UnitStanding]:
    """Return every unit's standing in a round as it is now, in the units' order. Two queries."""
    last = dict(
        ProgressEntry.objects.filter(round=item)
        .values_list("item__case__handling_unit_id")
        .annotate(last=Max("reported_on"))
        .order_by()
    )
    rows = (
        _rows_of(item)
        .filter(handling_unit__isnull=False)
        .values("handling_unit_id", "handling_unit__name")
        .annotate(due=Count("pk"), reported=Count("pk", filter=Q(has_entry=True)))
        .order_by("handling_unit__order", "handling_unit_id")
    )
    return [
        UnitStanding(
            row["handling_unit_id"],
            row["handling_unit__name"],
            row["due"],
            row["reported"],
            last.get(row["handling_unit_id"]),
        )
        for row in rows
    ]


def standing_for(actor: Actor, item: ReportingRound, *, sees_all: bool) -> list[UnitStanding]:
    """Return the standing a reader may see: all units, or his own; of a closed round as it was at closing."""
    rows = _closing_standing(item) if item.closed_at else None
    rows = standing_in_round(item) if rows is None else rows
    if sees_all:
        return rows
    mine = own_units(actor)
    return [row for row in rows if row.unit_id in mine]


def _closing_standing(item: ReportingRound) -> list[UnitStanding] | None:
    for entry in list_entries("workplan_round", str(item.pk)):
        if entry.kind == "round_closed":
            return [
                UnitStanding(
                    row["unit_id"],
                    row["unit"],
                    row["due"],
                    row["reported"],
                    date.fromisoformat(row["last_on"]) if row["last_on"] else None,
                )
                for row in entry.payload["standing"]
            ]
    return None


def entries_for(actor: Actor, item: ReportingRound) -> QuerySet[ProgressEntry]:
    """Return what was reported in a round that the actor may see, by requirement."""
    seen = cases_for(actor, procedure="workplan_item").values("pk")
    return (
        ProgressEntry.objects.filter(round=item, item__in=seen)
        .select_related("item__case__handling_unit", "item__requirement")
        .order_by("item__requirement__order", "item__case__handling_unit__order", "pk")
    )


def own_missing(actor: Actor, item: ReportingRound) -> Sequence[Case]:
    """Return the rows of the actor's own units that are still to be reported."""
    rows = missing_cases(item).filter(handling_unit_id__in=own_units(actor), pk__in=cases_for(actor).values("pk"))
    return list(rows.select_related("workplan_itemdetail"))
