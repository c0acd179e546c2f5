"""What every page here needs: who may call it, which draft and which application the visitor's browser stands for."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from mingzheng.domains.foi.citizen.access import VISIT_SECONDS, Visit, read_visit, seal_visit
from mingzheng.domains.foi.citizen.drafts import OpenDraft, open_draft
from mingzheng.domains.foi.citizen.records import record_turned_away
from mingzheng.platform.accounts.public import open_to_all
from mingzheng.platform.ledger.public import now
from mingzheng.platform.parameters.public import get_value
from mingzheng.platform.portal.public import TooOften, client_address, count_use, render_public

DRAFT, VISIT, OPENED = "apply_draft", "apply_visit", "apply_opened"
View = Callable[..., HttpResponse]
HOUR = timedelta(hours=1)
MOST_PRINTS = 30
CRUMB = {"title": "依申请公开", "url": "/apply/"}


def public_page(*methods: str) -> Callable[[View], View]:
    """Mark a view that anybody may call by these methods, and that no cache keeps."""

    def mark(view: View) -> View:
        return open_to_all(never_cache(require_http_methods([*methods, "HEAD"])(view)))

    return mark


def show(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """Answer with a page of this room; personal data may stand on it, so nobody keeps it."""
    title = context.get("crumb") or context.get("title", "")
    crumbs = [CRUMB, {"title": title, "url": ""}] if title and request.path != CRUMB["url"] else []
    response = render_public(request, template, {"crumbs": crumbs, **context}, status=status)
    response["Cache-Control"] = "no-store"
    return response


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what was sent, also when nothing stood in it; None when the page was only asked for."""
    return request.POST if request.method == "POST" else None


def draft_of(request: HttpRequest) -> OpenDraft | None:
    """Return the draft the browser remembers."""
    code, _, secret = request.COOKIES.get(DRAFT, "").partition(".")
    return open_draft(code, secret, at=now()) if code and secret else None


def remember_draft(response: HttpResponse, draft: OpenDraft) -> None:
    """Let the browser remember a draft as long as it is kept."""
    keep_cookie(response, DRAFT, draft.token, seconds=get_value("foi.draft_days") * 86_400)


def visit_of(request: HttpRequest) -> Visit | None:
    """Return the application the browser has opened."""
    cookie = request.COOKIES.get(VISIT, "")
    return read_visit(cookie) if cookie else None


def remember_visit(response: HttpResponse, visit: Visit) -> None:
    """Let the browser keep the application open for half an hour."""
    keep_cookie(response, VISIT, seal_visit(visit), seconds=VISIT_SECONDS)


def forget(response: HttpResponse, name: str) -> None:
    """Let the browser forget a draft or a visit."""
    response.delete_cookie(name, path="/", samesite="Lax")


def keep_cookie(response: HttpResponse, name: str, value: str, *, seconds: int) -> None:
    """Let the browser keep a value no script can read."""
    response.set_cookie(
        name, value, max_age=seconds, path="/", httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )


def too_often(request: HttpRequest, limit: TooOften, *, back: str) -> HttpResponse:
    """Say that it was too often and when to come back; put it on record."""
    turn_away(request, "too_often")
    context = {
        "title": "提交得太频繁",
        "text": f"请 {limit.wait}后再试。您已经填写的内容还在；急需办理的，可以打电话或者到窗口。",
        "go_on": [("返回", back)],
    }
    response = show(request, "portal/message.html", context, status=429)
    response["Retry-After"] = str(limit.seconds)
    return response


def turn_away(request: HttpRequest, reason: str) -> None:
    """Put on record that somebody was turned away."""
    record_turned_away(reason, client_address(request), at=now())


def count_visitor(request: HttpRequest, what: str, *, most: int) -> TooOften | None:
    """Count something a visitor does, by his address and hour."""
    return count_use(client_address(request), f"foi.{what}", most=most, window=HOUR, at=now())


def back_to_start() -> HttpResponse:
    """Send somebody without a draft to the beginning."""
    return redirect("apply:home")


def as_file(data: bytes, media_type: str, name: str) -> HttpResponse:
    """Hand out bytes as a file to be saved, which no cache keeps."""
    kind = media_type if media_type == "application/pdf" else "application/octet-stream"
    response = HttpResponse(data, content_type=kind)
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{_quoted(name)}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _quoted(name: str) -> str:
    return "".join(f"%{byte:02X}" for byte in name.encode())
