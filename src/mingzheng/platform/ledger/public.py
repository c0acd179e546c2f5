"""The door of the ledger: what other rooms may call."""

from mingzheng.platform.ledger.clock import now, today
from mingzheng.platform.ledger.models import Entry
from mingzheng.platform.ledger.privacy import PrivateValuesUnreadableError, read_private
from mingzheng.platform.ledger.selectors import last_recorded_at, list_entries
from mingzheng.platform.ledger.services import append, erase_subject, recording_past

__all__ = [
    "Entry",
    "PrivateValuesUnreadableError",
    "append",
    "erase_subject",
    "last_recorded_at",
    "list_entries",
    "now",
    "read_private",
    "recording_past",
    "today",
]
