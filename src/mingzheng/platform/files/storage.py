"""Where the bytes lie: blobs named by their SHA-256. One interface; the local disk is the storage of this release.

Which file a blob belongs to and when it may go is `services` and `sweeping`. A store for S3-compatible services takes
the same five verbs; see docs/decisions/0002-ledger.md for why it is not here yet.
"""

import os
import re
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Protocol

from django.conf import settings

_DIGEST = re.compile(r"[0-9a-f]{64}")


class BlobStore(Protocol):
    """Keeps blobs by their digest."""

    def put(self, digest: str, data: bytes) -> None:
        """Keep the bytes durably; nothing happens when they are there already, but their age starts anew."""
        ...

    def open(self, digest: str) -> BinaryIO:
        """Open a blob for reading; raises FileNotFoundError."""
        ...

    def exists(self, digest: str) -> bool:
        """Say whether the blob is there."""
        ...

    def remove(self, digest: str) -> None:
        """Remove a blob; nothing happens when it is gone already."""
        ...

    def list_blobs(self) -> Iterator[tuple[str, float]]:
        """Yield each digest with the time it was last put, in seconds since 1970."""
        ...


class DiskStore:
    """Blobs on the local disk, two letters of the digest to a folder."""

    def __init__(self, folder: Path) -> None:
        """Keep the folder; it is made when first needed."""
        self._folder = folder

    def _path(self, digest: str) -> Path:
        if not _DIGEST.fullmatch(digest):
            raise ValueError("a blob is named by its SHA-256")
        return self._folder / digest[:2] / digest

    def put(self, digest: str, data: bytes) -> None:
        """Write beside and rename, so that a blob is whole or absent after any crash."""
        path = self._path(digest)
        try:
            os.utime(path)
        except FileNotFoundError:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        else:
            return
        draft = path.with_name(f".{secrets.token_hex(8)}.part")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def open(self, digest: str) -> BinaryIO:
        """Open for reading."""
        return self._path(digest).open("rb")

    def exists(self, digest: str) -> bool:
        """Look for the file."""
        return self._path(digest).is_file()

    def remove(self, digest: str) -> None:
        """Unlink the file."""
        self._path(digest).unlink(missing_ok=True)

    def list_blobs(self) -> Iterator[tuple[str, float]]:
        """Walk the folders; unfinished drafts come as names that are no digests and are left to `sweep_drafts`."""
        for path in sorted(self._folder.glob("??/*")):
            if _DIGEST.fullmatch(path.name):
                yield path.name, path.stat().st_mtime

    def sweep_drafts(self, *, older_than: float) -> int:
        """Remove drafts a crash left behind; returns how many."""
        drafts = [path for path in self._folder.glob("??/.*.part") if path.stat().st_mtime < older_than]
        for path in drafts:
            path.unlink(missing_ok=True)
        return len(drafts)


def get_store() -> DiskStore:
    """Return the installation's store."""
    return DiskStore(Path(settings.VAR_DIR) / "files")
