"""Thin background jobs of the publishing room; what they do lives in `services`."""

from datetime import time

from django.contrib.auth import get_user_model

from mingzheng.domains.publishing.media import tell_silent
from mingzheng.domains.publishing.migrating.selectors import find_migration
from mingzheng.domains.publishing.migrating.services import box_of, load
from mingzheng.domains.publishing.services.comparing import compare_published, end_publications
from mingzheng.platform.access.public import actor_for
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


@job()
def bring_old_articles(migration_id: int, account_id: int) -> None:
    """Bring a confirmed batch of old articles over; repeating it skips what is here."""
    row, account = find_migration(migration_id), get_user_model().objects.filter(pk=account_id).first()
    if row is None or account is None or row.state != row.State.RUNNING:
        return
    load(row, box_of(row), actor=actor_for(account, on=today()), at=now())


@timetable(name="publishing.silent_accounts", daily_at=time(8, 10))
@job()
def watch_accounts() -> None:
    """Tell who keeps an account that it has been silent too long."""
    tell_silent(today())
