"""Every request: who acts, is the session still good, must the password or the second factor come first.

Closed by default: a page answers strangers only when its view is marked `open_to_all`. The API signs in by itself.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.http import urlencode

from mingzheng.platform.access.public import actor_for
from mingzheng.platform.accounts import rules, sessions
from mingzheng.platform.accounts.models import Account
from mingzheng.platform.accounts.policy import Policy, current_policy
from mingzheng.platform.ledger.public import now, today

_OPEN_PREFIXES = ("/healthz", "/static/", "/desk/appearance")
_API = "/api/"
_ALWAYS = frozenset({"accounts:sign_out", "accounts:change_password"})
_FOR_ENROLMENT = _ALWAYS | {"accounts:second_factor", "accounts:recovery_codes"}
_OVER = {"idle": "您长时间未操作，已退出登录，请重新登录。", "expired": "本次登录已到最长时限，请重新登录。"}
View = TypeVar("View", bound=Callable[..., Any])


def open_to_all(view: View) -> View:
    """Mark a view that strangers may call."""
    view.open_to_all = True  # type: ignore[attr-defined]
    return view


class AccountMiddleware:
    """Set `request.actor` and keep strangers, stale sessions and unfinished accounts where they belong."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, with the actor at hand; it is looked up when first asked for."""
        request.actor = SimpleLazyObject(  # type: ignore[attr-defined]
            lambda: actor_for(request.user if request.user.is_authenticated else None, on=today())
        )
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """Judge the session before the page runs; None lets it run."""
        if request.path.startswith(_OPEN_PREFIXES):
            return None
        is_open = getattr(view, "open_to_all", False) or request.path.startswith(_API)
        account = request.user
        if not isinstance(account, Account):
            return None if is_open else self._ask_to_sign_in(request)
        policy = current_policy()
        over = sessions.keep_alive(request, policy=policy, is_background="X-Background" in request.headers)
        if over:
            sessions.close_session(request, how=over)
            if is_open:
                return None
            messages.info(request, _OVER[over])
            return self._ask_to_sign_in(request)
        return self._finish_account(request, account, policy)

    def _ask_to_sign_in(self, request: HttpRequest) -> HttpResponseBase:
        address = reverse("accounts:sign_in")
        wanted = request.get_full_path() if request.method == "GET" and not _is_htmx(request) else "/desk/"
        return _send(request, f"{address}?{urlencode({'next': wanted})}")

    def _finish_account(self, request: HttpRequest, account: Account, policy: Policy) -> HttpResponseBase | None:
        name = request.resolver_match.view_name if request.resolver_match else ""
        stale = rules.is_password_old(account.password_changed_at, at=now(), policy=policy)
        if account.must_change_password or stale:
            return None if name in _ALWAYS else self._first(request, "accounts:change_password", "请先修改密码。")
        required = rules.is_second_factor_required(kind=account.kind, policy=policy)
        if required and account.totp_confirmed_at is None:
            if name in _FOR_ENROLMENT:
                return None
            return self._first(request, "accounts:second_factor", "请先启用动态口令。")
        return None

    def _first(self, request: HttpRequest, name: str, text: str) -> HttpResponseBase:
        if request.path.startswith(_API):
            problem = {"type": "about:blank", "status": 403, "title": text}
            return JsonResponse(problem, status=403, content_type="application/problem+json")
        return _send(request, reverse(name))


def _is_htmx(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


def _send(request: HttpRequest, address: str) -> HttpResponseBase:
    """Redirect; a fragment request is told to leave the page instead of drawing the sign-in page into it."""
    if _is_htmx(request):
        response = HttpResponse(status=204)
        response["HX-Redirect"] = address
        return response
    return redirect(address)
