"""Thin background jobs of the publishing room; what they do lives in `services`."""

from datetime import time

from mingzheng.domains.publishing.services.comparing import compare_published, end_publications
from mingzheng.platform.jobs.public import job, timetable
from mingzheng.platform.ledger.public import now, today


@timetable(name="publishing.compare", daily_at=time(2, 20))
@job()
def compare_with_manifests() -> None:
    """Compare what is published with what was approved."""
    compare_published(now())


@timetable(name="publishing.end_publicity", daily_at=time(0, 5))
@job()
def withdraw_expired() -> None:
    """Withdraw what is past its period of publication."""
    end_publications(today(), now())
