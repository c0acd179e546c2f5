"""Errors as problem+json (RFC 9457): the value, the registry exceptions are looked up in, the answer.

Which exception means what is told by the room that raises it (`register_problem`); the kit knows only its own.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse

E = TypeVar("E", bound=Exception)

CONTENT_TYPE = "application/problem+json"
TITLES = {
    400: "请求无法识别",
    401: "未登录或令牌无效",
    403: "无权办理",
    404: "没有找到",
    405: "不支持此方法",
    409: "与当前状态冲突",
    412: "内容已被更新",
    413: "请求过大",
    415: "不支持此类型",
    422: "内容不符合要求",
    428: "须先读取后修改",
    429: "请求过于频繁",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """An answer other than yes. `code` is stable, `detail` and `next_step` are for people.

    `errors` are about fields ({"field": "body.text", "message": "…"}); `reasons` are all reasons of a refusal
    ({"code": …, "message": …, "basis": …}); `headers` go on the answer.
    """

    status: int
    code: str
    detail: str
    next_step: str = ""
    errors: Sequence[Mapping[str, Any]] = ()
    reasons: Sequence[Mapping[str, Any]] = ()
    headers: Mapping[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Return the body of the answer."""
        body: dict[str, Any] = {
            "type": f"urn:mingzheng:problem:{self.code}",
            "title": TITLES.get(self.status, "无法办理"),
            "status": self.status,
            "code": self.code,
            "detail": self.detail,
        }
        optional = {"next_step": self.next_step, "errors": list(self.errors), "reasons": list(self.reasons)}
        return body | {name: value for name, value in optional.items() if value}


class ProblemError(Exception):
    """Raise a problem directly, where no exception of a room fits."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.detail)
        self.problem = problem


class NotModified(Exception):
    """The caller already has this version; answered 304 without a body."""

    def __init__(self, tag: str) -> None:
        super().__init__(tag)
        self.tag = tag


_registry: dict[type[Exception], Callable[[Any], Problem]] = {}


def register_problem(error: type[E], describe: Callable[[E], Problem]) -> None:
    """Tell how an exception (and those derived from it) is answered; the nearest class registered wins."""
    _registry[error] = describe


def find_problem(error: Exception) -> Problem | None:
    """Return the problem registered for an exception, if any."""
    for candidate in type(error).__mro__:
        if candidate in _registry:
            return _registry[candidate](error)
    return None


def answer_problem(request: HttpRequest, problem: Problem) -> HttpResponse:
    """Return the answer that carries a problem."""
    body = json.dumps(problem.as_json(), ensure_ascii=False)
    return HttpResponse(body, status=problem.status, content_type=CONTENT_TYPE, headers=dict(problem.headers))


register_problem(ProblemError, lambda error: error.problem)
