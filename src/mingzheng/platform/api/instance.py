"""The API at /api/v1/: built once from the routers the rooms registered. Errors, size limits and schema end up here."""

import functools
import json
from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver
from django.utils.cache import patch_vary_headers
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.parser import Parser
from ninja.renderers import JSONRenderer

from mingzheng.platform.api.callers import unauthenticated
from mingzheng.platform.api.idempotency import Replayed
from mingzheng.platform.api.limits import find_oversize
from mingzheng.platform.api.manual import Manual
from mingzheng.platform.api.problems import CONTENT_TYPE, TITLES, NotModified, Problem, answer_problem, find_problem
from mingzheng.platform.api.routers import WRITES, ApiRouter
from mingzheng.platform.api.wording import describe_field_error

View = Callable[..., HttpResponseBase]
CONVENTIONS = """\
程序以令牌调用（Authorization: Bearer mz_…），网页以会话调用，写入另带 X-CSRFToken。
每次写入须带 Idempotency-Key，重试用原值；读取所得 ETag，改动时以 If-Match 带回，再读时以 If-None-Match 带回。
查询参数、请求字段只收本说明列明的，每个查询参数只能给出一次。
错误一律为 application/problem+json，code 供程序判断，detail 和 next_step 供人阅读。详见 docs/api.md。"""
MEANINGS = TITLES | {
    400: "请求无法识别：不是合法的 JSON，缺幂等键，或者带有本操作没有的、重复的查询参数（bad_query）",
    404: "没有，或无权知悉",
    422: "内容不符合要求（errors 列全部字段），或不具备办理条件（reasons 列全部理由）",
}
PROBLEM_HEADERS = {
    401: {"WWW-Authenticate": {"schema": {"type": "string"}}},
    429: {"Retry-After": {"schema": {"type": "string"}}},
}


class StrictParser(Parser):
    """Read JSON as the standard has it: no NaN, no Infinity."""

    def parse_body(self, request: HttpRequest) -> Any:
        """Return the body. Raises ValueError (answered 400)."""
        return json.loads(request.body, parse_constant=_refuse_constant)


class PlainRenderer(JSONRenderer):
    """Write Chinese as Chinese."""

    json_dumps_params = {"ensure_ascii": False}


class HouseApi(NinjaAPI):
    """The API with the house's errors, limits and schema."""

    def on_exception(self, request: HttpRequest, exc: Any) -> HttpResponse:
        """Answer an exception: a registered problem, one of ninja's own, or let it go to the error page."""
        if isinstance(exc, NotModified):
            return HttpResponse(status=304, headers={"ETag": exc.tag})
        if isinstance(exc, Replayed):
            return exc.response
        problem = find_problem(exc) or _own_problem(exc)
        if problem is None:
            raise exc
        return answer_problem(request, problem)

    def get_openapi_operation_id(self, operation: Any) -> str:
        """Return room_function, stable when files move inside a room."""
        room = operation.view_func.__module__.removeprefix("mingzheng.").split(".")
        return f"{room[-2] if len(room) > 1 else room[0]}_{operation.view_func.__name__}"

    def get_openapi_schema(self, **options: Any) -> Any:
        """Return the schema, problems under their own media type."""
        schema = super().get_openapi_schema(**options)
        for operations in schema["paths"].values():
            for operation in operations.values():
                for code, response in operation["responses"].items():
                    if int(code) >= 400 and "content" in response:
                        response["description"] = MEANINGS[int(code)]
                        response["content"] = {CONTENT_TYPE: response["content"].pop("application/json")}
                        response["headers"] = PROBLEM_HEADERS.get(int(code), {})
                    elif "ETag" not in response.get("headers", {}) and "304" in map(str, operation["responses"]):
                        response["headers"] = {"ETag": {"schema": {"type": "string"}}}
        return schema

    def _get_urls(self) -> list[URLResolver | URLPattern]:
        patterns = super()._get_urls()
        for pattern in patterns:
            if isinstance(pattern, URLPattern):
                pattern.callback = _bounded(pattern.callback)
        return patterns


def build_api(
    routers: tuple[tuple[str, ApiRouter], ...],
    *,
    namespace: str = "api-v1",
    title: str = "明政接口",
    description: str = CONVENTIONS,
) -> HouseApi:
    """Return an API made of these routers; tests build their own with a namespace of its own."""
    api = HouseApi(
        title=title,
        version="1.0.0",
        description=description,
        urls_namespace=namespace,
        docs=Manual(),
        docs_url="/docs",
        openapi_url="/openapi.json",
        parser=StrictParser(),
        renderer=PlainRenderer(),
    )
    for prefix, router in routers:
        api.add_router(prefix, router)
    return api


@csrf_exempt
def answer_unknown(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Answer an address the API does not have."""
    return answer_problem(
        request, Problem(404, "no_such_address", "接口没有此地址。", "请对照 /api/v1/docs 核对地址。")
    )


def _refuse_constant(name: str) -> None:
    raise ValueError(name)


def _own_problem(exc: Exception) -> Problem | None:
    if isinstance(exc, ValidationError):
        errors = [describe_field_error(error) for error in exc.errors]
        detail = "；".join(f"{error['field']}：{error['message']}" for error in errors[:5])
        return Problem(422, "bad_input", detail, "请按接口说明修改后重新提交。", errors=errors)
    if isinstance(exc, AuthenticationError):
        return unauthenticated("未登录。")
    if isinstance(exc, Http404):
        return Problem(404, "not_found", "没有找到，或无权知悉。")
    if isinstance(exc, HttpError):
        text = "请求内容不是合法的 JSON。" if exc.status_code == 400 else "请求未被受理。"
        return Problem(exc.status_code, "bad_request", text)
    return None


def _bounded(view: View) -> View:
    """Wrap one address: size and type of what comes in, shape of what goes out."""

    @functools.wraps(view)
    def bounded(request: HttpRequest, *args: Any, **values: Any) -> HttpResponseBase:
        problem = find_oversize(request) or _find_wrong_type(request)
        response = answer_problem(request, problem) if problem else view(request, *args, **values)
        if response.status_code == 405:
            shaped = answer_problem(request, Problem(405, "method_not_allowed", "此地址不支持该方法。"))
            shaped["Allow"] = response.get("Allow", "")
            response = shaped
        response.setdefault("Cache-Control", "private, no-cache" if "ETag" in response else "no-store")
        patch_vary_headers(response, ["Authorization", "Cookie"])
        return response

    bounded.csrf_exempt = True  # type: ignore[attr-defined]  # SessionSignIn checks it itself
    return bounded


def _find_wrong_type(request: HttpRequest) -> Problem | None:
    has_body = request.META.get("CONTENT_LENGTH", "") not in {"", "0"}
    if request.method in WRITES and has_body and request.content_type != "application/json":
        return Problem(415, "unsupported_media_type", "请求内容须为 application/json。")
    return None
