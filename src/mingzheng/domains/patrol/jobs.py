"""This room's jobs and timetable: runs in steps, another look at a finding, attempts to open sites, reminders. Thin."""

import contextlib
from datetime import time, timedelta

from mingzheng.domains.patrol.selectors import find_site, unfinished_runs
from mingzheng.domains.patrol.services.following import recheck, remind_late
from mingzheng.domains.patrol.services.runs import AlreadyRunning, RunTakenError, start_run, step_run
from mingzheng.domains.patrol.services.sites import due_sites, probe_sites
from mingzheng.platform.jobs.public import enqueue, job, timetable
from mingzheng.platform.ledger.public import now, today


@job(priority=-40)
def walk_on(run_id: int) -> None:
    """Do a step of a run and queue the next one behind everything else."""
    if step_run(run_id, at=now()):
        enqueue(walk_on, run_id=run_id)


@timetable(name="patrol.resume", every=timedelta(minutes=10))
@job(priority=-40, attempts=1)
def resume_runs() -> None:
    """Go on with runs whose worker was killed; one that is being walked is left to who walks it."""
    for run_id in unfinished_runs():
        try:
            more = step_run(run_id, at=now())
        except RunTakenError:
            continue
        if more:
            enqueue(walk_on, run_id=run_id)


@timetable(name="patrol.start", daily_at=time(1, 20))
@job(attempts=2)
def start_due() -> None:
    """Start the runs that are due; a site whose run is under way is left alone."""
    for site in due_sites(now()):
        with contextlib.suppress(AlreadyRunning):
            begin(site.pk, started_by="")


def begin(site_id: int, *, started_by: str) -> int:
    """Start a run of a site and queue its first step; return the run's number. Raises AlreadyRunning."""
    site = find_site(site_id)
    assert site is not None
    run = start_run(site, on=today(), at=now(), started_by=started_by)
    enqueue(walk_on, run_id=run.pk)
    return run.pk


# Every 40 minutes are 36 attempts a day: the 20 of the indicators are reached though a worker stands still for hours.
@timetable(name="patrol.probe", every=timedelta(minutes=40))
@job(attempts=1, priority=-10)
def probe() -> None:
    """Try to open the sites that are inspected regularly."""
    probe_sites(now())


@job(attempts=3)
def recheck_finding(case_id: int, key: str) -> None:
    """Visit the page of a finding again."""
    recheck(case_id, at=now(), key=key)


@timetable(name="patrol.remind", daily_at=time(8, 40))
@job()
def remind() -> None:
    """Remind units whose findings are past their last day."""
    remind_late(today(), now())
