"""Oversight over the applications of all units 监督管理: how each stands, what several people asked for.

Legal basis: 政府信息公开条例第三条、第四十四条、第四十六条. The record books are `register`, the screen is `desk.oversight`;
the public log is `public_log`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, F, OuterRef, Q

from mingzheng.casework.public import Clock, Horizon, cases_for
from mingzheng.domains.foi.models import Application, ProactiveProposal
from mingzheng.platform.access.public import Actor
from mingzheng.platform.parameters.public import get_value

OPENED = ("A2", "B1")
ALIKE, LOOKED_AT, LOOK_BACK = 0.6, 400, timedelta(days=730)
_NOISE = re.compile(r"[^\w]|政府信息|关于|公开|申请|文件|的")


@dataclass(frozen=True, slots=True)
class UnitStanding:
    """How one unit stands: open cases by lamp, what it answered this year and how much of that late."""

    unit_id: int
    unit: str
    is_open: int
    due_soon: int
    overdue: int
    answered: int
    late: int


def standings_for(actor: Actor, at: Horizon) -> list[UnitStanding]:
    """Return the standing of every unit whose applications the reader may see, the latest first."""
    running = Q(case__is_open=True, case__is_suspended=False)
    this_year = Q(decided_on__year=at.today.year, case__state="answered")
    overrun = Clock.objects.filter(
        case_id=OuterRef("pk"), limit="reply", state=Clock.State.STOPPED, due_on__lt=OuterRef("decided_on")
    )
    rows = (
        Application.objects.filter(case__in=cases_for(actor, procedure="foi_application").values("pk"))
        .annotate(was_late=Exists(overrun))
        .values(unit_id=F("case__origin_unit"), unit=F("case__origin_unit__name"))
        .annotate(
            is_open=Count("pk", filter=Q(case__is_open=True)),
            overdue=Count("pk", filter=running & Q(case__due_on__lt=at.today)),
            due_soon=Count("pk", filter=running & Q(case__due_on__gte=at.today, case__due_on__lte=at.soon)),
            answered=Count("pk", filter=this_year),
            late=Count("pk", filter=this_year & Q(was_late=True)),
        )
        .order_by("-overdue", "-due_soon", "unit")
    )
    return [UnitStanding(**row) for row in rows]


@dataclass(frozen=True, slots=True)
class AlikeGroup:
    """Applications of different people for the same information, answered by opening it."""

    title: str
    people: int
    numbers: tuple[str, ...]


def alike_for(actor: Actor, on: date) -> list[AlikeGroup]:
    """Return what several people asked for and got, and nobody has proposed yet (article 44)."""
    rows = list(
        Application.objects.filter(
            case__in=cases_for(actor, procedure="foi_application").values("pk"),
            ground__in=OPENED,
            decided_on__gte=on - LOOK_BACK,
        )
        .select_related("case")
        .order_by("-decided_on", "-pk")[:LOOKED_AT]
    )
    proposed = {
        number for text in ProactiveProposal.objects.values_list("numbers", flat=True) for number in text.split("、")
    }
    groups = group_alike([(row.case.number, row.content or row.case.title, row.applicant_key) for row in rows])
    least = get_value("foi.alike_people")
    titles = {row.case.number: row.case.title for row in rows}
    return [
        AlikeGroup(titles[numbers[0]], people, numbers)
        for numbers, people in groups
        if people >= least and not proposed & set(numbers)
    ]


def group_alike(rows: Iterable[tuple[str, str, str]]) -> list[tuple[tuple[str, ...], int]]:
    """Group (number, words, applicant) by likeness of the words; return numbers and how many people, most first."""
    groups: list[tuple[frozenset[str], list[str], set[str]]] = []
    for number, words, applicant in rows:
        pairs = _pairs(words)
        found = next((one for one in groups if _likeness(one[0], pairs) >= ALIKE), None)
        if found is None:
            groups.append((pairs, [number], {applicant}))
        else:
            found[1].append(number)
            found[2].add(applicant)
    counted = [(tuple(numbers), len(people)) for _, numbers, people in groups]
    return sorted(counted, key=lambda one: -one[1])


def likeness_of(one: str, other: str) -> float:
    """Return how alike two wordings are, 0 to 1."""
    return _likeness(_pairs(one), _pairs(other))


def _pairs(words: str) -> frozenset[str]:
    plain = _NOISE.sub("", words)
    return frozenset(plain[i : i + 2] for i in range(max(1, len(plain) - 1)))


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(1, len(one | other))
