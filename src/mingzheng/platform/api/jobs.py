"""This room's own jobs: tidying up."""

import datetime as dt

from mingzheng.platform.api import idempotency, limits
from mingzheng.platform.jobs.public import job, timetable
from mingzheng.platform.ledger.public import now


@timetable(name="api.prune", daily_at=dt.time(3, 40))
@job()
def prune_answers() -> None:
    """Remove kept answers that nobody will ask for again, and the counts of calls of yesterday."""
    idempotency.prune(at=now())
    limits.prune(at=now())
