"""Addresses an earlier site had: a room says where such a page stands now, and its reader is sent on.

Asked only when nothing else answers. Whether the page may be seen is the room's own rule of what is public.
"""

from collections.abc import Callable

# Given host, path and query of an address nobody answers: the address of the page on this site, "" for none.
FormerAddresses = Callable[[str, str, str], str]
_rooms: dict[str, FormerAddresses] = {}


def register_former_addresses(room: str, find: FormerAddresses) -> None:
    """Let a room say where its pages of an earlier site stand now; the same room again takes its own place."""
    _rooms[room] = find


def find_moved(host: str, path: str, query: str) -> str:
    """Return where a page of an earlier site stands now, "" when no room knows it."""
    return next((found for find in _rooms.values() if (found := find(host, path, query))), "")
