"""The site's own dynamic pages: leaving for another site, and assets and the home page before they are files."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from mingzheng.platform.accounts.public import open_to_all
from mingzheng.platform.ledger.public import now, today
from mingzheng.platform.portal.assets import FOLDER, find_asset
from mingzheng.platform.portal.doors import list_doors
from mingzheng.platform.portal.feeds import search_feed
from mingzheng.platform.portal.limits import count_quickly
from mingzheng.platform.portal.outbound import read_outbound
from mingzheng.platform.portal.rendering import render_public
from mingzheng.platform.portal.searching import LAST_PAGE, Results, find_public, list_filters

LONGEST = 100


@open_to_all
@require_safe
def leaving(request: HttpRequest) -> HttpResponse:
    """Say that the reader is about to leave the site, and for where."""
    address = read_outbound(request.GET.get("to", ""), request.GET.get("s", ""))
    return render_public(request, "portal/leaving.html", {"address": address}, status=200 if address else 400)


@open_to_all
@require_safe
def asset(request: HttpRequest, name: str) -> HttpResponse:
    """Answer with an asset of this version: where no file of it has been written yet."""
    found = find_asset(FOLDER + name)
    if found is None:
        raise Http404
    body, media_type = found
    return HttpResponse(body, content_type=media_type, headers={"Cache-Control": "public, max-age=31536000, immutable"})


@open_to_all
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Answer with the bare home page of an installation that has published nothing yet."""
    return render_public(request, "portal/home.html", {"doors": list_doors()})


@open_to_all
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Answer with what the public finds."""
    query = read_query(request)
    chosen = chosen_filters(request)
    if _asks_too_often(request):
        context = {"title": "检索过于频繁", "text": "请稍候一分钟再试。急需办理的，请拨打页面上的电话。"}
        return render_public(request, "portal/message.html", context, status=429)
    page = request.GET.get("page", "1")
    number = int(page) if page.isascii() and page.isdigit() and len(page) < 4 else 1
    results = find_public(query, chosen, page=number, on=today()) if query else Results()

    def address(**changes: object) -> str:
        return "/search?" + urlencode({"q": query, **chosen, **changes})

    drawn: dict[str, Any] = {
        "query": query,
        "results": results,
        "filters": [(one, one.options(), chosen.get(one.name, "")) for one in list_filters()],
        "is_filtered": bool(chosen),
        "first": (results.page - 1) * 10 + 1,
        "previous": address(page=results.page - 1) if results.page > 1 else "",
        "following": address(page=results.page + 1) if results.has_more and results.page < LAST_PAGE else "",
        "hint_url": "/search?" + urlencode({"q": results.hint}) if results.hint else "",
        "feed_url": "/search/feed?" + urlencode({"q": query, **chosen}) if query else "",
        "alert_url": "/search/alert?" + urlencode({"q": query, **chosen}) if query else "",
        "crumbs": [{"title": "搜索", "url": ""}],
    }
    return render_public(request, "portal/search.html", drawn)


@open_to_all
@require_safe
def feed_of_search(request: HttpRequest) -> HttpResponse:
    """Answer with a search as a feed: a saved search that tells of what is new, without anybody's address."""
    query = read_query(request)
    if not query or _asks_too_often(request):
        return HttpResponse(status=429 if query else 400)
    chosen = chosen_filters(request)
    results = find_public(query, chosen, page=1, on=today())
    address = request.path + "?" + urlencode({"q": query, **chosen})
    body = search_feed(query, address, [hit.found for hit in results.hits], at=now())
    return HttpResponse(body, content_type="application/atom+xml; charset=utf-8", headers={"Cache-Control": "no-cache"})


def read_query(request: HttpRequest) -> str:
    """Return what is searched for, in one line."""
    return " ".join(request.GET.get("q", "").replace("\x00", "").split())[:LONGEST]


def chosen_filters(request: HttpRequest) -> dict[str, str]:
    """Return the filters asked for, whose values are among those offered."""
    given = {one.name: request.GET.get(one.name, "") for one in list_filters()}
    return {
        one.name: given[one.name]
        for one in list_filters()
        if given[one.name] and given[one.name] in dict(one.options())
    }


def _asks_too_often(request: HttpRequest) -> bool:
    return bool(count_quickly(request, "search", parameter="portal.searches_per_minute", at=now()))
