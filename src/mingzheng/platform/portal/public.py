"""The door of the public site: what rooms with public pages import."""

from mingzheng.platform.portal.calendars import CalendarEvent, write_calendar
from mingzheng.platform.portal.comparing import compare_site, list_differences
from mingzheng.platform.portal.doors import Door, list_doors, register_door
from mingzheng.platform.portal.forms import PublicForm, find_answer, remember_answer, sent_key
from mingzheng.platform.portal.identity import Site, get_site
from mingzheng.platform.portal.limits import TooOften, client_address, count_post, count_quickly, count_use
from mingzheng.platform.portal.moved import find_moved, register_former_addresses
from mingzheng.platform.portal.open_matters import OpenMatter, list_open_matters, register_open_matters
from mingzheng.platform.portal.outbound import is_outside, outbound_address
from mingzheng.platform.portal.paths import RESERVED
from mingzheng.platform.portal.publishing import publish_pages, take_down, unpublish
from mingzheng.platform.portal.rebuilding import find_rebuild
from mingzheng.platform.portal.rendering import render_page, render_public
from mingzheng.platform.portal.searching import (
    Found,
    SearchFilter,
    SearchSource,
    find_public,
    register_filter,
    register_source,
)
from mingzheng.platform.portal.sections import HOME, HTML, PageRef, SiteSection, StaticPage, register_section
from mingzheng.platform.portal.selectors import count_files, published_keys
from mingzheng.platform.portal.services import publish_after_commit, rebuild_site
from mingzheng.platform.portal.traffic import count_traffic
from mingzheng.platform.portal.ways import Way, register_way
from mingzheng.platform.portal.words import learn_words

__all__ = [
    "HOME",
    "HTML",
    "RESERVED",
    "CalendarEvent",
    "Door",
    "Found",
    "OpenMatter",
    "PageRef",
    "PublicForm",
    "SearchFilter",
    "SearchSource",
    "Site",
    "SiteSection",
    "StaticPage",
    "TooOften",
    "Way",
    "client_address",
    "compare_site",
    "count_files",
    "count_post",
    "count_quickly",
    "count_traffic",
    "count_use",
    "find_answer",
    "find_moved",
    "find_public",
    "find_rebuild",
    "get_site",
    "is_outside",
    "learn_words",
    "list_differences",
    "list_doors",
    "list_open_matters",
    "outbound_address",
    "publish_after_commit",
    "publish_pages",
    "published_keys",
    "rebuild_site",
    "register_door",
    "register_filter",
    "register_former_addresses",
    "register_open_matters",
    "register_section",
    "register_source",
    "register_way",
    "remember_answer",
    "render_page",
    "render_public",
    "sent_key",
    "take_down",
    "unpublish",
    "write_calendar",
]
