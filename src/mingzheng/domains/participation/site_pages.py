"""What this room brings to the site: its sections, what is open for comment, and what can be found. Drawing is `site`."""

from collections.abc import Sequence

from mingzheng.domains.participation.addresses import CALENDAR, LIST, SECTION, SECTION_LISTS
from mingzheng.domains.participation.announcing import KIND, load, visible
from mingzheng.domains.participation.selectors import count_public, list_numbers
from mingzheng.domains.participation.site import open_matters, render_consultation, render_list
from mingzheng.platform.portal.public import (
    HOME,
    PageRef,
    SearchSource,
    SiteSection,
    Way,
    register_open_matters,
    register_section,
    register_source,
    register_way,
)

LISTS = (CALENDAR, LIST)


def _list_keys(after: str, most: int) -> Sequence[str]:
    return [key for key in LISTS if key > after][:most]


def _followers(keys: Sequence[str]) -> Sequence[PageRef]:
    return [*(PageRef(SECTION_LISTS, key) for key in LISTS), HOME]


register_section(SiteSection(SECTION, "征求意见", list_numbers, render_consultation, _followers, count=count_public))
register_section(SiteSection(SECTION_LISTS, "征求意见目录", _list_keys, render_list, count=lambda: len(LISTS)))
register_source(SearchSource(KIND, visible, load))
register_open_matters("participation", open_matters)
register_way(Way("consultations", "征求意见", "/consultations/", order=25))
