"""The files beside a list of old articles: a packed folder or one on disk. Names are looked up, never followed outside."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Protocol

MOST_BYTES = 50 * 1024 * 1024
_UTF8_NAMES = 0x800


class Box(Protocol):
    """Files by their name in the box."""

    def find(self, name: str) -> str:
        """Return the exact name of a file, however its path was written; "" when there is none."""
        ...

    def read(self, name: str) -> bytes:
        """Return the bytes of a file found before."""
        ...


def plain_name(name: str) -> str:
    """Return a path as it is compared: forward slashes, no leading dots, case ignored."""
    parts = [part for part in PurePosixPath(name.replace("\\", "/").strip()).parts if part not in {"/", ".", ".."}]
    return "/".join(parts).casefold()


class NoBox:
    """No files at all."""

    def find(self, name: str) -> str:
        """Return nothing."""
        return ""

    def read(self, name: str) -> bytes:
        """Raise: there is nothing to read."""
        raise KeyError(name)


class _Named:
    """Finds names by their whole path, else by their end when that is unambiguous."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = names
        ends: dict[str, str] = {}
        for plain, name in names.items():
            end = plain.rpartition("/")[2]
            ends[end] = "" if end in ends else name
        self._ends = ends

    def find(self, name: str) -> str:
        """Return the exact name of a file."""
        plain = plain_name(name)
        found = self._names.get(plain)
        if found is None:
            found = (
                next((held for key, held in self._names.items() if key.endswith(f"/{plain}")), None) if plain else None
            )
        return found or self._ends.get(plain.rpartition("/")[2], "")


class ZipBox(_Named):
    """A packed folder; names written by an old Windows are read as GBK."""

    def __init__(self, data: bytes) -> None:
        self._zip = zipfile.ZipFile(io.BytesIO(data))
        self._infos = {_name_of(info): info for info in self._zip.infolist() if not info.is_dir()}
        super().__init__({plain_name(name): name for name in self._infos})

    def read(self, name: str) -> bytes:
        """Return the bytes of a file, as many as one may have."""
        with self._zip.open(self._infos[name]) as file:
            return file.read(MOST_BYTES)


def _name_of(info: zipfile.ZipInfo) -> str:
    if info.flag_bits & _UTF8_NAMES:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return info.filename


class FolderBox(_Named):
    """A folder on this machine's disk, for the command line."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()
        names = {str(path.relative_to(self._folder).as_posix()) for path in self._folder.rglob("*") if path.is_file()}
        super().__init__({plain_name(name): name for name in names})

    def read(self, name: str) -> bytes:
        """Return the bytes of a file, as many as one may have."""
        with (self._folder / name).open("rb") as file:
            return file.read(MOST_BYTES)
