"""Draws the page of an item with its files: validity, statutory fields, text, attachments, relations, corrections.

Legal basis: 政府网站发展指引 (statutory meta tags, marks of what is no longer in force); GB/T 37668-2019.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from bs4 import BeautifulSoup

from mingzheng.domains.publishing.models import Column, Publication, Withdrawal
from mingzheng.domains.publishing.rules import Validity
from mingzheng.domains.publishing.selectors import PublicItem, contents_of, documents_of_item
from mingzheng.domains.publishing.site import reading
from mingzheng.domains.publishing.site.addresses import asset_address, column_address, item_address
from mingzheng.domains.publishing.site.previews import preview_address, render_previews
from mingzheng.domains.publishing.topics import TopicField, topic_of
from mingzheng.domains.publishing.words import INWARD, OUTWARD, Ground, RelationKind
from mingzheng.platform.content.public import Asset, render_body
from mingzheng.platform.files.public import read_bytes
from mingzheng.platform.ledger.public import now
from mingzheng.platform.portal.public import StaticPage, get_site, outbound_address, render_page

TONES = {
    Validity.IN_FORCE: "good",
    Validity.NOT_YET: "wait",
    Validity.EXPIRED: "gone",
    Validity.ABOLISHED: "gone",
    Validity.NOT_STATED: "",
}


def render_item(key: str) -> Sequence[StaticPage]:
    """Return the files of an item's page now: the article, or the public note of a withdrawal, or nothing."""
    at, item_id = now(), int(key)
    publication = reading.find_publication(item_id, at)
    if publication is not None:
        return _article(contents_of(publication, at), at)
    withdrawal = reading.find_withdrawal(item_id)
    return [_tombstone(withdrawal)] if withdrawal is not None else []


def _article(item: PublicItem, at: dt.datetime) -> list[StaticPage]:
    publication = item.publication
    path = item_address(publication.path)
    attachments = [(asset, asset_address(publication.path, asset.pk, asset.file.name)) for asset in item.attachments]
    pictures = {asset.pk: asset_address(publication.path, asset.pk, asset.file.name) for asset in item.images.values()}
    previews = render_previews(publication, attachments)
    drawn = {page.path for page in previews}
    readable = {
        asset.pk: address for asset, _ in attachments if (address := preview_address(publication.path, asset)) in drawn
    }
    context = {
        "item": item,
        "publication": publication,
        "tone": TONES[item.validity],
        "crumbs": crumbs_of(publication.column, publication.title),
        "text": announce_leaving(render_body(item.html, lambda number: pictures.get(number, ""))),
        "attachments": [
            (asset, address, address.rpartition(".")[2].upper(), readable.get(asset.pk, ""))
            for asset, address in attachments
        ],
        "relations": group_relations(item),
        "documents": documents_of_item(publication.item_id),
        "fields": statutory_fields(publication, item.validity),
    }
    body = render_page("publishing/site/article.html", context, path=path)
    page = StaticPage(path, body, title=publication.title, changed_at=publication.updated_at)
    return [page, *previews, *(_file(asset, address) for asset, address in [*attachments, *_pictures(item, pictures)])]


def _pictures(item: PublicItem, addresses: dict[int, str]) -> list[tuple[Asset, str]]:
    return [(asset, addresses[number]) for number, asset in item.images.items()]


def _file(asset: Asset, address: str) -> StaticPage:
    return StaticPage(address, read_bytes(asset.file), asset.file.media_type, title=asset.title, sitemap=False)


def _tombstone(withdrawal: Withdrawal) -> StaticPage:
    publication = withdrawal.publication
    path = item_address(publication.path)
    target = withdrawal.redirect if withdrawal.redirect.startswith("/") else outbound_address(withdrawal.redirect)
    context = {
        "publication": publication,
        "withdrawal": withdrawal,
        "target": target,
        "crumbs": crumbs_of(publication.column, "已撤回"),
    }
    body = render_page("publishing/site/withdrawn.html", context, path=path)
    return StaticPage(path, body, title=publication.title, sitemap=False, status=410)


def crumbs_of(column: Column, last: str = "") -> list[dict[str, str]]:
    """Return the way from home to a column, or to a page in it."""
    way: list[dict[str, str]] = []
    above: Column | None = column
    while above is not None:
        way.insert(0, {"title": above.name, "url": column_address(above.code)})
        above = above.parent
    return [*way, {"title": last, "url": ""}] if last else [*way[:-1], {"title": column.name, "url": ""}]


def group_relations(item: PublicItem) -> list[tuple[str, list[Publication]]]:
    """Return the related items under what they are to this one."""
    groups: dict[str, list[Publication]] = {}
    for relation in item.relations:
        words = OUTWARD if relation.outward else INWARD
        groups.setdefault(words[RelationKind(relation.kind)], []).append(relation.other)
    return list(groups.items())


def statutory_fields(publication: Publication, validity: Validity) -> list[tuple[str, Any, bool]]:
    """Return the statutory fields that say something: name, value, whether the value is a day.

    Legal basis: 政府信息公开条例 第二十四条; 政府信息公开目录 (索引号、内容概述、生成日期 …).
    """
    rows: list[tuple[str, Any, bool]] = [
        ("索引号", publication.index_number, False),
        ("发文机关", publication.issuer, False),
        ("文号", publication.document_number, False),
        ("成文日期", publication.written_on, True),
        ("发布日期", publication.published_at, True),
        ("主题分类", publication.subject, False),
        ("体裁", publication.get_genre_display() if publication.genre else "", False),
        ("信息类别", publication.get_item_class_display(), False),
        ("有效性", validity.value, False),
        ("施行日期", publication.in_force_from, True),
        ("有效期至", publication.in_force_to, True),
        ("公开方式", "主动公开", False),
        ("公开依据", dict(Ground.choices).get(publication.mode_ground, ""), False),
        ("审图号", publication.map_number, False),
        *_topic_fields(publication),
    ]
    return [row for row in rows if row[1]]


def _topic_fields(publication: Publication) -> list[tuple[str, Any, bool]]:
    """Return the own fields of a publication's topic under the names readers know."""
    topic = topic_of(publication.column.topic, publication.item_class)
    if topic is None:
        return []
    return [
        (
            field.label.partition("（自然人")[0],
            _topic_value(field, publication.extra.get(field.code, "")),
            field.kind == "date",
        )
        for field in topic.fields
    ]


def _topic_value(field: TopicField, value: str) -> Any:
    try:
        return dt.date.fromisoformat(value) if field.kind == "date" and value else value
    except ValueError:
        return ""


def announce_leaving(html: str) -> str:
    """Send the links of a text that leave the site past the notice."""
    soup = BeautifulSoup(html, "html.parser")
    own = urlsplit(get_site().address).netloc
    for link in soup.find_all("a"):
        address = str(link.get("href", ""))
        if address.startswith(("http:", "https:")) and urlsplit(address).netloc != own:
            link["href"] = outbound_address(address)
            link["rel"] = "nofollow"
    return str(soup)
