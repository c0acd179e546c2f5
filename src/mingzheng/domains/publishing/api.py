"""The endpoints of this room, found by this name. What the public API tells stands in `site.open_data`."""

from mingzheng.domains.publishing.site import open_data

__all__ = ["open_data"]
