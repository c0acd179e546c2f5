"""Reads of files: the files of a subject, and opening one after the owner of its subjects agreed.

What a reader may see is decided by the callback of the room that owns the subject.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import BinaryIO

from mingzheng.platform.access.public import Actor
from mingzheng.platform.files.errors import FileUnavailable
from mingzheng.platform.files.kinds import KINDS
from mingzheng.platform.files.models import FileReference, FileState, Refusal, StoredFile
from mingzheng.platform.files.names import extension_of
from mingzheng.platform.files.object_store import StoreUnavailableError
from mingzheng.platform.files.storage import BlobUnreadableError, get_store

# Asked with the actor and the subjects that refer to the file; says whether one of them lets this actor read it.
MayRead = Callable[[Actor, tuple[str, ...]], bool]


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """A file that may be handed out. The caller closes the stream (a response does it by itself)."""

    file: StoredFile
    stream: BinaryIO
    may_preview: bool


def open_file(file_id: int, actor: Actor, may_read: MayRead) -> OpenedFile:
    """Open a file for a reader. A file nobody refers to yet is open to the account that stored it.

    Raises FileUnavailable: not_found, erased, not_permitted.
    """
    file = StoredFile.objects.filter(pk=file_id).first()
    if file is None:
        raise FileUnavailable("not_found")
    live = FileReference.objects.filter(file=file, released_at=None)
    subjects = tuple(live.order_by("subject").values_list("subject", flat=True).distinct())
    is_own = not subjects and actor.account_id is not None and file.stored_by_id == actor.account_id
    if not is_own and not (subjects and may_read(actor, subjects)):
        raise FileUnavailable("not_permitted")
    if file.state != FileState.CLEAN:
        raise FileUnavailable("erased")
    try:
        stream = get_store().open(file.sha256)
    except FileNotFoundError:
        raise FileUnavailable("not_found") from None
    except BlobUnreadableError:
        raise FileUnavailable("damaged") from None
    except StoreUnavailableError as error:
        raise FileUnavailable("store_unavailable") from error
    kind = KINDS.get(extension_of(file.name))
    return OpenedFile(file=file, stream=stream, may_preview=kind is not None and kind.preview)


def is_encrypted(file: StoredFile) -> bool:
    """Say whether the bytes of a file lie encrypted in the store; False when they are not there."""
    try:
        return bool(file.sha256) and get_store().is_sealed(file.sha256)
    except FileNotFoundError:
        return False


def read_bytes(file: StoredFile) -> bytes:
    """Return the content of a clean file for the room that owns it. Raises FileUnavailable."""
    if file.state != FileState.CLEAN:
        raise FileUnavailable("erased")
    try:
        with get_store().open(file.sha256) as stream:
            return stream.read()
    except FileNotFoundError:
        raise FileUnavailable("not_found") from None
    except BlobUnreadableError:
        raise FileUnavailable("damaged") from None
    except StoreUnavailableError as error:
        raise FileUnavailable("store_unavailable") from error


def list_files(subjects: Iterable[str]) -> list[FileReference]:
    """Return the live references of subjects with their files, oldest first; one query."""
    rows = FileReference.objects.filter(subject__in=list(subjects), released_at=None).select_related("file")
    return list(rows.order_by("pk"))


def list_refusals(limit: int = 200) -> list[Refusal]:
    """Return the newest refusals for the security administrator."""
    return list(Refusal.objects.order_by("-pk")[:limit])
