"""Where the bytes lie: blobs named by their SHA-256, behind one interface: on the local disk, or in an `object_store`.

Which file a blob belongs to and when it may go is `services` and `sweeping`. What is put is encrypted under the
installation's key where [CFG] says so (`SealedStore`), before it leaves the process; what was put before is read as it lies.
"""

import os
import re
import secrets
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from mingzheng.platform.files.object_store import ObjectStore, read_place
from mingzheng.platform.parameters.public import get_value

_DIGEST = re.compile(r"[0-9a-f]{64}")
_SEALED = b"MZSEALED1\x00"
_NONCE = 12


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

    def sweep_drafts(self, *, older_than: float) -> int:
        """Remove what a crash left half written; returns how many."""
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


class BlobUnreadableError(ValueError):
    """A sealed blob does not open: it was altered, or the installation's key is not the one it was."""

    code = "blob_unreadable"


class SealedStore:
    """Blobs encrypted (AES-256-GCM) on their way to another store, each bound to its digest.

    The name stays the digest of what the file says, so that the same file is kept once. `sealing` False leaves new
    blobs open; sealed ones are read either way.
    """

    def __init__(self, inner: BlobStore, master: bytes, *, sealing: bool) -> None:
        """Keep the store below and derive the key of blobs from the installation's."""
        self._inner, self._sealing = inner, sealing
        self._box = AESGCM(HKDF(SHA256(), 32, salt=None, info=b"files.blobs").derive(master))

    def put(self, digest: str, data: bytes) -> None:
        """Seal and keep."""
        if self._sealing or data.startswith(_SEALED):
            nonce = secrets.token_bytes(_NONCE)
            data = _SEALED + nonce + self._box.encrypt(nonce, data, digest.encode())
        self._inner.put(digest, data)

    def open(self, digest: str) -> BinaryIO:
        """Open for reading; raises FileNotFoundError, BlobUnreadableError."""
        stream = self._inner.open(digest)
        if stream.read(len(_SEALED)) != _SEALED:
            stream.seek(0)
            return stream
        with stream:
            nonce, sealed = stream.read(_NONCE), stream.read()
        try:
            return BytesIO(self._box.decrypt(nonce, sealed, digest.encode()))
        except InvalidTag as error:
            raise BlobUnreadableError(digest) from error

    def is_sealed(self, digest: str) -> bool:
        """Say whether the blob lies encrypted. Raises FileNotFoundError."""
        with self._inner.open(digest) as stream:
            return stream.read(len(_SEALED)) == _SEALED

    def exists(self, digest: str) -> bool:
        """Look below."""
        return self._inner.exists(digest)

    def remove(self, digest: str) -> None:
        """Remove below."""
        self._inner.remove(digest)

    def list_blobs(self) -> Iterator[tuple[str, float]]:
        """List what lies below."""
        return self._inner.list_blobs()

    def sweep_drafts(self, *, older_than: float) -> int:
        """Remove drafts below."""
        return self._inner.sweep_drafts(older_than=older_than)


def get_store() -> SealedStore:
    """Return the installation's store: an object store where the settings name one, else the local disk."""
    inner: BlobStore
    if settings.FILE_STORE_URL:
        inner = ObjectStore(
            read_place(settings.FILE_STORE_URL, key=settings.FILE_STORE_KEY, secret=settings.FILE_STORE_SECRET)
        )
    else:
        inner = DiskStore(Path(settings.VAR_DIR) / "files")
    master = bytes.fromhex(settings.FIELD_ENCRYPTION_KEY)
    return SealedStore(inner, master, sealing=get_value("files.encrypt"))
