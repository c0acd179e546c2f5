"""The room's background work: large documents, the second reader, and clearing away old words. What they do stands in `services`."""

from datetime import time

from mingzheng.domains.proofreading.services.checking import run_check_job
from mingzheng.domains.proofreading.services.clearing import clear_old_words
from mingzheng.domains.proofreading.services.second_reading import second_reading_job
from mingzheng.platform.jobs.public import job, timetable
from mingzheng.platform.ledger.public import now

__all__ = ["clear_old_checks", "run_check_job", "second_reading_job"]


@timetable(name="proofreading.clear", daily_at=time(3, 50))
@job(attempts=3)
def clear_old_checks() -> None:
    """Clear what is kept no longer."""
    clear_old_words(at=now())
