"""The public log of answered applications and its released files: open to everybody, nobody named."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from mingzheng.domains.foi.citizen.portal.visiting import as_file, count_visitor, public_page, show, too_often
from mingzheng.domains.foi.office.public_log import answered_log, find_released, years_listed
from mingzheng.platform.files.public import FileUnavailable, read_bytes

MOST_PAGES = 300


@public_page("GET")
def log(request: HttpRequest) -> HttpResponse:
    """List what was answered in a year."""
    limit = count_visitor(request, "log", most=MOST_PAGES)
    if limit is not None:
        return too_often(request, limit, back=reverse("apply:home"))
    years = years_listed()
    asked, page = _number(request.GET.get("year", "")), max(1, _number(request.GET.get("page", "")))
    year = asked if asked in years else years[0] if years else 0
    lines, has_more = answered_log(year, page) if year else ([], False)
    context = {
        "title": "已答复的申请",
        "years": years,
        "year": year,
        "lines": lines,
        "page": page,
        "next_page": page + 1 if has_more else 0,
    }
    return show(request, "foi/citizen/log.html", context)


@public_page("GET")
def released(request: HttpRequest, file_id: int) -> HttpResponse:
    """Hand out a released file."""
    limit = count_visitor(request, "log", most=MOST_PAGES)
    if limit is not None:
        return too_often(request, limit, back=reverse("apply:log"))
    file = find_released(file_id)
    if file is None:
        raise Http404
    try:
        return as_file(read_bytes(file), file.media_type, file.name)
    except FileUnavailable:
        raise Http404 from None


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
