"""Reads of leading groups and hearings. A unit sees itself, the office sees all."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Q, QuerySet

from mingzheng.domains.workplan.models import DifficultIssue, HeadHearing, ItemDetail, LeadingGroup
from mingzheng.domains.workplan.permissions import READING_ROLES, own_units
from mingzheng.platform.access.public import Actor
from mingzheng.platform.ledger.public import Entry, list_entries
from mingzheng.platform.org.public import Unit


def office_reach(actor: Actor) -> frozenset[int] | None:
    """Return the units whose records the actor reads by an office's or reader's role; None means all."""
    found: set[int] = set()
    for grant in actor.grants:
        if grant.role in READING_ROLES:
            if grant.unit_ids is None:
                return None
            found |= grant.unit_ids
    return frozenset(found)


def _reach(actor: Actor, name: str) -> Q:
    reach = office_reach(actor)
    return Q() if reach is None or actor.is_system else Q(**{f"{name}__in": reach | own_units(actor)})


def groups_for(actor: Actor, *, year: int) -> QuerySet[LeadingGroup]:
    """Return the groups the actor may see with this year's meetings: those of his units, those he may raise issues to."""
    seen = _reach(actor, "unit_id")
    if own_units(actor):
        seen |= Q(members__person_id=actor.person_id or 0) | Q(issues__unit_id__in=own_units(actor)) | Q(ended_on=None)
    wanted = LeadingGroup.objects.filter(seen).values("pk")
    return (
        LeadingGroup.objects.filter(pk__in=wanted)
        .select_related("unit")
        .annotate(
            held=Count("meetings", filter=Q(meetings__held_on__year=year), distinct=True),
            last_on=Max("meetings__held_on"),
            open_issues=Count("issues", filter=Q(issues__solved_on__isnull=True), distinct=True),
        )
        .order_by("ended_on", "name")
    )


def issues_for(actor: Actor, group: LeadingGroup, *, keeps: bool) -> QuerySet[DifficultIssue]:
    """Return a group's difficult issues: all to its keepers, the own ones to a unit."""
    rows = group.issues.select_related("unit", "meeting")
    return rows if keeps else rows.filter(_reach(actor, "unit_id"))


def groups_without_meeting(on: date) -> QuerySet[LeadingGroup]:
    """Return the groups that stand and have not met in the year of a day."""
    standing = LeadingGroup.objects.filter(set_up_on__lte=on).filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on))
    return standing.exclude(meetings__held_on__year=on.year)


def obliged_units(year: int) -> QuerySet[Unit]:
    """Return the units with ledger rows of a year's schemes: their heads must hear a report at least once."""
    rows = ItemDetail.objects.filter(scheme__year=year).exclude(case__state__in=["cancelled"])
    return Unit.objects.filter(pk__in=rows.values("case__handling_unit_id")).order_by("order", "pk")


def units_without_hearing(on: date) -> Sequence[int]:
    """Return the obliged units whose head has not heard a report in the year of a day."""
    heard = HeadHearing.objects.filter(held_on__year=on.year).values("unit_id")
    return list(obliged_units(on.year).exclude(pk__in=heard).values_list("pk", flat=True))


def hearings_for(actor: Actor, *, year: int | None = None) -> QuerySet[HeadHearing]:
    """Return the hearings the actor may see."""
    rows = HeadHearing.objects.filter(_reach(actor, "unit_id")).select_related("unit")
    return rows.filter(held_on__year=year) if year else rows


@dataclass(frozen=True, slots=True)
class HearingStanding:
    """A unit's year: how often its head heard or studied, and when last."""

    unit_id: int
    unit: str
    heard: int
    last_on: date | None


def hearing_board_for(actor: Actor, *, year: int) -> list[HearingStanding]:
    """Return every obliged unit the actor may see with its hearings of a year, units without any first."""
    reach = office_reach(actor)
    units = obliged_units(year)
    if reach is not None:
        units = units.filter(pk__in=reach | own_units(actor))
    found = {
        row["unit_id"]: row
        for row in HeadHearing.objects.filter(held_on__year=year)
        .values("unit_id")
        .annotate(n=Count("pk"), last=Max("held_on"))
        .order_by()
    }
    rows = [
        HearingStanding(unit.pk, unit.name, found[unit.pk]["n"], found[unit.pk]["last"])
        if unit.pk in found
        else HearingStanding(unit.pk, unit.name, 0, None)
        for unit in units
    ]
    return sorted(rows, key=lambda row: row.heard > 0)


def history_of(subjects: Iterable[str]) -> list[Entry]:
    """Return what is on record about groups or hearings, newest first."""
    entries = [entry for subject in subjects for entry in list_entries("workplan_group", subject)]
    return sorted(entries, key=lambda entry: entry.pk or 0, reverse=True)
