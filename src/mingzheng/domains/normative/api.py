"""What the public API tells of the policy library: documents with their validity, and a text by article as of a day."""

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse

from mingzheng.domains.normative.addresses import article_address, document_address
from mingzheng.domains.normative.models import Document
from mingzheng.domains.normative.ports import items_beside
from mingzheng.domains.normative.selectors import (
    find_document,
    list_articles,
    list_texts,
    related_to,
    text_as_of,
    validity_of,
    walk_documents,
)
from mingzheng.domains.normative.words import KINDS
from mingzheng.platform.api import public as kit
from mingzheng.platform.ledger.public import today
from mingzheng.platform.portal.public import get_site

router = kit.OpenRouter(tags=["政策文件库"])
kit.register_open_router("/library", router)


class DocumentOut(kit.Shape):
    """A document of the library and what it is worth today."""

    id: int
    slug: str
    title: str
    kind: str
    issuer: str
    document_number: str
    registration_number: str
    issued_on: dt.date | None
    published_on: dt.date | None
    effective_on: dt.date | None
    expires_on: dt.date | None
    ended_on: dt.date | None
    validity: str
    in_force: bool
    url: str


class ArticleOut(kit.Shape):
    """An article, or an unnumbered piece."""

    label: str
    path: str
    text: str
    url: str


class BearingOut(kit.Shape):
    """Another document and how it bears on this one."""

    kind: str
    slug: str
    title: str


class BesideOut(kit.Shape):
    """Something published that bears on a document: its interpretation, an answer, a service."""

    words: str
    title: str
    url: str


class DocumentDetail(DocumentOut):
    """A document with the text that reads on a day."""

    as_of: dt.date
    articles: list[ArticleOut]
    relations: list[BearingOut]
    beside: list[BesideOut]


class DocumentQuery(kit.CursorQuery):
    """Which documents."""

    kind: kit.Code | None = None


class DayQuery(kit.Shape):
    """Which day's text."""

    on: kit.Day | None = None


@router.read("/documents", response=kit.CursorPageOf[DocumentOut], summary="政策文件（按编号递增翻页）")
def list_documents(request: HttpRequest, response: HttpResponse, query: kit.Query[DocumentQuery]) -> Any:
    """Give documents after an id, ascending: the way to read the whole library."""
    if query.kind and query.kind not in dict(KINDS):
        raise kit.ProblemError(kit.Problem(422, "unknown_kind", f"kind 只能是 {'、'.join(dict(KINDS))}。"))
    day = today()
    rows = walk_documents(query.kind or "", after=query.after, most=query.limit + 1)
    told = [_document(row, day) for row in rows[: query.limit]]
    kit.stamp(request, response, kit.content_tag([tuple(map(str, one.values())) for one in told], len(rows)))
    return {"items": told, "next_after": told[-1]["id"] if len(rows) > query.limit else None}


@router.read("/documents/{slug}", response=DocumentDetail, summary="一份政策文件及某一天的正文")
def get_document(request: HttpRequest, response: HttpResponse, slug: kit.Code, query: kit.Query[DayQuery]) -> Any:
    """Give one document with its text as of a day, today unless one is named."""
    document = find_document(slug)
    if document is None:
        raise kit.ProblemError(kit.Problem(404, "not_found", "库里没有这份文件。"))
    site, day = get_site(), query.on or today()
    shown = text_as_of(list_texts(document), day)
    articles = [
        {
            "label": one.label,
            "path": one.path,
            "text": one.text,
            "url": site.absolute(article_address(document.slug, one.number, one.suffix)) if one.number else "",
        }
        for one in list_articles(shown)
    ]
    relations = [
        {"kind": one.words, "slug": one.document.slug, "title": one.document.title} for one in related_to(document)
    ]
    beside = [
        {"words": one.words, "title": one.title, "url": site.absolute(one.address)}
        for one in items_beside(document.slug)
    ]
    told = {**_document(document, day), "as_of": day, "articles": articles, "relations": relations, "beside": beside}
    tag = kit.content_tag(document.pk, shown.pk if shown else 0, day, told["validity"], relations, beside)
    kit.stamp(request, response, tag)
    return told


def _document(row: Document, day: dt.date) -> dict[str, Any]:
    validity = validity_of(row, day)
    dates = ("issued_on", "published_on", "effective_on", "expires_on", "ended_on")
    return {
        "id": row.pk,
        "document_number": row.doc_number,
        "registration_number": row.reg_number,
        "validity": validity.label,
        "in_force": validity.holds,
        "url": get_site().absolute(document_address(row.slug)),
        **{name: getattr(row, name) for name in ("slug", "title", "kind", "issuer", *dates)},
    }
