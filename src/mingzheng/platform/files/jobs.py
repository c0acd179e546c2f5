"""The nightly sweep as a background job. What is swept stands in `sweeping`."""

from datetime import time

from mingzheng.platform.files.sweeping import sweep
from mingzheng.platform.jobs.public import job, timetable
from mingzheng.platform.ledger.public import now


@timetable(name="files.sweep", daily_at=time(3, 30))
@job(attempts=3)
def sweep_files() -> None:
    """Clear away what nobody needs."""
    sweep(at=now())
