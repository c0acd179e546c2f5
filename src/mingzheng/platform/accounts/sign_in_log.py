"""Writing and reading the sign-in log. It is only appended to."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from mingzheng.platform.access.public import Actor, may_read_sign_in_log
from mingzheng.platform.accounts.models import Account, SignInEvent
from mingzheng.platform.ledger.public import now

_FAILURES = (
    SignInEvent.What.WRONG_PASSWORD,
    SignInEvent.What.UNKNOWN_NAME,
    SignInEvent.What.STILL_LOCKED,
    SignInEvent.What.INACTIVE,
    SignInEvent.What.LOCKED,
    SignInEvent.What.WRONG_CODE,
)


@dataclass(frozen=True, slots=True)
class Visitor:
    """From where somebody comes: address and browser."""

    ip: str | None = None
    agent: str = ""


def write_event(what: str, *, account: Account | None, visitor: Visitor) -> SignInEvent:
    """Append one line."""
    return SignInEvent.objects.create(at=now(), account=account, what=what, ip=visitor.ip, agent=visitor.agent[:200])


def count_failures(ip: str | None, *, since: datetime) -> int:
    """Count failed attempts from an address since a moment."""
    return 0 if ip is None else SignInEvent.objects.filter(ip=ip, at__gt=since, what__in=_FAILURES).count()


def list_events_for(
    actor: Actor, *, account_id: int | None = None, what: str = "", days: int | None = None
) -> QuerySet[SignInEvent]:
    """Return the log the actor may read, newest first: the audit administrator all of it, anybody his own."""
    events = SignInEvent.objects.select_related("account__person")
    if not may_read_sign_in_log(actor):
        events = events.filter(account=actor.account_id) if actor.account_id else events.none()
    if account_id is not None:
        events = events.filter(account=account_id)
    if what:
        events = events.filter(what=what)
    if days is not None:
        events = events.filter(at__gt=now() - timedelta(days=days))
    return events
