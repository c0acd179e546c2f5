"""Thin background jobs of the returns room; what they do lives in `services`."""

from datetime import date, datetime, time

from django.contrib.auth import get_user_model

from mingzheng.domains.returns.services import asking, reminding
from mingzheng.platform.access.public import SYSTEM, actor_for
from mingzheng.platform.jobs.public import job, timetable
from mingzheng.platform.ledger.public import today


@job(attempts=3)
def ask_units(form_id: int, account_id: int | None, occurred_on: str, recorded_at: str) -> None:
    """Ask the units of a form in the name of the person who published it."""
    day = date.fromisoformat(occurred_on)
    account = get_user_model().objects.filter(pk=account_id or 0).first()
    actor = actor_for(account, on=day) if account else SYSTEM
    asking.ask_all(form_id, actor=actor, occurred_on=day, recorded_at=datetime.fromisoformat(recorded_at))


@timetable(name="returns.reminders", daily_at=time(8, 40))
@job()
def remind_of_returns() -> None:
    """Remind the units of returns about to be due or late, and verifiers of numbers nobody has verified."""
    reminding.remind(today())
