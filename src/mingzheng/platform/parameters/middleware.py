"""One state of the parameters per request. What a parameter is stands in `registry`."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from mingzheng.platform.parameters.selectors import snapshot


class ParameterSnapshotMiddleware:
    """Read the set values at most once per request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Keep the next layer."""
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request inside a snapshot."""
        with snapshot():
            return self._get_response(request)
