"""This room's own jobs: urgent messages at once, the digest of the day. Thin: the work is in `delivery`, `digests`."""

import datetime as dt
import functools

from mingzheng.platform.jobs.public import enqueue, job, timetable
from mingzheng.platform.ledger.public import now
from mingzheng.platform.notices import delivery, digests, tidying


@job()
def hand_over_urgent(subject_ref: str, kind: str) -> None:
    """Send an urgent message by the ways its readers chose; repeating sends nothing twice."""
    delivery.hand_over_urgent(
        subject_ref, kind, at=now(), come_back=functools.partial(_later, subject_ref=subject_ref, kind=kind)
    )


def _later(moment: dt.datetime, *, subject_ref: str, kind: str) -> None:
    enqueue(hand_over_urgent, run_after=moment, subject_ref=subject_ref, kind=kind)


@timetable(name="notices.digest", every=dt.timedelta(minutes=15))
@job()
def send_digests() -> None:
    """Send today's digests once their hour has come."""
    digests.send_digests(at=now())


@timetable(name="notices.prune", daily_at=dt.time(3, 30))
@job()
def prune() -> None:
    """Remove lines read long ago."""
    tidying.prune(at=now())
