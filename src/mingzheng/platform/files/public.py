"""The door of the files room: what other rooms may call."""

from mingzheng.platform.files.errors import FileUnavailable, Rejected
from mingzheng.platform.files.kinds import KINDS
from mingzheng.platform.files.models import FileReference, FileState, Refusal, StoredFile
from mingzheng.platform.files.responses import file_response
from mingzheng.platform.files.selectors import (
    MayRead,
    OpenedFile,
    is_encrypted,
    list_files,
    list_refusals,
    open_file,
    read_bytes,
)
from mingzheng.platform.files.services import (
    attach,
    erase,
    examine_upload,
    keep_made,
    must_refuse,
    record_refusal,
    refuse_marked_text,
    refuse_marked_texts,
    release,
    store_upload,
)
from mingzheng.platform.files.sweeping import sweep, sweep_quarantine

__all__ = [
    "KINDS",
    "FileReference",
    "FileState",
    "FileUnavailable",
    "MayRead",
    "OpenedFile",
    "Refusal",
    "Rejected",
    "StoredFile",
    "attach",
    "erase",
    "examine_upload",
    "file_response",
    "is_encrypted",
    "keep_made",
    "list_files",
    "list_refusals",
    "must_refuse",
    "open_file",
    "read_bytes",
    "record_refusal",
    "refuse_marked_text",
    "refuse_marked_texts",
    "release",
    "store_upload",
    "sweep",
    "sweep_quarantine",
]
