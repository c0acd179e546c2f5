"""Thin jobs of this room: sessions nobody came back to are marked as ended, and their rows swept."""

from datetime import timedelta

from django.core.management import call_command

from mingzheng.platform.accounts.policy import current_policy
from mingzheng.platform.accounts.sessions import mark_stale_sessions
from mingzheng.platform.jobs.public import job, timetable


@timetable(name="accounts.stale_sessions", every=timedelta(minutes=15))
@job()
def sweep_sessions() -> None:
    """Mark stale sessions as ended and remove expired session rows; safe to repeat."""
    mark_stale_sessions(policy=current_policy())
    call_command("clearsessions")
