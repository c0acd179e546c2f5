"""Open zip containers (Office, OFD, zip) without trusting them: entries, sizes, ratio, passwords, macros, nesting.

The declared size of an entry is not believed: reading stops at the limit.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator

from mingzheng.platform.files.errors import Rejected
from mingzheng.platform.files.limits import MEGABYTE, FileLimits
from mingzheng.platform.files.names import extension_of

_BROKEN = (zipfile.BadZipFile, zlib.error, OSError, ValueError, EOFError, NotImplementedError, KeyError, RuntimeError)
_ARCHIVES = frozenset({"zip", "rar", "7z", "gz", "tgz", "tar", "bz2", "xz", "zst", "cab", "iso", "jar", "arj", "lzh"})
_ARCHIVE_BYTES = (b"PK\x03\x04", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"MSCF")
# Office files hold many small parts whatever their owner did; the limit of entries is meant for archives of files.
_OFFICE_ENTRIES = 5000


class Container:
    """A zip container that was checked before anything in it was unpacked."""

    def __init__(self, data: bytes, *, limits: FileLimits) -> None:
        """Read the directory. Raises Rejected: truncated, encrypted, bomb, unsafe_path, macros."""
        self._limits = limits
        self._spent = 0
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            every = self._zip.infolist()
            self._infos = [info for info in every if not info.is_dir()]
        except _BROKEN as error:
            raise Rejected("truncated") from error
        self.names = frozenset(info.filename for info in self._infos)
        self.labels = tuple(_readable(info) for info in every)
        self.comments = (self._zip.comment, *(info.comment for info in every if info.comment))
        self._judge(len(data))

    @property
    def is_archive(self) -> bool:
        """Say whether this is a plain archive of files rather than one document."""
        return "[Content_Types].xml" not in self.names and "OFD.xml" not in self.names

    def _judge(self, packed: int) -> None:
        most = self._limits.entries if self.is_archive else _OFFICE_ENTRIES
        if len(self._infos) > most:
            raise Rejected("too_many_entries", detail=str(most))
        if any(info.flag_bits & 0x1 for info in self._infos):
            raise Rejected("encrypted")
        total = sum(info.file_size for info in self._infos)
        if total > self._limits.expanded_bytes or (total > 32 * MEGABYTE and total > packed * self._limits.ratio):
            raise Rejected("bomb")
        for name in self.names:
            if name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/"):
                raise Rejected("unsafe_path")
            if name.lower().endswith(("vbaproject.bin", "vbadata.xml")):
                raise Rejected("macros")

    def read(self, name: str) -> bytes:
        """Return one entry. Raises Rejected: truncated, bomb."""
        try:
            with self._zip.open(name) as part:
                data = part.read(self._limits.expanded_bytes - self._spent + 1)
        except _BROKEN as error:
            raise Rejected("truncated") from error
        self._spent += len(data)
        if self._spent > self._limits.expanded_bytes:
            raise Rejected("bomb")
        return data

    def nested(self, data: bytes) -> "Container":
        """Return a container that lies in this one, under what is left of its limits. Raises Rejected."""
        inner = Container(data, limits=self._limits)
        inner._spent = self._spent
        return inner

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield the files of a plain archive with their readable names. Raises Rejected: nested_archive."""
        for info in self._infos:
            name = _readable(info)
            if extension_of(name) in _ARCHIVES:
                raise Rejected("nested_archive")
            data = self.read(info.filename)
            if data.startswith(_ARCHIVE_BYTES) and extension_of(name) not in {"docx", "xlsx", "pptx", "ofd"}:
                raise Rejected("nested_archive")
            yield name, data


def _readable(info: zipfile.ZipInfo) -> str:
    """Return the name as its author saw it: older Chinese tools write GBK without saying so."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        return info.orig_filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return info.filename
