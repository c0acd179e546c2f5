"""The sections of the site this room publishes; what they draw is in `site`."""

from collections.abc import Sequence

from mingzheng.domains.normative.addresses import SECTION_DOCUMENTS, SECTION_LISTS
from mingzheng.domains.normative.finding import load, visible
from mingzheng.domains.normative.library.searching import DOCUMENT
from mingzheng.domains.normative.selectors import count_documents, list_slugs
from mingzheng.domains.normative.site import LISTS, render_document, render_list
from mingzheng.platform.portal.public import (
    Door,
    PageRef,
    SearchSource,
    SiteSection,
    Way,
    register_door,
    register_section,
    register_source,
    register_way,
)


def _list_keys(after: str, most: int) -> Sequence[str]:
    return sorted(key for key in LISTS if key > after)[:most]


def _lists(keys: Sequence[str]) -> Sequence[PageRef]:
    return [PageRef(SECTION_LISTS, key) for key in LISTS]


register_section(SiteSection(SECTION_DOCUMENTS, "政策文件", list_slugs, render_document, _lists, count=count_documents))
register_section(SiteSection(SECTION_LISTS, "政策文件库目录", _list_keys, render_list, count=lambda: len(LISTS)))
register_source(SearchSource(DOCUMENT, visible, load))
register_door(Door("policy", "查政策", "现行有效的文件、解读和问答", 10, url="/library/", icon="document"))
register_way(Way("library", "政策文件库", "/library/", order=20))
