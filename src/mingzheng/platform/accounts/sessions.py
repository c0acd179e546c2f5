"""Browser sessions: open one, keep it alive, list them, end one's own or another's. The rows behind are Django's."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest

from mingzheng.platform.access.public import Actor, may_secure_accounts
from mingzheng.platform.accounts import rules
from mingzheng.platform.accounts.models import Account, AccountSession, SignInEvent
from mingzheng.platform.accounts.policy import Policy
from mingzheng.platform.accounts.sign_in_log import Visitor, write_event
from mingzheng.platform.ledger.public import now
from mingzheng.platform.org.public import NotPermitted

STARTED, SEEN = "accounts.started", "accounts.seen"
PENDING, PENDING_SINCE = "accounts.pending", "accounts.pending_since"
PENDING_LIFE = timedelta(minutes=5)
TOUCH_EVERY = timedelta(seconds=60)
_BACKEND = "django.contrib.auth.backends.ModelBackend"


def visitor_of(request: HttpRequest) -> Visitor:
    """Return from where a request comes; a proxy's word is taken only where the installation stands behind one."""
    ip = request.META.get("REMOTE_ADDR") or None
    if settings.SECURE_PROXY_SSL_HEADER:
        forwarded = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
        ip = forwarded[-1] if forwarded else ip
    return Visitor(ip=ip, agent=request.headers.get("User-Agent", ""))


def _stamp() -> float:
    return now().timestamp()


def _moment(stamp: Any) -> datetime:
    return datetime.fromtimestamp(float(stamp), tz=UTC)


@dataclass(frozen=True, slots=True)
class Pending:
    """Somebody whose password was right and whose code is awaited."""

    account_id: int


def hold_for_code(request: HttpRequest, account: Account) -> None:
    """Remember, for a few minutes, that this browser's password was right."""
    request.session.cycle_key()
    request.session[PENDING] = account.pk
    request.session[PENDING_SINCE] = _stamp()


def pending_of(request: HttpRequest) -> Pending | None:
    """Return whose code is awaited in this browser, if still in time."""
    account_id = request.session.get(PENDING)
    if account_id is None or now() - _moment(request.session.get(PENDING_SINCE, 0)) > PENDING_LIFE:
        return None
    return Pending(account_id)


def open_session(request: HttpRequest, account: Account) -> AccountSession:
    """Sign the browser in under a new session key and list the session."""
    request.session.pop(PENDING, None)
    request.session.pop(PENDING_SINCE, None)
    login(request, account, backend=_BACKEND)
    request.session[STARTED] = request.session[SEEN] = _stamp()
    request.session.save()
    visitor = visitor_of(request)
    return AccountSession.objects.create(
        account=account,
        session_key=request.session.session_key or "",
        ip=visitor.ip,
        agent=visitor.agent[:200],
        started_at=now(),
        last_seen_at=now(),
    )


def keep_alive(request: HttpRequest, *, policy: Policy, is_background: bool) -> str:
    """Judge the session of a signed-in request; return why it is over, or note that it is in use and return ''."""
    session = request.session
    seen = _moment(session.get(SEEN, 0))
    moment = now()
    over = rules.session_ended_how(
        started_at=_moment(session.get(STARTED, 0)), seen_at=seen, at=moment, idle=policy.idle, life=policy.session_life
    )
    if not over and not is_background and moment - seen >= TOUCH_EVERY:
        session[SEEN] = moment.timestamp()
        AccountSession.objects.filter(session_key=session.session_key).update(last_seen_at=moment)
    return over


def close_session(request: HttpRequest, *, how: str) -> None:
    """End the browser's own session: signed out, idle too long, or past its life."""
    account = request.user if isinstance(request.user, Account) else None
    if account is not None:
        AccountSession.objects.filter(session_key=request.session.session_key, ended_at__isnull=True).update(
            ended_at=now(), ended_how=how
        )
        what = SignInEvent.What.SIGNED_OUT if how == "signed_out" else SignInEvent.What.TIMED_OUT
        write_event(what, account=account, visitor=visitor_of(request))
    logout(request)


def list_open_sessions_for(actor: Actor, *, account_id: int | None = None) -> QuerySet[AccountSession]:
    """Return open sessions, newest first: security sees all, anybody his own."""
    sessions = AccountSession.objects.filter(ended_at__isnull=True).select_related("account__person")
    if not may_secure_accounts(actor):
        sessions = sessions.filter(account=actor.account_id) if actor.account_id else sessions.none()
    return sessions if account_id is None else sessions.filter(account=account_id)


@transaction.atomic
def end_session(*, session: AccountSession, actor: Actor, visitor: Visitor) -> None:
    """End a session from elsewhere: one's own, or anybody's by security. Raises NotPermitted."""
    if actor.account_id != session.account_id and not may_secure_accounts(actor):
        raise NotPermitted("只能退出自己的登录；退出他人登录由安全管理员办理。")
    _end(session, visitor=visitor)


def end_sessions_of(*, account: Account, visitor: Visitor, keep_key: str | None = None) -> int:
    """End all sessions of an account but one; the caller has judged who may. Return how many ended."""
    sessions = account.sessions.filter(ended_at__isnull=True)
    ending = list(sessions if keep_key is None else sessions.exclude(session_key=keep_key))
    for session in ending:
        _end(session, visitor=visitor)
    return len(ending)


def _end(session: AccountSession, *, visitor: Visitor) -> None:
    ended = AccountSession.objects.filter(pk=session.pk, ended_at__isnull=True).update(
        ended_at=now(), ended_how="remotely"
    )
    _store(session.session_key).delete()
    if ended:
        write_event(SignInEvent.What.ENDED_REMOTELY, account=session.account, visitor=visitor)


def _store(session_key: str) -> SessionBase:
    engine: Any = import_module(settings.SESSION_ENGINE)
    store: SessionBase = engine.SessionStore(session_key)
    return store


def mark_stale_sessions(*, policy: Policy) -> int:
    """Mark sessions nobody came back to as ended, so that the list tells the truth; return how many."""
    moment = now()
    stale = AccountSession.objects.filter(ended_at__isnull=True, last_seen_at__lt=moment - policy.idle - TOUCH_EVERY)
    return stale.update(ended_at=moment, ended_how="idle")


def follow_new_key(request: HttpRequest, change: Callable[[], object]) -> None:
    """Run a change that gives the browser a new session key, and keep the listed session on it."""
    before = request.session.session_key
    change()
    request.session.save()
    AccountSession.objects.filter(session_key=before).update(session_key=request.session.session_key)
