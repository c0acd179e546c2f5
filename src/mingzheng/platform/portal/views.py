"""The site's own dynamic pages: leaving for another site, and assets and the home page before they are files."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from mingzheng.platform.accounts.public import open_to_all
from mingzheng.platform.portal.assets import FOLDER, find_asset
from mingzheng.platform.portal.doors import list_doors
from mingzheng.platform.portal.outbound import read_outbound
from mingzheng.platform.portal.rendering import render_public


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
