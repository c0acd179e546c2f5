"""Opens the zip container of a docx or xlsx without trusting it: sizes, ratios, passwords and macros come first.

The XML inside is read through `safe_xml`.
"""

import io
import zipfile
import zlib

from .errors import UnreadableDocument
from .model import Limits

_BROKEN = (zipfile.BadZipFile, zlib.error, OSError, ValueError, EOFError, NotImplementedError, KeyError, UnicodeError)


class Package:
    """A checked Office container; parts are read by name, each within the limits."""

    def __init__(self, data: bytes, *, filename: str, limits: Limits) -> None:
        """Check the directory of `data`; raise `UnreadableDocument` before anything is unpacked."""
        self.filename = filename
        self.limits = limits
        self._spent = 0
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            infos = self._zip.infolist()
        except _BROKEN as error:
            raise UnreadableDocument("truncated", filename=filename) from error
        self._check_sizes(infos, packed=len(data))
        if any(info.flag_bits & 0x1 for info in infos):
            raise UnreadableDocument("encrypted", filename=filename)
        self.names = frozenset(info.filename for info in infos)
        if any(name.lower().endswith(("vbaproject.bin", "vbadata.xml")) for name in self.names):
            raise UnreadableDocument("macros", filename=filename)

    def _check_sizes(self, infos: list[zipfile.ZipInfo], *, packed: int) -> None:
        total = sum(info.file_size for info in infos)
        if len(infos) > self.limits.archive_entries or total > self.limits.expanded_bytes:
            raise UnreadableDocument("bomb", filename=self.filename)
        if total > 32 * 1024 * 1024 and total > packed * self.limits.compression_ratio:
            raise UnreadableDocument("bomb", filename=self.filename)

    def read(self, name: str) -> bytes:
        """Return the bytes of part `name`; the declared size is not believed."""
        try:
            with self._zip.open(name) as part:
                data = part.read(self.limits.part_bytes + 1)
        except _BROKEN as error:
            raise UnreadableDocument("truncated", filename=self.filename) from error
        self._spent += len(data)
        if len(data) > self.limits.part_bytes or self._spent > self.limits.expanded_bytes:
            raise UnreadableDocument("bomb", filename=self.filename)
        return data

    def find(self, name: str) -> bytes | None:
        """Return the bytes of part `name`, or None when the container has no such part."""
        return self.read(name) if name in self.names else None
