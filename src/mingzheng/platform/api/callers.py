"""Who calls: a signed-in session (with CSRF) or a bearer token. What the caller may do is decided by the rooms.

Tokens belong to `accounts`; the kit asks through `TokenLookup`, which tests replace.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

from django.http import HttpRequest
from ninja.security.base import AuthBase
from ninja.utils import check_csrf

from mingzheng.platform.access.public import Actor, actor_for
from mingzheng.platform.accounts.public import find_token
from mingzheng.platform.api.limits import find_excess, find_guessing
from mingzheng.platform.api.problems import Problem, ProblemError
from mingzheng.platform.ledger.public import today

LONGEST_TOKEN = 200
RESERVED_SCOPES = {"webhooks"}
NOT_VALID = "令牌无效、已到期或已收回。"


class TokenOwner(Protocol):
    """What `accounts` says about a valid token."""

    @property
    def account(self) -> Any:
        """Return the account the token acts for."""

    @property
    def token_id(self) -> int:
        """Return the token's own number."""

    @property
    def scopes(self) -> Collection[str]:
        """Return what the token may touch."""


TokenLookup = Callable[[str], TokenOwner | None]
_lookup: list[TokenLookup] = [find_token]


def register_token_lookup(lookup: TokenLookup) -> None:
    """Bind the function that knows tokens; the last one bound counts."""
    _lookup[:] = [lookup]


@dataclass
class Caller:
    """Whoever calls. `scopes` None means everything the account may do (a session); `key` is the Idempotency-Key."""

    account: Any
    token_id: int | None = None
    scopes: tuple[str, ...] | None = None
    key: str = ""

    @cached_property
    def actor(self) -> Actor:
        """Return the actor of today behind the account; asked for once per request."""
        return actor_for(self.account, on=today())

    @property
    def rate_key(self) -> str:
        """Return under what the caller's requests are counted."""
        return f"token:{self.token_id}" if self.token_id else f"account:{self.account.pk}"

    def has_scope(self, scope: str) -> bool:
        """Say whether this call may touch the scope ("cases:read").

        A token holds "read" and "write" for every room, or a room's word alone; the reserved words only by name.
        """
        if self.scopes is None:
            return True
        room, _, verb = scope.partition(":")
        enough = {scope, room} if room in RESERVED_SCOPES else {scope, room, verb}
        return bool(enough & set(self.scopes))


def caller(request: HttpRequest) -> Caller:
    """Return who calls; only inside operations of an ApiRouter."""
    found = request.auth  # type: ignore[attr-defined]
    assert isinstance(found, Caller)
    return found


class BearerToken(AuthBase):
    """`Authorization: Bearer …`: a program with a token of its account."""

    openapi_type = "http"
    openapi_scheme = "bearer"

    def __call__(self, request: HttpRequest) -> Caller | None:
        """Return the caller, None without a bearer header; a wrong token ends the request."""
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            return None
        owner = _lookup[0](token) if 0 < len(token) <= LONGEST_TOKEN and token.isascii() else None
        if owner is None or not owner.account.is_active:
            raise ProblemError(find_guessing(request) or unauthenticated(NOT_VALID, error="invalid_token"))
        return _admit(Caller(account=owner.account, token_id=owner.token_id, scopes=tuple(sorted(owner.scopes))))


class SessionSignIn(AuthBase):
    """The session of somebody signed in on the desk; writes need the CSRF token."""

    openapi_type = "apiKey"
    openapi_in = "cookie"
    openapi_name = "sessionid"

    def __call__(self, request: HttpRequest) -> Caller | None:
        """Return the caller, None when nobody is signed in."""
        account = request.user
        if not account.is_authenticated or not account.is_active or "Authorization" in request.headers:
            return None
        if check_csrf(request) is not None:
            raise ProblemError(Problem(403, "csrf_failed", "请求未带有效的防伪标记。", "请刷新页面后重试。"))
        if getattr(account, "must_change_password", False):
            raise ProblemError(Problem(403, "password_change_required", "请先修改初始密码。", "请登录工作台修改密码。"))
        return _admit(Caller(account=account))


def _admit(who: Caller) -> Caller:
    excess = find_excess(who.rate_key)
    if excess is not None:
        raise ProblemError(excess)
    return who


def unauthenticated(detail: str, *, error: str = "") -> Problem:
    """Return the problem of a call by nobody known."""
    challenge = 'Bearer realm="mingzheng"' + (f', error="{error}"' if error else "")
    next_step = "请登录，或在 Authorization 中带上有效的接口令牌。"
    return Problem(401, error or "not_signed_in", detail, next_step, headers={"WWW-Authenticate": challenge})
