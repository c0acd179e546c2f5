"""Thin background jobs of the engine; what they do lives in `timetable` and `drafts`."""

from datetime import time, timedelta

from mingzheng.casework.drafts import sweep_drafts
from mingzheng.casework.timetable import expire_cases, recompute_open_cases
from mingzheng.platform.jobs.public import job, timetable
from mingzheng.platform.ledger.public import now, today


@timetable(name="casework.expire", every=timedelta(minutes=10))
@job()
def expire_due_limits() -> None:
    """Perform the acts that passed limits entail."""
    expire_cases(today(), recorded_at=now())


@timetable(name="casework.sweep_drafts", daily_at=time(3, 10))
@job()
def sweep_expired_drafts() -> None:
    """Delete drafts that nobody came back for."""
    sweep_drafts(now())


@job()
def recompute_after_calendar_change(reason: str) -> None:
    """Bring every open case's dates in line with the calendar."""
    recompute_open_cases(recorded_at=now(), reason=reason)
