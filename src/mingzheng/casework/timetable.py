"""What time and the calendar do to cases: expire limits, recompute dates, hand over the work of those who left.

Everything here is safe to repeat; readers see the effective state before it ran.
"""

from datetime import date, datetime

from django.db import transaction

from mingzheng.casework.annotating import hand_over_case, recompute_case
from mingzheng.casework.applying import settle_lapse
from mingzheng.casework.models import Case
from mingzheng.casework.registry import get_registration
from mingzheng.platform.access.public import SYSTEM, Actor
from mingzheng.platform.notices.public import notify
from mingzheng.platform.org.public import PersonLeft, descendant_ids, holders_of, organ_of

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


def hand_over_work_of(event: PersonLeft, *, recorded_at: datetime) -> list[int]:
    """Give the open cases of somebody who left to his successor, or back to the unit, and tell who has them now.

    Without a successor the liaisons and section heads of his organ are told, else its heads. Returns the cases moved.
    """
    moved = hand_over_open_cases(
        from_person_id=event.person_id, to_person_id=event.successor_id, actor=SYSTEM, recorded_at=recorded_at
    )
    if moved:
        words = "离岗人员的事项移交给您" if event.successor_id else "离岗人员的事项退回本单位，请指定承办人"
        notify(
            _who_takes_over(event),
            kind="casework.handed_over",
            subject_ref=f"person:{event.person_id}:{event.on.isoformat()}",
            count_text=f"{words} {len(moved)} 件",
            url="/desk/work/todo/" if event.successor_id else "/desk/work/unit/",
        )
    return moved


def _who_takes_over(event: PersonLeft) -> list[int]:
    if event.successor_id is not None:
        return [event.successor_id]
    units = descendant_ids({organ_of(unit, event.on).pk for unit in event.unit_ids}, event.on)
    near = holders_of(units, {"liaison", "section"}, event.on) or holders_of(units, "head", event.on)
    return [person.pk for person in near if person.pk != event.person_id]


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
