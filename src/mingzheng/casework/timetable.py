"""What time and the calendar do to cases: expire limits, recompute dates, hand over the work of those who left.

Everything here is safe to repeat; readers see the effective state before it ran.
"""

from datetime import date, datetime

from django.db import transaction

from mingzheng.casework.annotating import hand_over_case, recompute_case
from mingzheng.casework.applying import settle_lapse
from mingzheng.casework.models import Case
from mingzheng.casework.registry import get_registration
from mingzheng.platform.access.public import Actor

BATCH = 500


def expire_cases(on: date, *, recorded_at: datetime) -> int:
    """Perform the acts that passed limits entail, each in its own transaction; return how many cases moved."""
    moved, after = 0, 0
    while batch := list(
        Case.objects.filter(lapse_on__lte=on, pk__gt=after).order_by("pk").values_list("pk", flat=True)[:BATCH]
    ):
        for case_id in batch:
            with transaction.atomic():
                case = Case.objects.select_for_update().get(pk=case_id)
                before = case.version
                settle_lapse(case, get_registration(case.procedure, case.procedure_version), recorded_at)
                moved += case.version != before
        after = batch[-1]
    return moved


def recompute_open_cases(*, recorded_at: datetime, reason: str) -> int:
    """Recompute every open case with a live clock after a calendar change; return how many dates moved."""
    moved, after = 0, 0
    while batch := list(
        Case.objects.filter(is_open=True, clocks__state__in=("running", "suspended"), pk__gt=after)
        .order_by("pk")
        .values_list("pk", flat=True)
        .distinct()[:BATCH]
    ):
        moved += sum(recompute_case(pk, recorded_at=recorded_at, reason=reason) is not None for pk in batch)
        after = batch[-1]
    return moved


def hand_over_open_cases(
    *, from_person_id: int, to_person_id: int | None, actor: Actor, recorded_at: datetime
) -> list[int]:
    """Give every open case somebody handles to a successor; return the cases that moved."""
    held = list(Case.objects.filter(handler_id=from_person_id, is_open=True).values_list("pk", flat=True))
    return [
        pk
        for pk in held
        if hand_over_case(
            pk, from_person_id=from_person_id, to_person_id=to_person_id, actor=actor, recorded_at=recorded_at
        )
    ]
