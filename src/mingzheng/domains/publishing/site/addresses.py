"""Where the pages of the publishing room stand on the site, and the keys of their pages. Pure."""

import datetime as dt
import re

from mingzheng.platform.portal.public import PageRef
from mingzheng.worktime.public import SHANGHAI

ITEMS, ARCHIVES, COLUMNS, FEEDS, SITE = "items", "archives", "columns", "feeds", "site"
EVERYTHING = "all"
HOME, COLUMN_LIST, FEED_LIST, CORRECTIONS, CALENDAR = "home", "columns", "feeds", "corrections", "calendar"
OPENNESS, UNIT_SITES = "openness", "units"
ONLY_PAGES = (CALENDAR, COLUMN_LIST, CORRECTIONS, FEED_LIST, HOME, OPENNESS, UNIT_SITES)
# First parts of addresses that belong to pages of the site itself: no column may take one.
SITE_NAMES = frozenset(
    {
        "archive", "catalogues", "consultations", "corrections", "documents", "feeds", "index", "library", "normative",
        "openness", "patrol", "policies", "robots", "site-assets", "sitemap", "units",
    }
)  # fmt: skip
_SUFFIX = re.compile(r"\.[a-z0-9]{1,5}")


def item_key(item_id: int) -> str:
    """Return the key of an item's page; keys sort as the items came."""
    return f"{item_id:010d}"


def item_ref(item_id: int) -> PageRef:
    """Return the page of an item."""
    return PageRef(ITEMS, item_key(item_id))


def item_address(path: str) -> str:
    """Return the address of an item from its path ("zfwj/2026/12")."""
    return f"/{path.strip('/')}/"


def asset_address(path: str, number: int, file_name: str) -> str:
    """Return the address of an image or attachment: beside its page, under a number, never under a name people gave."""
    _, dot, ending = file_name.lower().rpartition(".")
    suffix = f"{dot}{ending}"
    return f"/{path.strip('/')}/f{number}{suffix if _SUFFIX.fullmatch(suffix) else ''}"


def column_address(code: str) -> str:
    """Return the address of a column."""
    return f"/{code}/"


def month_of(moment: dt.datetime) -> str:
    """Return the month of a publication, as "2026-03"."""
    return moment.astimezone(SHANGHAI).strftime("%Y-%m")


def archive_key(code: str, month: str) -> str:
    """Return the key of a column's month."""
    return f"{code}|{month}"


def archive_address(code: str, month: str) -> str:
    """Return the address of a column's month."""
    return f"/{code}/archive/{month}.html"


def unit_address(code: str) -> str:
    """Return the address of a unit's own site."""
    return f"/units/{code}/"


def feed_address(code: str, kind: str) -> str:
    """Return the address of a feed; kind is "atom" or "rss"."""
    return f"/feeds/{code}.{kind}"
