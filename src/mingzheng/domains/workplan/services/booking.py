"""Booking 建账: from a checked scheme to a parent case per requirement and a child case per obliged unit.

Runs in the background, requirement by requirement, each in one transaction; repeating it books nothing twice.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from mingzheng.casework.public import Case, open_case, perform
from mingzheng.domains.workplan.models import (
    Occurrence,
    Requirement,
    RequirementUnit,
    SchemeDetail,
)
from mingzheng.domains.workplan.rules import occurrence_days
from mingzheng.platform.access.public import SYSTEM, Actor


@dataclass(frozen=True, slots=True)
class Obligation:
    """A unit that owes a row, whether it leads, and which of its sections the scheme names."""

    unit_id: int
    is_lead: bool
    sections: tuple[int, ...]


def list_obligations(requirement: Requirement, recipients: list[int]) -> list[Obligation]:
    """Return who owes a requirement: lead units first, then co-units, then 「各单位」 meaning the scheme's recipients."""
    found: dict[int, Obligation] = {}
    rows = [row for row in requirement.units.all() if row.unit_id and not row.is_dismissed]
    for row in sorted(rows, key=lambda row: row.role != RequirementUnit.Role.LEAD):
        if row.unit_id is None or row.role == RequirementUnit.Role.GUIDE or row.unit_id in found:
            continue
        sections = tuple(row.section_units.values_list("pk", flat=True))
        found[row.unit_id] = Obligation(row.unit_id, row.role == RequirementUnit.Role.LEAD, sections)
    if requirement.all_units:
        for unit_id in recipients:
            found.setdefault(unit_id, Obligation(unit_id, is_lead=False, sections=()))
    return list(found.values())


def row_title(requirement: Requirement) -> str:
    """Return the title of a ledger row: the point where there is one, else the beginning of the text."""
    text = requirement.title or requirement.text
    short = text if len(text) <= 80 else text[:79] + "…"
    return f"{requirement.number}.{short}" if requirement.number else short


def book_requirement(requirement: Requirement, *, actor: Actor, occurred_on: date, recorded_at: datetime) -> Case:
    """Book one requirement with its units' rows in one transaction; return the parent case."""
    with transaction.atomic():
        scheme = SchemeDetail.objects.select_related("case").get(pk=requirement.scheme_id)
        recipients = list(scheme.recipient_units.order_by("order").values_list("pk", flat=True))
        owed = list_obligations(requirement, recipients)
        parent = _open_parent(requirement, scheme, owed, actor=actor, occurred_on=occurred_on, recorded_at=recorded_at)
        for obligation in owed:
            _open_item(
                requirement, scheme, parent, obligation, actor=actor, occurred_on=occurred_on, recorded_at=recorded_at
            )
    return parent


def _open_parent(
    requirement: Requirement,
    scheme: SchemeDetail,
    owed: list[Obligation],
    *,
    actor: Actor,
    occurred_on: date,
    recorded_at: datetime,
) -> Case:
    leads = [item.unit_id for item in owed if item.is_lead] or [scheme.case.origin_unit_id]
    guides = requirement.units.filter(role=RequirementUnit.Role.GUIDE, unit__isnull=False, is_dismissed=False)
    data: dict[str, Any] = {
        "lead_units": leads[:1],
        "co_units": [item.unit_id for item in owed if item.unit_id not in leads[:1]],
        "guide_units": list(guides.values_list("unit_id", flat=True)),
        "source": scheme.case.title[:300],
    }
    if requirement.due_on:
        data["due_on"] = requirement.due_on.isoformat()
    receipt = open_case(
        "workplan_requirement",
        actor=actor,
        occurred_on=occurred_on,
        recorded_at=recorded_at,
        data=data,
        key=f"book:requirement:{requirement.pk}",
        title=row_title(requirement),
        origin_unit_id=scheme.case.origin_unit_id,
        parent_id=scheme.pk,
        detail={
            "scheme_id": scheme.pk,
            "requirement_id": requirement.pk,
            "number": requirement.number,
            "heading": requirement.heading_path,
            "lead_sections": sorted({section for item in owed if item.is_lead for section in item.sections}),
        },
    )
    Requirement.objects.filter(pk=requirement.pk).update(case_id=receipt.case_id)
    return Case.objects.get(pk=receipt.case_id)


def _open_item(
    requirement: Requirement,
    scheme: SchemeDetail,
    parent: Case,
    obligation: Obligation,
    *,
    actor: Actor,
    occurred_on: date,
    recorded_at: datetime,
) -> None:
    turns = turns_of(requirement, scheme.year, occurred_on)
    due_on = turns[0][1] if turns else requirement.due_on
    if due_on is None and requirement.deadline_kind == "continuous":
        due_on = date(scheme.year, 12, 31)
    data: dict[str, Any] = {"lead_units": [obligation.unit_id], "source": scheme.case.title[:300]}
    if due_on:
        data["due_on"] = due_on.isoformat()
    receipt = open_case(
        "workplan_item",
        actor=actor,
        occurred_on=occurred_on,
        recorded_at=recorded_at,
        data=data,
        key=f"book:item:{requirement.pk}:{obligation.unit_id}",
        title=row_title(requirement),
        origin_unit_id=scheme.case.origin_unit_id,
        parent_id=parent.pk,
        detail={
            "scheme_id": scheme.pk,
            "requirement_id": requirement.pk,
            "number": requirement.number,
            "is_lead": obligation.is_lead,
            "lead_sections": sorted(obligation.sections),
            "deadline_text": requirement.deadline_text,
            "deadline_kind": requirement.deadline_kind,
            "interval": requirement.interval,
        },
    )
    Occurrence.objects.bulk_create(
        (Occurrence(item_id=receipt.case_id, label=label, due_on=day) for label, day in turns), ignore_conflicts=True
    )


def turns_of(requirement: Requirement, year: int, booked_on: date) -> list[tuple[str, date]]:
    """Return the turns of a recurring requirement that are still to come on the day of booking."""
    if requirement.deadline_kind != "recurring":
        return []
    return [
        (label, day)
        for label, day in occurrence_days(requirement.interval, year, times=requirement.times)
        if day >= booked_on
    ]


def book_all(scheme_id: int, *, actor: Actor, occurred_on: date, recorded_at: datetime) -> int:
    """Book every requirement of a scheme that has no row yet, then close the booking; return how many were booked."""
    booked = 0
    for requirement in Requirement.objects.filter(scheme_id=scheme_id, case__isnull=True).prefetch_related("units"):
        book_requirement(requirement, actor=actor, occurred_on=occurred_on, recorded_at=recorded_at)
        booked += 1
    perform(
        scheme_id,
        "finish_booking",
        actor=SYSTEM,
        occurred_on=occurred_on,
        recorded_at=recorded_at,
        data={},
        key=f"book:finish:{scheme_id}",
    )
    return booked


def booking_progress(scheme: SchemeDetail) -> tuple[int, int]:
    """Return how many requirements are booked, and of how many."""
    rows = scheme.requirements
    return rows.filter(case__isnull=False).count(), rows.count()
