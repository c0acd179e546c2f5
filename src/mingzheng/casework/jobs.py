"""Thin background jobs of the engine; what they do lives in `timetable` and `drafts`."""

import logging
from datetime import time, timedelta

from mingzheng.casework.archiving.selectors import list_unarchived
from mingzheng.casework.archiving.services import archive_case
from mingzheng.casework.drafts import sweep_drafts
from mingzheng.casework.errors import Refused
from mingzheng.casework.timetable import expire_cases, recompute_open_cases
from mingzheng.platform.access.public import SYSTEM
from mingzheng.platform.files.public import Rejected
from mingzheng.platform.jobs.public import job, timetable
from mingzheng.platform.ledger.public import now, today
from mingzheng.platform.parameters.public import get_value

NIGHTLY = 200
log = logging.getLogger(__name__)


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


@timetable(name="casework.archive", daily_at=time(2, 20))
@job()
def archive_closed_cases() -> None:
    """Archive what has been closed long enough, so many a night; what does not pass its checks waits for a person."""
    for case in list_unarchived(today(), get_value("archiving.wait_days"), NIGHTLY):
        try:
            archive_case(case, actor=SYSTEM)
        except (Refused, Rejected) as error:
            log.warning("case %s was not archived: %s", case.number, type(error).__name__)


@job()
def recompute_after_calendar_change(reason: str) -> None:
    """Bring every open case's dates in line with the calendar."""
    recompute_open_cases(recorded_at=now(), reason=reason)
