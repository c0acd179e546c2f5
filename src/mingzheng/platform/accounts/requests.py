"""Small typed answers about a request: who acts, which account signs, where it may be sent next."""

from typing import cast

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from mingzheng.platform.access.public import NOBODY, Actor
from mingzheng.platform.accounts.models import Account

HOME = "/desk/"


def actor_of(request: HttpRequest) -> Actor:
    """Return the actor of a request; nobody when no account stands behind it."""
    return cast(Actor, getattr(request, "actor", NOBODY))


def account_of(request: HttpRequest) -> Account:
    """Return the signed-in account. Raises TypeError for a stranger; pages behind the middleware have none."""
    if not isinstance(request.user, Account):
        raise TypeError("no account is signed in")
    return request.user


def safe_next(request: HttpRequest, wanted: str | None) -> str:
    """Return an address inside this site to go to next; anything else becomes the home page."""
    text = (wanted or "").strip()
    is_safe = url_has_allowed_host_and_scheme(
        text, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return text if is_safe and text.startswith("/") else HOME
