"""The door of the ledger: what other rooms may call."""

from mingzheng.platform.ledger.bulk import Line, append_to_new_streams
from mingzheng.platform.ledger.checking import Finding
from mingzheng.platform.ledger.clock import now, today
from mingzheng.platform.ledger.models import Entry, Root
from mingzheng.platform.ledger.privacy import PrivateValuesUnreadableError, read_private
from mingzheng.platform.ledger.sealing import root_as_json, seal_day, take_root
from mingzheng.platform.ledger.selectors import find_root, last_recorded_at, list_entries
from mingzheng.platform.ledger.services import ERASED, append, erase_subject, recording_past
from mingzheng.platform.ledger.verification import Report, verify_ledger, verify_stream

__all__ = [
    "ERASED",
    "Entry",
    "Finding",
    "Line",
    "PrivateValuesUnreadableError",
    "Report",
    "Root",
    "append",
    "append_to_new_streams",
    "erase_subject",
    "find_root",
    "last_recorded_at",
    "list_entries",
    "now",
    "read_private",
    "recording_past",
    "root_as_json",
    "seal_day",
    "take_root",
    "today",
    "verify_ledger",
    "verify_stream",
]
