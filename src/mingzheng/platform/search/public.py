"""The door of the search room. Rooms hand in titles, texts and numbers without applicants' names, and ask."""

from mingzheng.platform.search.segmenting import facet_token, normalise, split_query
from mingzheng.platform.search.selectors import Hits, count_entries, search, search_visible
from mingzheng.platform.search.services import Subject, index, index_at_once, remove, remove_at_once

__all__ = [
    "Hits",
    "Subject",
    "count_entries",
    "facet_token",
    "index",
    "index_at_once",
    "normalise",
    "remove",
    "remove_at_once",
    "search",
    "search_visible",
    "split_query",
]
