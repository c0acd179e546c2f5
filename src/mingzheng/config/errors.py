"""The error pages: what a person reads when an address cannot be answered. Their templates belong to `design`."""

import json

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.template import loader
from django.utils.html import escape

from mingzheng.platform.portal.public import find_moved, render_public

TEXTS = {
    400: ("请求无法识别", "请返回上一页重新操作；如由外部链接进入，请核对网址。"),
    403: ("无权查看或办理", "如确需办理，请联系本单位管理员核对授权；页面停留过久时，请刷新后重新提交。"),
    404: ("没有找到该页面", "该事项可能已移交、撤回或网址有误，请从工作台重新进入。"),
    500: ("系统发生错误", "您的操作未被登记，请稍后重试；多次出现请把请求编号告知系统管理员。"),
}


PUBLIC_TEXTS = {
    400: ("请求无法识别", "请返回上一页重新操作；由别处链接进入的，请核对网址。"),
    403: (
        "没有办成，请再试一次",
        "页面停留过久时会这样。请返回上一页，刷新后重新提交；仍然不行的，请拨打页面上的电话。",
    ),
    500: ("系统出了故障", "您刚才的操作没有登记，请稍后再试；急需办理的，请拨打页面上的电话。"),
}


def _answer(request: HttpRequest, status: int) -> HttpResponse:
    if status in PUBLIC_TEXTS and not request.path.startswith(("/api/", "/desk")):
        title, advice = PUBLIC_TEXTS[status]
        try:
            return render_public(request, "portal/message.html", {"title": title, "text": advice}, status=status)
        except Exception:  # noqa: S110 - as below: the page about an error must not fail
            pass
    title, advice = TEXTS[status]
    context = {"status": status, "title": title, "advice": advice}
    if request.path.startswith("/api/"):
        problem = {"type": "about:blank", "status": status, "title": title, "detail": advice}
        return HttpResponse(json.dumps(problem, ensure_ascii=False), "application/problem+json", status)
    try:
        body: str = loader.render_to_string(f"errors/{status}.html", context, request)
    except Exception:  # the page about an error must not fail for any reason: fall back to plain words
        body = (
            '<!doctype html><html lang="zh-Hans"><meta charset="utf-8">'
            f"<title>{escape(title)}</title><h1>{escape(title)}</h1><p>{escape(advice)}</p>"
        )
    return HttpResponse(body, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 400."""
    return _answer(request, 400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 403."""
    return _answer(request, 403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404: in the frame of the public site, but for the desk and the API. An address of an earlier site leads on."""
    if not request.path.startswith(("/api/", "/desk")):
        try:
            moved = find_moved(request.get_host(), request.path, request.META.get("QUERY_STRING", ""))
            if moved:
                return HttpResponsePermanentRedirect(moved, headers={"Cache-Control": "public, no-cache"})
            return render_public(request, "portal/not_found.html", status=404)
        except Exception:  # noqa: S110 - as below: the page about an error must not fail
            pass
    return _answer(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500."""
    return _answer(request, 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403 for a form that came without its token."""
    return _answer(request, 403)
