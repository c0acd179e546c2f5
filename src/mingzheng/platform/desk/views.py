"""The base of every staff screen, and the desk's own small pages: appearance and saved filters.

Lists, forms and boards have their own bases in `lists`, `forms` and `boards`; whether an actor may see a screen is
decided by the room the screen belongs to.
"""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from mingzheng.platform.access.public import Actor
from mingzheng.platform.design.public import Crumb
from mingzheng.platform.desk.actors import actor_of
from mingzheng.platform.desk.context import THEME_COOKIE, THEMES
from mingzheng.platform.desk.links import list_links
from mingzheng.platform.desk.services import TooManySavedFiltersError, remove_filter, rename_filter, save_filter

YEAR_IN_SECONDS = 365 * 24 * 3600


class DeskView(LoginRequiredMixin, TemplateView):
    """A staff screen: signed in, with a title, one line on what it is for and the law it serves.

    Override `may_see` to refuse an actor (the answer is 403), `get_crumbs`, and `get_context_data` as usual.
    """

    page_title = ""
    purpose = ""
    basis = ""

    @property
    def actor(self) -> Actor:
        """Return who is at the desk."""
        actor = actor_of(self.request)
        if actor is None:
            raise PermissionDenied
        return actor

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Refuse who may not see the screen before anything is read."""
        if request.user.is_authenticated and not self.may_see(self.actor):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def may_see(self, actor: Actor) -> bool:
        """Say whether the actor may open the screen at all; what it shows is limited by its selectors."""
        return True

    def get_page_title(self) -> str:
        """Return the heading."""
        return self.page_title

    def get_crumbs(self) -> Sequence[Crumb]:
        """Return the way from home to here; empty draws none."""
        return ()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the frame draws."""
        frame = {"page_title": self.get_page_title(), "purpose": self.purpose, "basis": self.basis}
        return super().get_context_data(**frame, crumbs=self.get_crumbs(), actor=self.actor, **kwargs)


def back_to(request: HttpRequest) -> HttpResponseRedirect:
    """Go back to the page the form names, or home when it names a foreign one."""
    target = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        return HttpResponseRedirect(target)
    return HttpResponseRedirect(list_links().get("home", "/desk/"))


@require_POST
def choose_appearance(request: HttpRequest) -> HttpResponse:
    """Keep the chosen appearance in a cookie; works without scripts and before sign-in."""
    response = back_to(request)
    theme = request.POST.get("theme", "")
    if theme in dict(THEMES):
        response.set_cookie(THEME_COOKIE, theme, max_age=YEAR_IN_SECONDS, samesite="Lax", secure=request.is_secure())
    return response


def _account_id(request: HttpRequest) -> int:
    actor = actor_of(request)
    if actor is None or actor.account_id is None:
        raise PermissionDenied
    return actor.account_id


@require_POST
@login_required
def save_filter_view(request: HttpRequest) -> HttpResponse:
    """Keep the list's filters under a name."""
    name = request.POST.get("name", "").strip()[:40]
    list_key = request.POST.get("list_key", "")[:64]
    if not name or not list_key:
        messages.error(request, "请给筛选起个名字。")
        return back_to(request)
    try:
        saved = save_filter(
            account_id=_account_id(request),
            list_key=list_key,
            name=name,
            querystring=request.POST.get("querystring", "")[:2000],
        )
    except TooManySavedFiltersError as error:
        messages.error(request, error.message)
        return back_to(request)
    messages.success(request, f"筛选已存为「{saved.name}」，在「已存筛选」里。")
    return back_to(request)


@require_POST
@login_required
def rename_filter_view(request: HttpRequest, filter_id: int) -> HttpResponse:
    """Give one of the reader's own filters another name."""
    name = request.POST.get("name", "").strip()[:40]
    if not name:
        messages.error(request, "请给筛选起个名字。")
    elif rename_filter(account_id=_account_id(request), filter_id=filter_id, name=name):
        messages.success(request, f"筛选已改名为「{name}」。")
    else:
        messages.error(request, f"已有名为「{name}」的筛选，请另起一个名字。")
    return back_to(request)


@require_POST
@login_required
def remove_filter_view(request: HttpRequest, filter_id: int) -> HttpResponse:
    """Remove one of the reader's own filters."""
    remove_filter(account_id=_account_id(request), filter_id=filter_id)
    messages.success(request, "该筛选已删去。")
    return back_to(request)


def go_to(request: HttpRequest, url: str, text: str) -> HttpResponseRedirect:
    """Say what is now true and go on to `url`."""
    messages.success(request, text)
    return redirect(url)
