"""The inbox and the preferences at the desk. What stands in them is `selectors`, what changes `services`."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mingzheng.platform.access.public import Actor
from mingzheng.platform.accounts.public import actor_of, safe_next
from mingzheng.platform.ledger.public import now
from mingzheng.platform.notices.forms import PreferenceForm
from mingzheng.platform.notices.selectors import (
    count_unread_for,
    find_notice_for,
    list_notices_for,
    preference_for,
    reach_of,
)
from mingzheng.platform.notices.services import keep_preference_for, mark_all_read_for, mark_read_for
from mingzheng.platform.parameters.public import get_value

ROWS = 30


def _reader(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    if actor.account_id is None:
        raise PermissionDenied
    return actor


@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    """Show the reader's lines, the newest first."""
    actor = _reader(request)
    unread_only = request.GET.get("show") == "unread"
    page = Paginator(list_notices_for(actor, unread_only=unread_only), ROWS).get_page(request.GET.get("page"))
    context = {
        "page_title": "消息",
        "purpose": "告诉您有什么等着办；只写事由和条数，内容请进入事项查看。",
        "page": page,
        "unread": count_unread_for(actor),
        "unread_only": unread_only,
    }
    return render(request, "notices/inbox.html", context)


@require_POST
def open_notice(request: HttpRequest, notice_id: int) -> HttpResponse:
    """Mark one line as read and go where it leads."""
    actor = _reader(request)
    notice = find_notice_for(actor, notice_id)
    if notice is None:
        return redirect("notices:inbox")
    mark_read_for(actor, [notice.pk], at=now())
    return redirect(safe_next(request, notice.url))


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark everything as read."""
    mark_all_read_for(_reader(request), at=now())
    return redirect("notices:inbox")


@require_http_methods(["GET", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """Show and keep by which ways the reader wants to hear."""
    actor = _reader(request)
    if actor.person_id is None:
        raise PermissionDenied
    form = PreferenceForm(request.POST or None, instance=preference_for(actor))
    if request.method == "POST" and form.is_valid():
        keep_preference_for(actor, at=now(), **form.cleaned_data)
        return redirect(f"{reverse('notices:preferences')}?kept=1")
    context = {
        "page_title": "接收方式",
        "purpose": "站内消息始终保留；在这里选择是否另发邮件、短信。",
        "form": form,
        "kept": "kept" in request.GET,
        "reach": reach_of(actor),
        "digest_hour": get_value("notices.digest_hour"),
        "quiet_hours": get_value("notices.quiet_hours"),
    }
    return render(request, "notices/preferences.html", context)
