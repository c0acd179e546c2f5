"""Gather what the rules ask about a reading's unit and period."""

from collections.abc import Iterable
from datetime import date

from mingzheng.figures.models import PeriodLock, Reading
from mingzheng.figures.periods import Period
from mingzheng.figures.readings.rules import UnitFacts
from mingzheng.platform.access.public import Actor
from mingzheng.platform.files.public import FileState, StoredFile
from mingzheng.platform.org.public import Unit


def gather_unit(unit_id: int, period: Period, *, today: date) -> UnitFacts:
    """Return the unit's name and whether it exists in the period: on its day, or on any of its days up to today."""
    unit = Unit.objects.filter(pk=unit_id).first()
    if unit is None:
        return UnitFacts("该单位", exists=False)
    day = min(period.last, today)
    first = min(period.starts_on or day, day)
    exists = unit.valid_from <= day and (unit.valid_to is None or unit.valid_to > first)
    return UnitFacts(unit.name, exists=exists)


def is_locked(code: str, unit_id: int, period: Period) -> bool:
    """Say whether the day by which a reading counts lies in a closed period of its unit."""
    return bool(locked_codes(unit_id, period) & {"", code})


def locked_codes(unit_id: int, period: Period) -> frozenset[str]:
    """Return the figures for which a unit's period is closed; an empty code closes it for all of them."""
    if period.ends_on is None:
        return frozenset()
    locks = PeriodLock.objects.filter(unit_id=unit_id, opened_at__isnull=True)
    locks = locks.filter(starts_on__lte=period.ends_on, ends_on__gte=period.ends_on)
    locks = locks.filter(period_key__in=("", period.key))
    return frozenset(locks.values_list("figure", flat=True))


def are_usable(files: Iterable[int], actor: Actor, replacing: Reading | None) -> bool:
    """Say whether each file is a usable one of the actor's own, or evidence of the reading that is replaced."""
    wanted = set(files) - set(replacing.evidence if replacing else ())
    if not wanted:
        return True
    rows = StoredFile.objects.filter(pk__in=wanted, state=FileState.CLEAN)
    return (rows if actor.is_system else rows.filter(stored_by_id=actor.account_id)).count() == len(wanted)
