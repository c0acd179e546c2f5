"""This room's own jobs: publishing after a crash, rebuilding, the nightly comparison, tidying up. Thin."""

import datetime as dt
from pathlib import Path

from django.conf import settings

from mingzheng.platform.jobs.public import enqueue, job, register_channel, timetable
from mingzheng.platform.ledger.public import now
from mingzheng.platform.portal import alerts, comparing, forms, limits, publishing, rebuilding, searching, traffic
from mingzheng.platform.portal.sections import PageRef


@job(priority=50)
def publish_job(refs: list[list[str]]) -> None:
    """Bring pages in line; what the publishing process has already done is found unchanged."""
    publishing.publish_pages([PageRef(section, key) for section, key in refs])


@job(priority=-50)
def rebuild_job(rebuild_id: int) -> None:
    """Do a step of a run and queue the next one behind everything else."""
    if rebuilding.rebuild_step(rebuild_id, at=now()):
        enqueue(rebuild_job, rebuild_id=rebuild_id)


@timetable(name="portal.compare", daily_at=dt.time(2, 40))
@job(attempts=2, priority=-20)
def compare_files() -> None:
    """Compare every file of the site with the manifest."""
    comparing.compare_site(at=now())


@timetable(name="portal.prune", daily_at=dt.time(3, 55))
@job()
def prune_uses() -> None:
    """Forget counts of limits, forms and searches of long ago."""
    limits.forget_uses(at=now())
    forms.forget_sent(at=now())
    searching.forget_missed(at=now())


@timetable(name="portal.traffic", every=dt.timedelta(hours=1))
@job()
def fold_traffic() -> None:
    """Count what was read into the tables."""
    traffic.fold_traffic(Path(settings.VAR_DIR) / "traffic", at=now())


register_channel(alerts.CHANNEL)


@timetable(name="portal.alerts", daily_at=dt.time(7, 40))
@job(attempts=2, priority=-20)
def tell_of_news() -> None:
    """Write to readers whose saved search has something new; forget what nobody confirmed."""
    alerts.tell_of_news(at=now())
    alerts.forget_unconfirmed(at=now())
