"""The door of this room. A line in an inbox, a digest, a message carry counts and links, never titles or contents."""

from mingzheng.platform.notices.selectors import count_unread_for, list_notices_for
from mingzheng.platform.notices.services import NotOurAddressError, mark_subject_read_for, notify

__all__ = [
    "NotOurAddressError",
    "count_unread_for",
    "list_notices_for",
    "mark_subject_read_for",
    "notify",
]
