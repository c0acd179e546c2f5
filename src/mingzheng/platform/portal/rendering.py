"""Draws public pages: for a request, or for a file of the site. What stands on them belongs to the rooms."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template import loader

from mingzheng.platform.portal.assets import asset_address
from mingzheng.platform.portal.identity import get_site
from mingzheng.platform.portal.ways import list_ways


def _frame(path: str) -> dict[str, Any]:
    return {
        "site": get_site(),
        "path": path,
        "navigation": list_ways(path),
        "css_address": asset_address("site.css"),
        "js_address": asset_address("site.js"),
    }


def render_page(template: str, context: Mapping[str, Any], *, path: str) -> bytes:
    """Return a page for a file of the site; `path` is its address. Knows no request and no reader."""
    return loader.render_to_string(template, {**_frame(path), **context}).encode()


def render_public(
    request: HttpRequest, template: str, context: Mapping[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """Answer with a public page that depends on the request (forms, search). Never kept by caches."""
    body = loader.render_to_string(template, {**_frame(request.path), **(context or {})}, request)
    response = HttpResponse(body, status=status)
    response["Cache-Control"] = "no-store" if request.method == "POST" else "private, no-cache"
    return response
