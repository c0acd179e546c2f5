"""Draws what lists items: columns, their months, the home page, the list of columns, the logs, the list of feeds."""

from collections.abc import Sequence
from typing import Any

from mingzheng.domains.publishing.models import Column, Publication
from mingzheng.domains.publishing.rules import assess_validity
from mingzheng.domains.publishing.selectors import public_columns
from mingzheng.domains.publishing.site import reading
from mingzheng.domains.publishing.site.addresses import (
    ARCHIVES,
    COLUMN_LIST,
    CORRECTIONS,
    FEED_LIST,
    HOME,
    archive_address,
    archive_key,
    column_address,
    feed_address,
    item_address,
)
from mingzheng.domains.publishing.site.articles import TONES, crumbs_of
from mingzheng.domains.publishing.words import ItemClass
from mingzheng.platform.ledger.public import now
from mingzheng.platform.parameters.public import get_value
from mingzheng.platform.portal.public import StaticPage, list_doors, list_open_matters, published_keys, render_page
from mingzheng.worktime.public import SHANGHAI

STATED = (ItemClass.NORMATIVE, ItemClass.POLICY)
PER_COLUMN = 4


def rows_of(items: Sequence[Publication]) -> list[dict[str, Any]]:
    """Return items as lists draw them."""
    today = now().astimezone(SHANGHAI).date()
    rows = []
    for one in items:
        validity = assess_validity(
            today, in_force_from=one.in_force_from, in_force_to=one.in_force_to, abolished_on=one.abolished_on
        )
        tone = TONES[validity] if one.item_class in STATED else ""
        rows.append(
            {
                "title": one.title,
                "url": item_address(one.path),
                "day": one.published_at,
                "number": one.document_number,
                "unit": one.unit.name,
                "state": validity.value if tone else "",
                "tone": tone,
            }
        )
    return rows


def render_column(key: str) -> Sequence[StaticPage]:
    """Return the page of a column; nothing for one that holds nothing."""
    at = now()
    column = reading.find_column(key, at)
    if column is None:
        return []
    items = reading.newest_of(column, at)
    months = [held.partition("|")[2] for held in published_keys(ARCHIVES, archive_key(key, ""))]
    years: dict[str, list[tuple[str, str]]] = {}
    for month in sorted(months, reverse=True):
        years.setdefault(month[:4], []).append((f"{int(month[5:])}月", archive_address(key, month)))
    context = {
        "column": column,
        "crumbs": crumbs_of(column),
        "rows": rows_of(items),
        "below": [one for one in public_columns(at) if one.parent_id == column.pk],
        "years": list(years.items()),
        "feeds": [(kind, feed_address(key, kind)) for kind in ("atom", "rss")],
    }
    path = column_address(key)
    body = render_page("publishing/site/column.html", context, path=path)
    return [StaticPage(path, body, title=column.name, changed_at=items[0].published_at if items else None)]


def render_month(key: str) -> Sequence[StaticPage]:
    """Return the page of a column's month; nothing when it holds nothing."""
    code, _, month = key.partition("|")
    at = now()
    column = reading.find_column(code, at)
    items = reading.items_of_month(column, month, at) if column is not None else []
    if column is None or not items:
        return []
    words = f"{month[:4]}年{int(month[5:])}月"
    way = [{"title": column.name, "url": column_address(code)}, {"title": words, "url": ""}]
    path = archive_address(code, month)
    context = {"column": column, "month": words, "crumbs": way, "rows": rows_of(items)}
    body = render_page("publishing/site/month.html", context, path=path)
    return [StaticPage(path, body, title=f"{column.name} {words}", changed_at=items[0].published_at)]


def render_site(key: str) -> Sequence[StaticPage]:
    """Return one of the pages there is only one of."""
    return {HOME: _home, COLUMN_LIST: _column_list, FEED_LIST: _feed_list, CORRECTIONS: _corrections}[key]()


def _home() -> list[StaticPage]:
    at = now()
    columns = [column for column in public_columns(at) if column.parent_id is None]
    context = {
        "doors": list_doors(),
        "suggestions": str(get_value("portal.suggested_words")).split(),
        "rows": rows_of(reading.newest_of(None, at, 9)),
        "open_for": list_open_matters(at.astimezone(SHANGHAI).date()),
        "columns": [(column, rows_of(reading.newest_of(column, at, PER_COLUMN))) for column in columns],
    }
    return [StaticPage("/", render_page("publishing/site/home.html", context, path="/"), title="首页", changed_at=at)]


def _column_list() -> list[StaticPage]:
    shown = public_columns(now())
    tree = [(top, [one for one in shown if one.parent_id == top.pk]) for top in shown if top.parent_id is None]
    return [_plain("/sitemap/", "publishing/site/columns.html", "全部栏目", {"tree": tree})]


def _feed_list() -> list[StaticPage]:
    columns: list[tuple[str, str]] = [("全站", "all")]
    columns += [(column.name, column.code) for column in public_columns(now())]
    feeds = [(name, feed_address(code, "atom"), feed_address(code, "rss")) for name, code in columns]
    return [_plain("/feeds/", "publishing/site/feeds.html", "订阅", {"feeds": feeds})]


def _corrections() -> list[StaticPage]:
    rows = reading.corrections(now())
    return [_plain("/corrections/", "publishing/site/corrections.html", "更正记录", {"rows": rows})]


def _plain(path: str, template: str, title: str, context: dict[str, Any]) -> StaticPage:
    frame = {"title": title, "crumbs": [{"title": title, "url": ""}]}
    return StaticPage(path, render_page(template, {**frame, **context}, path=path), title=title)


def column_of(code: str) -> Column | None:
    """Return a column the public sees now, or None."""
    return reading.find_column(code, now())
