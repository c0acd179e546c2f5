"""What the public API tells of published items, columns and consultations: all through `public_items`."""

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from pydantic import Field

from mingzheng.domains.publishing.models import Publication
from mingzheng.domains.publishing.selectors import contents_of, documents_of_item
from mingzheng.domains.publishing.site import reading
from mingzheng.domains.publishing.site.addresses import asset_address, column_address, feed_address, item_address
from mingzheng.domains.publishing.site.finding import validity_of
from mingzheng.platform.api import public as kit
from mingzheng.platform.ledger.public import now
from mingzheng.platform.portal.public import get_site

router = kit.OpenRouter(tags=["政府信息"])
kit.register_open_router("", router)


class ItemOut(kit.Shape):
    """An item as lists tell it."""

    id: int
    title: str
    url: str
    column: str
    item_class: str
    unit: str
    document_number: str
    index_number: str
    issuer: str
    written_on: dt.date | None
    published_at: dt.datetime
    updated_at: dt.datetime
    validity: str
    in_force_from: dt.date | None
    in_force_to: dt.date | None
    abolished_on: dt.date | None


class FileOut(kit.Shape):
    """An attachment."""

    title: str
    url: str
    size: int


class RelationOut(kit.Shape):
    """Another item and how it bears on this one."""

    kind: str
    outward: bool
    id: int
    title: str
    url: str


class BearsOnOut(kit.Shape):
    """A document of the policy library and what the item is to it."""

    kind: str
    slug: str
    title: str
    url: str


class ItemDetail(ItemOut):
    """An item with its words."""

    summary: str
    text: str
    attachments: list[FileOut]
    relations: list[RelationOut]
    documents: list[BearsOnOut]


class ColumnOut(kit.Shape):
    """A column."""

    code: str
    name: str
    parent: str | None
    kind: str
    owner: str
    url: str
    feed: str


class ConsultationOut(kit.Shape):
    """A consultation with its period."""

    id: int
    title: str
    url: str
    opens: str | None
    closes: str | None


class ItemQuery(kit.CursorQuery):
    """Which items."""

    column: kit.Code | None = None
    item_class: kit.Code | None = Field(None, alias="class")
    since: kit.Day | None = None


@router.read("/items", response=kit.CursorPageOf[ItemOut], summary="政府信息（按编号递增翻页）")
def list_items(request: HttpRequest, response: HttpResponse, query: kit.Query[ItemQuery]) -> Any:
    """Give items after an id, ascending: the way to read everything."""
    at = now()
    rows = reading.walk_items(
        at,
        after=query.after,
        most=query.limit + 1,
        column=query.column or "",
        item_class=query.item_class or "",
        since=query.since,
    )
    shown = rows[: query.limit]
    kit.stamp(request, response, kit.content_tag([(row.pk, row.updated_at) for row in rows], at.date()))
    more = len(rows) > query.limit
    return {"items": [_item(row, at) for row in shown], "next_after": shown[-1].item_id if more else None}


@router.read("/items/{item_id}", response=ItemDetail, summary="一条政府信息及其正文")
def get_item(request: HttpRequest, response: HttpResponse, item_id: kit.Pk) -> Any:
    """Give one item with its text; what the public may not see is not there."""
    at = now()
    row = reading.find_publication(item_id, at)
    if row is None:
        raise kit.ProblemError(kit.Problem(404, "not_found", "没有找到，或者已经撤回。"))
    item = contents_of(row, at)
    related = [(relation.other.pk, relation.kind) for relation in item.relations]
    site = get_site()
    documents = [
        {"kind": str(kind), "slug": document.slug, "title": document.title, "url": site.absolute(document.address)}
        for kind, document in documents_of_item(row.item_id)
    ]
    kit.stamp(request, response, kit.content_tag(row.pk, row.updated_at, related, documents, at.date()))
    files = [
        {
            "title": asset.title,
            "url": site.absolute(asset_address(row.path, asset.pk, asset.file.name)),
            "size": asset.file.size,
        }
        for asset in item.attachments
    ]
    relations = [
        {
            "kind": relation.kind,
            "outward": relation.outward,
            "id": relation.other.item_id,
            "title": relation.other.title,
            "url": site.absolute(item_address(relation.other.path)),
        }
        for relation in item.relations
    ]
    words: dict[str, Any] = {"summary": row.summary, "text": item.text, "attachments": files}
    words |= {"relations": relations, "documents": documents}
    return {**_item(row, at), **words}


@router.read("/columns", response=list[ColumnOut], summary="有内容的栏目")
def list_columns(request: HttpRequest, response: HttpResponse) -> Any:
    """Give the columns the public sees."""
    site, columns = get_site(), reading.shown_columns(now())
    codes = {column.pk: column.code for column in columns}
    kit.stamp(request, response, kit.content_tag([(c.pk, c.name, c.parent_id, c.kind) for c in columns]))
    return [
        {
            "code": column.code,
            "name": column.name,
            "parent": codes.get(column.parent_id or 0),
            "kind": column.get_kind_display(),
            "owner": column.owner_unit.name,
            "url": site.absolute(column_address(column.code)),
            "feed": site.absolute(feed_address(column.code, "atom")),
        }
        for column in columns
    ]


@router.read("/consultations", response=list[ConsultationOut], summary="意见征集")
def list_consultations(request: HttpRequest, response: HttpResponse) -> Any:
    """Give the newest consultations with their periods."""
    site, rows = get_site(), reading.all_consultations(now(), 100)
    kit.stamp(request, response, kit.content_tag([(row.pk, row.updated_at) for row in rows]))
    return [
        {
            "id": row.item_id,
            "title": row.title,
            "url": site.absolute(item_address(row.path)),
            "opens": row.extra.get("opens"),
            "closes": row.extra.get("closes"),
        }
        for row in rows
    ]


def _item(row: Publication, at: dt.datetime) -> dict[str, Any]:
    names = ("title", "document_number", "index_number", "issuer", "written_on", "published_at", "updated_at")
    dates = ("in_force_from", "in_force_to", "abolished_on")
    return {
        "id": row.item_id,
        "url": get_site().absolute(item_address(row.path)),
        "column": row.column.code,
        "item_class": row.item_class,
        "unit": row.unit.name,
        "validity": validity_of(row, at).value,
        **{name: getattr(row, name) for name in (*names, *dates)},
    }
