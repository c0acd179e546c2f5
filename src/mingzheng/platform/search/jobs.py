"""This room's own jobs: write and remove entries after the commit, tidy up. Thin: the work is in `writing`."""

import datetime as dt

from mingzheng.platform.jobs.public import job, timetable
from mingzheng.platform.ledger.public import now
from mingzheng.platform.search import writing


@job()
def write_entry(subject_ref: str, kind: str, title: str, text: str, numbers: list[str], stamp: int) -> None:
    """Write one entry."""
    writing.write_entries([writing.Handed(subject_ref, kind, title, text, tuple(numbers), stamp=stamp)])


@job()
def remove_entry(subject_ref: str, stamp: int) -> None:
    """Take one subject out of the index."""
    writing.remove_entry(subject_ref, stamp=stamp, at=now())


@timetable(name="search.prune", daily_at=dt.time(3, 50))
@job()
def prune_removed() -> None:
    """Forget what was removed long ago."""
    writing.prune_removed(at=now())
