"""The router rooms declare their operations on, and the list of routers the API is built from.

What it adds to each operation stands in `ApiRouter.api_operation`; the API itself is `instance`.
"""

import functools
from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpRequest
from ninja import Router, Schema
from ninja.constants import NOT_SET
from ninja.decorators import decorate_view
from ninja.operation import Operation
from ninja.utils import contribute_operation_callback

from mingzheng.platform.api.callers import BearerToken, SessionSignIn, caller
from mingzheng.platform.api.idempotency import HEADER, begin, keep_answers, require_key
from mingzheng.platform.api.problems import Problem, ProblemError
from mingzheng.platform.api.queries import QueryNames
from mingzheng.platform.api.shapes import ProblemOut

WRITES = {"POST", "PUT", "PATCH", "DELETE"}
DECLARED = (400, 401, 403, 404, 409, 413, 415, 422, 429)
KEY_PARAMETER = {
    "name": HEADER,
    "in": "header",
    "required": True,
    "description": "1 至 80 个可见 ASCII 字符；重试时用原值，得到第一次的结果。",
    "schema": {"type": "string", "minLength": 1, "maxLength": 80, "pattern": "^[!-~]{1,80}$"},
}
IF_MATCH_PARAMETER = {
    "name": "If-Match",
    "in": "header",
    "required": False,
    "description": '读取时得到的 ETag，如 "v7"。',
    "schema": {"type": "string", "maxLength": 80},
}
IF_NONE_MATCH_PARAMETER = {
    "name": "If-None-Match",
    "in": "header",
    "required": False,
    "description": "已有的 ETag；未变时应答 304。",
    "schema": {"type": "string", "maxLength": 200},
}
_routers: list[tuple[str, "ApiRouter"]] = []
V = TypeVar("V", bound=Callable[..., Any])


class ApiRouter(Router):
    """A router whose operations all sign in, count, declare their problems and, on writes, ask for the key.

    `scope` is the word a token must hold ("cases": "cases:read" to read, "cases:write" to write).
    """

    def __init__(self, *, scope: str, tags: list[str] | None = None) -> None:
        super().__init__(tags=tags, auth=[BearerToken(), SessionSignIn()])
        self.scope = scope

    def api_operation(
        self,
        methods: list[str],
        path: str,
        *,
        response: Any = NOT_SET,
        etag: bool = False,
        if_match: bool = False,
        replay: bool = False,
        openapi_extra: dict[str, Any] | None = None,
        **options: Any,
    ) -> Callable[[V], V]:
        """Declare an operation. `etag`: may answer 304. `if_match`: reads If-Match. `replay`: the kit keeps the answer."""
        writes = bool(WRITES & set(methods))
        extra = {**(openapi_extra or {})}
        extra["parameters"] = [*extra.get("parameters", ()), *_parameters(writes=writes, etag=etag, if_match=if_match)]
        declare = super().api_operation(
            methods,
            path,
            response=_responses(response, etag=etag),
            openapi_extra=extra if extra["parameters"] else openapi_extra,
            by_alias=True,
            **options,
        )
        scope = f"{self.scope}:{'write' if writes else 'read'}"

        def decorate(view: V) -> V:
            guarded = _guarded(view, scope=scope, writes=writes, replay=replay)
            if replay:
                guarded = decorate_view(keep_answers)(guarded)
            contribute_operation_callback(guarded, functools.partial(_declare_problems, if_match=if_match))
            declare(guarded)
            return view

        return decorate

    def get(self, path: str, **options: Any) -> Callable[[V], V]:
        """Declare a read."""
        return self.api_operation(["GET"], path, **options)

    def post(self, path: str, **options: Any) -> Callable[[V], V]:
        """Declare a write."""
        return self.api_operation(["POST"], path, **options)

    def put(self, path: str, **options: Any) -> Callable[[V], V]:
        """Declare a replacement."""
        return self.api_operation(["PUT"], path, **options)

    def patch(self, path: str, **options: Any) -> Callable[[V], V]:
        """Declare a partial change."""
        return self.api_operation(["PATCH"], path, **options)

    def delete(self, path: str, **options: Any) -> Callable[[V], V]:
        """Declare a removal."""
        return self.api_operation(["DELETE"], path, **options)


def _guarded(view: Callable[..., Any], *, scope: str, writes: bool, replay: bool) -> Callable[..., Any]:
    """Wrap an operation: the token's scope, the names in the query, the key of a write."""
    names = QueryNames()

    @functools.wraps(view)
    def guarded(request: HttpRequest, **values: Any) -> Any:
        who = caller(request)
        if not who.has_scope(scope):
            raise ProblemError(Problem(403, "scope_missing", f"令牌的范围不含 {scope}。", "请申领含此范围的令牌。"))
        names.check(request)
        if writes:
            who.key = require_key(request)
        if replay:
            begin(request)
        return view(request, **values)

    names.watch(guarded)
    return guarded


def _parameters(*, writes: bool, etag: bool, if_match: bool) -> list[dict[str, Any]]:
    chosen = ((KEY_PARAMETER, writes), (IF_MATCH_PARAMETER, if_match), (IF_NONE_MATCH_PARAMETER, etag))
    return [parameter for parameter, wanted in chosen if wanted]


def _responses(response: Any, *, etag: bool) -> dict[int, Any]:
    if response is NOT_SET:
        raise TypeError("an operation says what it answers: response=Shape or response={201: Shape}")
    declared: dict[int, Any] = dict(response) if isinstance(response, dict) else {200: response}
    return {**declared, 304: None} if etag else declared


def _declare_problems(operation: Operation, *, if_match: bool) -> None:
    """Add the problems of every operation. They share one model: one each costs a tenth of the time a start takes."""
    problems = (*DECLARED, 412, 428) if if_match else DECLARED
    operation.response_models = {**dict.fromkeys(problems, _ProblemAnswer), **operation.response_models}


class _ProblemAnswer(Schema):
    """A problem in the frame ninja keeps answers in."""

    response: ProblemOut


def register_router(prefix: str, router: ApiRouter) -> None:
    """Add a room's router to the API under a prefix ("/cases"); called where the room's `api.py` is imported."""
    if all(router is not known for _, known in _routers):
        _routers.append((prefix, router))


def list_routers() -> tuple[tuple[str, ApiRouter], ...]:
    """Return the routers registered so far, by prefix."""
    return tuple(sorted(_routers, key=lambda pair: pair[0]))
