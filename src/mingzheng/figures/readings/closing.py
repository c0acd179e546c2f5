"""Closing a period of a unit's readings and opening it again; what a closed period closes. Each is one transaction."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from mingzheng.figures.errors import NotPermitted
from mingzheng.figures.models import PeriodLock, Reading
from mingzheng.figures.periods import Period, PeriodKind
from mingzheng.figures.readings import rules
from mingzheng.figures.readings.services import require_reason, screen_words
from mingzheng.platform.access.public import Actor
from mingzheng.platform.ledger import public as ledger


def lock_readings(
    *, unit_id: int, period: Period, actor: Actor, reason: str, codes: tuple[str, ...] = (), screened: bool = False
) -> int:
    """Close a period of a unit (for some figures, or all) and lock its verified readings; returns how many.

    A year or range closes whatever counts by a day within it; a day as of which something is so closes the readings
    as of that day and nothing else. Unverified readings stay as they are and cannot be changed either: the answer names
    none, `values` shows them. Raises ValueError for a standing period.
    Raises NotPermitted, BadReading.
    """
    screen_words(actor, reason, screened=screened)
    if not rules.may_close(actor, unit_id):
        raise NotPermitted("只有党政办科室负责人和主任可以锁定数据")
    require_reason(reason)
    at = ledger.now()
    span, in_span = _closed_span(period), readings_closed_by(period)
    with transaction.atomic():
        for code in codes or ("",):
            PeriodLock.objects.get_or_create(
                unit_id=unit_id,
                figure=code,
                opened_at=None,
                **span,
                defaults={"reason": reason.strip(), "locked_name": actor.name[:60], "locked_at": at},
            )
        rows = Reading.objects.filter(in_span, unit_id=unit_id, is_current=True)
        if codes:
            rows = rows.filter(figure__in=codes)
        locked = list(rows.filter(state=Reading.State.VERIFIED).select_for_update())
        Reading.objects.filter(pk__in=[row.pk for row in locked]).update(state=Reading.State.LOCKED)
        _note_period("readings_locked", unit_id, period, codes, actor, at, reason)
        return len(locked)


def unlock_readings(
    *, unit_id: int, period: Period, actor: Actor, reason: str, codes: tuple[str, ...] = (), screened: bool = False
) -> int:
    """Open a unit's closed period again (for some figures, or all); its locked readings are verified ones.

    Raises NotPermitted, BadReading.
    """
    screen_words(actor, reason, screened=screened)
    if not rules.may_close(actor, unit_id):
        raise NotPermitted("只有党政办科室负责人和主任可以解锁数据")
    require_reason(reason)
    at = ledger.now()
    with transaction.atomic():
        locks = PeriodLock.objects.filter(unit_id=unit_id, opened_at__isnull=True, **_closed_span(period))
        locks = locks.filter(figure__in=codes) if codes else locks
        codes = codes or tuple(filter(None, locks.values_list("figure", flat=True)))
        locks.update(opened_at=at, opened_name=actor.name[:60])
        rows = Reading.objects.filter(readings_closed_by(period), unit_id=unit_id, state=Reading.State.LOCKED)
        count = (rows.filter(figure__in=codes) if codes else rows).update(state=Reading.State.VERIFIED)
        _note_period("readings_unlocked", unit_id, period, codes, actor, at, reason)
        return count


def readings_closed_by(period: Period) -> Q:
    """Return the condition for the readings that closing a period closes."""
    if period.kind == PeriodKind.AS_OF:
        return Q(period_key=period.key)
    return Q(ends_on__range=(period.first, period.last))


def _closed_span(period: Period) -> dict[str, Any]:
    if period.ends_on is None:
        raise ValueError("a standing period has no days to close")
    if period.kind == PeriodKind.AS_OF:
        return {"period_key": period.key, "starts_on": period.last, "ends_on": period.last}
    return {"period_key": "", "starts_on": period.first, "ends_on": period.last}


def _note_period(
    kind: str, unit_id: int, period: Period, codes: tuple[str, ...], actor: Actor, at: datetime, reason: str
) -> None:
    ledger.append(
        stream="unit",
        stream_id=str(unit_id),
        kind=kind,
        payload={"period": period.key, "figures": list(codes), "reason": reason.strip()},
        actor=actor.ref,
        occurred_on=None,
        recorded_at=at,
    )
