"""The door of the search room. Rooms hand in titles, texts and numbers without applicants' names, and ask."""

from mingzheng.platform.search.selectors import Hits, count_entries, search, search_visible
from mingzheng.platform.search.services import Subject, index, index_at_once, remove

__all__ = ["Hits", "Subject", "count_entries", "index", "index_at_once", "remove", "search", "search_visible"]
