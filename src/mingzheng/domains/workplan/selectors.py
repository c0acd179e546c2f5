"""The figures this room can state, each with what it counts; every one is limited to what the reader may see.

Figures of several rooms together live in `figures`; lists live beside their screens in the `*_selectors`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from mingzheng.casework.public import Case, cases_for
from mingzheng.domains.workplan.models import GroupMeeting, HeadHearing, LookBack, LookBackCheck
from mingzheng.platform.access.public import Actor


@dataclass(frozen=True, slots=True)
class LookBackFigures:
    """回头看: rows checked, found not completed, in rectification, rectified, still to be checked."""

    checked: int
    not_completed: int
    ordered: int
    rectified: int
    pending: int


def count_look_back(look_back: LookBack) -> LookBackFigures:
    """Count the rows of a look-back. A row is checked once it has a result; not applicable counts as checked."""
    found = LookBackCheck.objects.filter(look_back=look_back).aggregate(
        total=Count("pk"),
        pending=Count("pk", filter=Q(result=LookBackCheck.Result.PENDING)),
        undone=Count("pk", filter=Q(result=LookBackCheck.Result.UNDONE)),
        ordered=Count("pk", filter=Q(rectification__isnull=False)),
        rectified=Count("pk", filter=Q(rectification__state="done")),
    )
    return LookBackFigures(
        checked=found["total"] - found["pending"],
        not_completed=found["undone"],
        ordered=found["ordered"],
        rectified=found["rectified"],
        pending=found["pending"],
    )


@dataclass(frozen=True, slots=True)
class LedgerFigures:
    """台账: rows owed (without those that do not concern the unit or were cancelled), struck off, overdue."""

    owed: int
    done: int
    overdue: int

    @property
    def share_done(self) -> float | None:
        """Return the share struck off 完成率; None when nothing is owed."""
        return self.done / self.owed if self.owed else None


def count_ledger_for(actor: Actor, *, year: int, on: date, unit_ids: Iterable[int] | None = None) -> LedgerFigures:
    """Count the units' rows of a year's schemes that the actor may see; overdue means open and past its limit."""
    rows: QuerySet[Case] = cases_for(actor, procedure="workplan_item").filter(workplan_itemdetail__scheme__year=year)
    if unit_ids is not None:
        rows = rows.filter(handling_unit_id__in=list(unit_ids))
    found = rows.exclude(state__in=["not_involved", "cancelled"]).aggregate(
        owed=Count("pk"),
        done=Count("pk", filter=Q(state="done")),
        overdue=Count("pk", filter=Q(is_open=True, is_suspended=False, due_on__lt=on)),
    )
    return LedgerFigures(found["owed"], found["done"], found["overdue"])


def count_meetings(group_ids: Iterable[int], year: int) -> Mapping[int, int]:
    """Return how many meetings each leading group held in a year; a group without any counts 0."""
    wanted = list(group_ids)
    held = GroupMeeting.objects.filter(group_id__in=wanted, held_on__year=year).values_list("group_id")
    return {**dict.fromkeys(wanted, 0), **dict(held.annotate(n=Count("pk")).order_by())}


def count_hearings(unit_ids: Iterable[int], field: str, year: int) -> Mapping[int, int]:
    """Return how often each unit's head heard a report or studied a field of work in a year."""
    wanted = list(unit_ids)
    rows = HeadHearing.objects.filter(unit_id__in=wanted, held_on__year=year)
    rows = rows.filter(field=field) if field else rows
    return {**dict.fromkeys(wanted, 0), **dict(rows.values_list("unit_id").annotate(n=Count("pk")).order_by())}
