"""Public pages of the library that no file can hold: the text as of any day, and the search."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from mingzheng.domains.normative.addresses import as_of_address, document_address, list_address
from mingzheng.domains.normative.library.searching import search_earlier_texts, search_library
from mingzheng.domains.normative.models import Document
from mingzheng.domains.normative.selectors import find_article, find_document
from mingzheng.domains.normative.site import document_context, tone_of
from mingzheng.platform.accounts.public import open_to_all
from mingzheng.platform.ledger.public import today
from mingzheng.platform.portal.public import render_public

EARLIEST, LATEST = date(1949, 10, 1), date(2199, 12, 31)


def _document(slug: str) -> Document:
    found = find_document(slug)
    if found is None:
        raise Http404
    return found


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if EARLIEST <= day <= LATEST else None


@open_to_all
def choose_day(request: HttpRequest, slug: str) -> HttpResponse:
    """Go to the text of the day chosen in the form; without a readable day to today's."""
    document = _document(slug)
    day = _day(request.GET.get("day", ""))
    return HttpResponseRedirect(as_of_address(document.slug, day) if day else document_address(document.slug))


@open_to_all
def as_of(request: HttpRequest, slug: str, day: str) -> HttpResponse:
    """Answer with a document as it read and what it was worth on a day."""
    document, on = _document(slug), _day(day)
    if on is None:
        raise Http404
    context = {**document_context(document, on), "is_past": on != today()}
    return render_public(request, "normative/site/document.html", context)


@open_to_all
def as_of_article(request: HttpRequest, slug: str, day: str, number: int, suffix: int = 0) -> HttpResponse:
    """Answer with one article (第五条, 第五条之一) as it read on a day."""
    document, on = _document(slug), _day(day)
    if on is None:
        raise Http404
    context = document_context(document, on)
    article = find_article(context["shown"], number, suffix)
    if article is None:
        raise Http404
    crumbs = [
        {"title": "政策文件库", "url": list_address()},
        {"title": document.title, "url": as_of_address(document.slug, on)},
        {"title": article.label, "url": ""},
    ]
    context |= {"article": article, "is_past": on != today(), "crumbs": crumbs}
    return render_public(request, "normative/site/article.html", context)


@open_to_all
def search_page(request: HttpRequest) -> HttpResponse:
    """Answer with what the library has for the words, what holds first."""
    words = request.GET.get("q", "").strip()[:80]
    found = search_library(words, on=today()) if words else []
    context = {
        "words": words,
        "found": [{"one": one, "tone": tone_of(one.validity)} for one in found],
        "earlier": [
            (version, as_of_address(version.document.slug, version.in_force_from))
            for version in (search_earlier_texts(words) if words else ())
        ],
        "crumbs": [{"title": "政策文件库", "url": "/library/"}, {"title": "查找", "url": ""}],
    }
    return render_public(request, "normative/site/search.html", context)
