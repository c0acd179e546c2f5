"""A signed-in reader for tests of the desk, without an account: the desk only needs a name and what is granted."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from django.http import HttpRequest

from mingzheng.platform.access.public import Actor

READER = Actor(kind="person", name="陈晓岚")


class SignedInMiddleware:
    """Put the reader on every request; stands in place of Django's own sign-in."""

    def __init__(self, get_response: Callable[[HttpRequest], Any]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> Any:
        """Answer as the reader."""
        request.user = SimpleNamespace(is_authenticated=True, is_active=True, is_anonymous=False, pk=None)
        request.actor = READER
        return self.get_response(request)
