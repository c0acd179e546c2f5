"""This room's own jobs: sending what is in the outbox, and tidying up. Thin: the work is in `outbox` and `services`."""

import datetime as dt

from mingzheng.platform.jobs import outbox, services
from mingzheng.platform.jobs.registry import job, timetable
from mingzheng.platform.ledger.public import now


@job(attempts=outbox.MOST_ATTEMPTS, first_delay=dt.timedelta(seconds=5))
def deliver_message(message_id: str) -> None:
    """Send one message of the outbox."""
    outbox.deliver(message_id, at=now())


@timetable(name="jobs.prune", daily_at=dt.time(3, 20))
@job()
def prune_finished() -> None:
    """Remove finished jobs, old slots and workers long gone."""
    services.prune(at=now())
