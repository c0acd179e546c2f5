"""Small answers of the case screens: drafts, watching, papers, tags, links."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from mingzheng.casework.annotating import link_cases, set_tags, unwatch_case, watch_case
from mingzheng.casework.drafts import drop_draft, save_draft
from mingzheng.casework.errors import CaseNotFound, DoorError
from mingzheng.casework.models import Case
from mingzheng.casework.selectors import cases_for, get_case_for
from mingzheng.platform.access.public import Actor
from mingzheng.platform.desk.public import actor_of, go_to
from mingzheng.platform.files.public import FileUnavailable, file_response, open_file
from mingzheng.platform.ledger.public import now


def _actor(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    if actor is None:
        raise PermissionDenied
    return actor


def _case(request: HttpRequest, number: str) -> Case:
    try:
        return get_case_for(_actor(request), number=number)
    except CaseNotFound:
        raise Http404 from None


SKIPPED = frozenset({"csrfmiddlewaretoken", "idempotency_key", "seen_version"})


@login_required
@require_POST
def keep_draft(request: HttpRequest, place: str) -> HttpResponse:
    """Keep what is typed; an emptied form drops the draft."""
    fields: dict[str, Any] = {
        name: values if len(values) > 1 else values[0]
        for name, values in request.POST.lists()
        if name not in SKIPPED and any(values)
    }
    try:
        if fields:
            save_draft(_actor(request), place, fields, at=now())
        else:
            drop_draft(_actor(request), place)
    except DoorError as error:
        return JsonResponse({"message": error.message}, status=error.status)
    return HttpResponse(status=204)


@login_required
@require_POST
def toggle_watch(request: HttpRequest, number: str) -> HttpResponse:
    """Begin or end watching a case."""
    case, actor = _case(request, number), _actor(request)
    url = reverse("casework:case", args=[number])
    if request.POST.get("watch") == "0":
        unwatch_case(case.pk, actor=actor)
        return go_to(request, url, f"不再关注 {number}。")
    watch_case(case.pk, actor=actor, recorded_at=now())
    return go_to(request, url, f"已关注 {number}，有办理会告诉您。")


@login_required
@require_POST
def change_tags(request: HttpRequest, number: str) -> HttpResponse:
    """Replace the tags of a case."""
    case, url = _case(request, number), reverse("casework:case", args=[number])
    words = request.POST.get("tags", "").replace("，", " ").replace(",", " ").replace("、", " ").split()
    try:
        set_tags(case.pk, words, actor=_actor(request), recorded_at=now(), key=request.POST.get("idempotency_key", ""))
    except DoorError as error:
        return go_to(request, url, error.message)
    return go_to(request, url, "标签已更新。")


@login_required
@require_POST
def add_link(request: HttpRequest, number: str) -> HttpResponse:
    """Link a case to another."""
    case, url = _case(request, number), reverse("casework:case", args=[number])
    try:
        link_cases(
            case.pk,
            request.POST.get("other", "").strip(),
            kind="related",
            actor=_actor(request),
            recorded_at=now(),
            key=request.POST.get("idempotency_key", ""),
        )
    except DoorError as error:
        return go_to(request, url, error.message)
    return go_to(request, url, "已关联。")


@login_required
def case_file(request: HttpRequest, file_id: int) -> FileResponse:
    """Hand out a paper of a case to whoever may see one of the cases it belongs to."""
    try:
        opened = open_file(file_id, _actor(request), may_read=_may_read_case_file)
    except FileUnavailable:
        raise Http404 from None
    return file_response(opened, inline="inline" in request.GET)


def _may_read_case_file(actor: Actor, subjects: tuple[str, ...]) -> bool:
    ids = [int(subject.removeprefix("case:")) for subject in subjects if subject.startswith("case:")]
    return cases_for(actor).filter(pk__in=ids).exists()
