"""The public API at /api/public/v1/: reads for everybody, without signing in, counted by address.

What the public may see decides the room that owns it. The API for offices and machines with tokens is `instance`.
"""

import functools
from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse
from ninja import Router

from mingzheng.platform.api.instance import HouseApi, build_api
from mingzheng.platform.api.problems import Problem, ProblemError
from mingzheng.platform.api.queries import QueryNames
from mingzheng.platform.api.routers import IF_NONE_MATCH_PARAMETER
from mingzheng.platform.api.shapes import ProblemOut
from mingzheng.platform.ledger.public import now
from mingzheng.platform.portal.public import count_quickly

V = TypeVar("V", bound=Callable[..., Any])
CONVENTIONS = """\
免登录读取已公开的信息。查询参数只收本说明列明的，每个只能给出一次。
应答带 ETag，再读时以 If-None-Match 带回；错误一律为 application/problem+json。"""
DECLARED = (400, 404, 405, 422, 429)
_routers: list[tuple[str, "OpenRouter"]] = []


class OpenRouter(Router):
    """A router whose operations everybody may read, so often a minute; each answers with an ETag."""

    def read(self, path: str, *, response: Any, **options: Any) -> Callable[[V], V]:
        """Declare a read; the view calls `stamp`."""
        answers = {200: response, 304: None, **dict.fromkeys(DECLARED, ProblemOut)}
        extra = {"parameters": [IF_NONE_MATCH_PARAMETER]}
        declare = super().api_operation(
            ["GET"], path, response=answers, openapi_extra=extra, by_alias=True, auth=None, **options
        )

        def decorate(view: V) -> V:
            declare(_counted(view))
            return view

        return decorate


def _counted(view: Callable[..., Any]) -> Callable[..., Any]:
    names = QueryNames()

    @functools.wraps(view)
    def counted(request: HttpRequest, response: HttpResponse, **values: Any) -> Any:
        wait = count_quickly(request, "api", parameter="portal.api_requests_per_minute", at=now())
        if wait:
            text = f"请 {wait} 秒后再试。"
            raise ProblemError(
                Problem(429, "too_many_requests", "调用过于频繁。", text, headers={"Retry-After": str(wait)})
            )
        names.check(request)
        response["Access-Control-Allow-Origin"] = "*"
        return view(request, response, **values)

    names.watch(counted)
    return counted


def register_open_router(prefix: str, router: OpenRouter) -> None:
    """Add a room's public reads under a prefix ("/items"); called where the room's `api.py` is imported."""
    if all(router is not known for _, known in _routers):
        _routers.append((prefix, router))


def build_open_api() -> HouseApi:
    """Return the public API made of what the rooms registered."""
    api = build_api((), namespace="api-public-v1", title="公开接口", description=CONVENTIONS)
    for prefix, router in sorted(_routers, key=lambda pair: pair[0]):
        api.add_router(prefix, router)
    return api
