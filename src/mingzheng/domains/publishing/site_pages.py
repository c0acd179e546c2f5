"""What this room brings to the site: its sections, and what can be found. Drawing is `site`."""

from collections.abc import Sequence

from mingzheng.domains.publishing.migrating.former import find_former
from mingzheng.domains.publishing.selectors import public_columns
from mingzheng.domains.publishing.site import articles, blocks, feeds, finding, lists, reading
from mingzheng.domains.publishing.site.addresses import (
    ARCHIVES,
    CALENDAR,
    COLUMNS,
    EVERYTHING,
    FEEDS,
    ITEMS,
    ONLY_PAGES,
    OPENNESS,
    SITE,
    UNIT_SITES,
    item_key,
)
from mingzheng.platform.ledger.public import now
from mingzheng.platform.portal.public import (
    PageRef,
    SearchFilter,
    SearchSource,
    SiteSection,
    StaticPage,
    Way,
    register_filter,
    register_former_addresses,
    register_open_matters,
    register_section,
    register_source,
    register_way,
)


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


def _unit_keys(after: str, most: int) -> Sequence[str]:
    return sorted(site.code for site in reading.list_unit_sites(now()) if site.code > after)[:most]


def _site_page(key: str) -> Sequence[StaticPage]:
    if key == OPENNESS:
        return blocks.render_openness()
    if key == UNIT_SITES:
        return blocks.render_unit_list()
    return feeds.render_calendar() if key == CALENDAR else lists.render_site(key)


for _section in (
    SiteSection(ARCHIVES, "按月归档", _archive_keys, lists.render_month),
    SiteSection(COLUMNS, "栏目", _column_keys, lists.render_column),
    SiteSection(FEEDS, "订阅", _feed_keys, feeds.render_feed),
    SiteSection(ITEMS, "信息", _item_keys, articles.render_item, _followers, reading.count_published),
    SiteSection(UNIT_SITES, "单位网站", _unit_keys, blocks.render_unit_site),
    SiteSection(SITE, "首页和目录", _site_keys, _site_page),
):
    register_section(_section)

register_open_matters("publishing", reading.open_matters)
register_former_addresses("publishing", find_former)
register_source(SearchSource(finding.KIND, finding.visible, finding.load))
for _filter in (
    SearchFilter("state", "有效性", finding.state_options),
    SearchFilter("class", "信息类别", finding.class_options),
    SearchFilter("year", "发布年份", finding.year_options),
    SearchFilter("unit", "发布单位", finding.unit_options),
    SearchFilter("column", "栏目", finding.column_options),
):
    register_filter(_filter)
register_way(Way("columns", "政府信息公开", "/openness/", order=10))
