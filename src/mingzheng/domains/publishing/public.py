"""The door of the publishing room: what the wiring may bind."""

from mingzheng.domains.publishing.changes import SiteChange, SiteVerb, on_site_change
from mingzheng.domains.publishing.migrating.at_once import bring_over, check_list
from mingzheng.domains.publishing.migrating.former import map_of_former
from mingzheng.domains.publishing.ports import LibraryDocument, bind_library
from mingzheng.domains.publishing.selectors import (
    addresses_of_item,
    items_beside_document,
    public_columns,
    public_item,
    public_items,
    search_public,
)
from mingzheng.domains.publishing.services.drafting import write_text

__all__ = [
    "LibraryDocument",
    "SiteChange",
    "SiteVerb",
    "addresses_of_item",
    "bind_library",
    "bring_over",
    "check_list",
    "items_beside_document",
    "map_of_former",
    "on_site_change",
    "public_columns",
    "public_item",
    "public_items",
    "search_public",
    "write_text",
]
