"""Draws the public pages of the library: lists, a document with its validity, its articles, the text of a day.

Legal basis: 政府网站发展指引 (网页标注有效性); rules 5.4, 5.6.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from mingzheng.domains.normative.addresses import (
    ALL,
    LAWS,
    OWN,
    article_address,
    document_address,
    list_address,
)
from mingzheng.domains.normative.models import Article, Document
from mingzheng.domains.normative.ports import find_consultation, items_beside
from mingzheng.domains.normative.selectors import (
    find_document,
    interpretations_of,
    list_articles,
    list_documents,
    list_texts,
    related_to,
    text_as_of,
    validity_of,
)
from mingzheng.domains.normative.validity import Validity
from mingzheng.domains.normative.words import KINDS, OWN_KINDS
from mingzheng.platform.ledger.public import now, today
from mingzheng.platform.portal.public import StaticPage, render_page

PAGE_SIZE = 50
LISTS = {
    ALL: ("政策文件库", frozenset[str]()),
    OWN: ("行政规范性文件", OWN_KINDS),
    LAWS: ("法律法规规章", frozenset({"law", "regulation", "local", "rule"})),
}
TONES = {Validity.NOT_YET: "wait", Validity.UNKNOWN: ""}


def tone_of(validity: Validity) -> str:
    """Return the tone of the banner that says what a document is worth."""
    return "good" if validity.holds else TONES.get(validity, "gone")


def document_context(document: Document, on: dt.date) -> dict[str, Any]:
    """Return what a page about a document shows, as of a day. A fixed number of queries."""
    texts = list_texts(document)
    shown = text_as_of(texts, on)
    validity = validity_of(document, on)
    return {
        "document": document,
        "day": on,
        "validity": validity,
        "tone": tone_of(validity),
        "texts": texts,
        "shown": shown,
        "articles": list_articles(shown),
        "related": related_to(document),
        "interpretations": interpretations_of(document),
        "beside": items_beside(document.slug),
        "consultation": find_consultation(document.case_id) if document.case_id else None,
        "crumbs": [
            {"title": "政策文件库", "url": list_address()},
            {"title": document.title, "url": ""},
        ],
    }


def render_document(slug: str) -> Sequence[StaticPage]:
    """Return the files of a document: its page, and one for every numbered article, as they read today."""
    document = find_document(slug)
    if document is None:
        return []
    context, at = document_context(document, today()), now()
    path = document_address(slug)
    pages = [
        StaticPage(
            path, render_page("normative/site/document.html", context, path=path), title=document.title, changed_at=at
        )
    ]
    seen: set[tuple[int, int]] = set()
    articles: list[Article] = context["articles"]
    for place, article in enumerate(articles):
        key = (article.number, article.suffix)
        if article.number and key not in seen:
            seen.add(key)
            pages.append(_article_page(context, articles, place, at))
    return pages


def _article_page(context: dict[str, Any], articles: Sequence[Article], place: int, at: dt.datetime) -> StaticPage:
    article, document = articles[place], context["document"]
    path = article_address(document.slug, article.number, article.suffix)
    around = {
        "article": article,
        "before": articles[place - 1] if place and articles[place - 1].number else None,
        "after": articles[place + 1] if place + 1 < len(articles) and articles[place + 1].number else None,
        "crumbs": [
            {"title": "政策文件库", "url": list_address()},
            {"title": document.title, "url": document_address(document.slug)},
            {"title": article.label, "url": ""},
        ],
    }
    body = render_page("normative/site/article.html", {**context, **around}, path=path)
    return StaticPage(path, body, title=f"{document.title} {article.label}", changed_at=at)


def list_pages_of(key: str) -> int:
    """Return how many pages a list has."""
    count = list_documents(LISTS[key][1]).count()
    return max(1, -(-count // PAGE_SIZE))


def render_list(key: str) -> Sequence[StaticPage]:
    """Return the pages of one list of the library."""
    if key not in LISTS:
        return []
    title, kinds = LISTS[key]
    day, at, total = today(), now(), list_pages_of(key)
    rows, kind_words = list_documents(kinds), dict(KINDS)
    pages = []
    for number in range(1, total + 1):
        chunk = rows[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
        path = list_address(key, number)
        context = {
            "title": title,
            "rows": [
                {"document": one, "kind": kind_words[one.kind], "validity": state, "tone": tone_of(state)}
                for one in chunk
                for state in (validity_of(one, day),)
            ],
            "lists": [
                {"title": words, "url": list_address(code), "here": code == key} for code, (words, _) in LISTS.items()
            ],
            "number": number,
            "total": total,
            "before": list_address(key, number - 1) if number > 1 else "",
            "after": list_address(key, number + 1) if number < total else "",
            "crumbs": [{"title": "政策文件库", "url": list_address() if key != ALL else ""}]
            + ([{"title": title, "url": ""}] if key != ALL else []),
        }
        body = render_page("normative/site/list.html", context, path=path)
        pages.append(StaticPage(path, body, title=title, changed_at=at, sitemap=number == 1))
    return pages
