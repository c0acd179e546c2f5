"""The sections of the site this room publishes; what they draw is in `site`."""

from collections.abc import Sequence

from mingzheng.domains.publishing.selectors import public_columns
from mingzheng.domains.publishing.site import articles, feeds, lists, reading
from mingzheng.domains.publishing.site.addresses import (
    ARCHIVES,
    CALENDAR,
    COLUMNS,
    EVERYTHING,
    FEEDS,
    ITEMS,
    ONLY_PAGES,
    SITE,
    item_key,
)
from mingzheng.platform.ledger.public import now
from mingzheng.platform.portal.public import PageRef, SiteSection, StaticPage, register_section


def _item_keys(after: str, most: int) -> Sequence[str]:
    return [item_key(number) for number in reading.list_item_keys(after, most)]


def _followers(keys: Sequence[str]) -> Sequence[PageRef]:
    return reading.following([int(key) for key in keys])


def _archive_keys(after: str, most: int) -> Sequence[str]:
    return reading.list_archive_keys(after, most, now())


def _column_keys(after: str, most: int) -> Sequence[str]:
    return sorted(column.code for column in public_columns(now()) if column.code > after)[:most]


def _feed_keys(after: str, most: int) -> Sequence[str]:
    codes = [EVERYTHING, *(column.code for column in public_columns(now()))]
    return sorted(code for code in codes if code > after)[:most]


def _site_keys(after: str, most: int) -> Sequence[str]:
    return [key for key in ONLY_PAGES if key > after][:most]


def _site_page(key: str) -> Sequence[StaticPage]:
    return feeds.render_calendar() if key == CALENDAR else lists.render_site(key)


for _section in (
    SiteSection(ARCHIVES, "按月归档", _archive_keys, lists.render_month),
    SiteSection(COLUMNS, "栏目", _column_keys, lists.render_column),
    SiteSection(FEEDS, "订阅", _feed_keys, feeds.render_feed),
    SiteSection(ITEMS, "信息", _item_keys, articles.render_item, _followers, reading.count_published),
    SiteSection(SITE, "首页和目录", _site_keys, _site_page),
):
    register_section(_section)
