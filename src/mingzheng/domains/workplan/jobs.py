"""Thin background jobs of the workplan room; what they do lives in `services`."""

from datetime import date, datetime

from django.contrib.auth import get_user_model

from mingzheng.domains.workplan.services.balance_posting import post_balance
from mingzheng.domains.workplan.services.booking import book_all
from mingzheng.domains.workplan.services.round_notices import tell_of_rounds
from mingzheng.domains.workplan.services.yearly_reminders import remind_of_the_year
from mingzheng.platform.access.public import SYSTEM, actor_for
from mingzheng.platform.jobs.public import job

__all__ = ["book_scheme", "post_balance", "remind_of_the_year", "tell_of_rounds"]


@job(attempts=3)
def book_scheme(scheme_id: int, account_id: int | None, occurred_on: str, recorded_at: str) -> None:
    """Book a scheme in the name of the person who ordered it."""
    day = date.fromisoformat(occurred_on)
    account = get_user_model().objects.filter(pk=account_id or 0).first()
    actor = actor_for(account, on=day) if account else SYSTEM
    book_all(scheme_id, actor=actor, occurred_on=day, recorded_at=datetime.fromisoformat(recorded_at))
