"""The door of this room: what the demo and wiring may import."""

from mingzheng.domains.openness.ports import PublishedItem, PublishedItems, bind_published_items
from mingzheng.domains.openness.services import let_go_of, link_published, unlink_published

__all__ = ["PublishedItem", "PublishedItems", "bind_published_items", "let_go_of", "link_published", "unlink_published"]
