"""Draws the page of 政府信息公开 with its four fixed blocks, and the sites of units that stand on this installation.

Legal basis: 国办公开办函〔2019〕61号 (四个固定板块、依申请公开入口); 国办发〔2017〕47号 (集约化).
"""

from collections.abc import Sequence
from typing import Any

from mingzheng.domains.publishing.site import reading
from mingzheng.domains.publishing.site.addresses import unit_address
from mingzheng.domains.publishing.site.lists import rows_of
from mingzheng.domains.publishing.words import Block
from mingzheng.platform.ledger.public import now
from mingzheng.platform.portal.public import StaticPage, render_page

PER_BLOCK, PER_SITE, PER_CLASS = 6, 30, 6
EMPTY_WORDS = {
    Block.GUIDE: "指南正在编制。",
    Block.RULES: "制度正在整理。",
    Block.STATUTORY: "见各栏目。",
    Block.REPORTS: "年报在每年 3 月 31 日前公布。",
}


def render_openness() -> list[StaticPage]:
    """Return the page of the four blocks, each with its columns and their newest items."""
    at, blocks = now(), []
    shown = reading.shown_columns(at)
    for block in Block:
        columns = [column for column in shown if column.block == block]
        items = [item for column in columns for item in reading.newest_of(column, at, PER_BLOCK)]
        items = sorted(items, key=lambda one: one.published_at, reverse=True)[:PER_BLOCK]
        blocks.append({"block": block, "columns": columns, "rows": rows_of(items), "empty": EMPTY_WORDS[block]})
    return [_page("/openness/", "publishing/site/openness.html", "政府信息公开", {"blocks": blocks})]


def render_unit_list() -> list[StaticPage]:
    """Return the list of unit sites; no page while there is none."""
    sites = reading.list_unit_sites(now())
    if not sites:
        return []
    return [_page("/units/", "publishing/site/units.html", "单位网站", {"sites": sites})]


def render_unit_site(key: str) -> Sequence[StaticPage]:
    """Return a unit's own site; nothing for one that was closed."""
    at = now()
    site = reading.find_unit_site(key, at)
    if site is None:
        return []
    items = reading.newest_of_unit(site.unit_id, at, PER_SITE)
    groups: dict[str, list[Any]] = {}
    for item in items:
        groups.setdefault(item.column.name, []).append(item)
    context = {
        "unit_site": site,
        "rows": rows_of(items[:PER_CLASS]),
        "groups": [(name, rows_of(held[:PER_CLASS])) for name, held in groups.items()],
    }
    crumbs = [{"title": "单位网站", "url": "/units/"}, {"title": site.name, "url": ""}]
    return [_page(unit_address(key), "publishing/site/unit.html", site.name, context, crumbs)]


def _page(
    path: str, template: str, title: str, context: dict[str, Any], crumbs: list[dict[str, str]] | None = None
) -> StaticPage:
    frame = {"title": title, "crumbs": crumbs or [{"title": title, "url": ""}]}
    return StaticPage(path, render_page(template, {**frame, **context}, path=path), title=title)
