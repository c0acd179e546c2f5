"""The door of the publishing room: what the wiring may bind."""

from mingzheng.domains.publishing.changes import SiteChange, SiteVerb, on_site_change
from mingzheng.domains.publishing.selectors import public_columns, public_item, public_items

__all__ = [
    "SiteChange",
    "SiteVerb",
    "on_site_change",
    "public_columns",
    "public_item",
    "public_items",
]
