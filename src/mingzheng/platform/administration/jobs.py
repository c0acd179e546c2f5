"""The house's own daily work: the signed root over the ledger. What a root is stands in `ledger`."""

from datetime import time

from mingzheng.platform.jobs.public import job, timetable
from mingzheng.platform.ledger.public import now, seal_day, today


@timetable(name="administration.seal_ledger", daily_at=time(0, 5))
@job()
def seal_ledger() -> None:
    """Take and sign the root over every stream that moved."""
    seal_day(today(), at=now())
