"""Keeps the migrated, empty SQLite database between test runs: migrating anew takes most of a short run's time.

A kept database is taken only while everything that makes it is unchanged: every migration, the modules migrations import,
the applications, Django and SQLite. PostgreSQL has no part in this.
"""

import contextlib
import fcntl
import hashlib
import re
import shutil
import sqlite3
from collections.abc import Iterable
from pathlib import Path

import django

KEPT = 3
IMPORTED = re.compile(r"^from (mingzheng[\w.]*) import ([\w, ]+)$", re.MULTILINE)


def digest_of(source: Path, applications: Iterable[str]) -> str:
    """Return the digest of all that makes a migrated database, given the folder `mingzheng` lies in."""
    mark = hashlib.sha256(repr((django.VERSION, sqlite3.sqlite_version, tuple(applications))).encode())
    for path in sorted(_files(source)):
        mark.update(str(path.relative_to(source)).encode() + b"\0" + path.read_bytes() + b"\0")
    return mark.hexdigest()[:24]


def _files(source: Path) -> set[Path]:
    """Return the migrations and, wherever they import from our own code, what they import."""
    found = set(source.glob("mingzheng/**/migrations/*.py"))
    waiting = list(found)
    while waiting:
        for module, names in IMPORTED.findall(waiting.pop().read_text("utf-8")):
            for path in _modules(source, module, names):
                if path not in found:
                    found.add(path)
                    waiting.append(path)
    return found


def _modules(source: Path, module: str, names: str) -> list[Path]:
    folder = source.joinpath(*module.split("."))
    candidates = [folder.with_suffix(".py"), folder / "__init__.py"]
    candidates += [folder / f"{name.strip()}.py" for name in names.split(",")]
    return [path for path in candidates if path.is_file()]


class Keeping:
    """One run's use of the kept databases: takes a copy, or holds the turn until `keep`, so that others wait for it."""

    def __init__(self, folder: Path, digest: str, place: Path) -> None:
        """Copy the kept database of this digest to `place`, where there is one."""
        folder.mkdir(parents=True, exist_ok=True)
        self._kept = folder / f"{digest}.sqlite3"
        self._turn = (folder / f"{digest}.turn").open("w")
        fcntl.flock(self._turn, fcntl.LOCK_EX)
        self.taken = self._kept.is_file()
        if self.taken:
            shutil.copyfile(self._kept, place)
            self._kept.touch()
            self._turn.close()

    def keep(self, database: sqlite3.Connection) -> None:
        """Keep a copy of a database just migrated, whole or not at all, and no more than the newest few."""
        if self.taken or self._turn.closed:
            return
        half = self._kept.with_suffix(".half")
        half.unlink(missing_ok=True)
        with contextlib.closing(sqlite3.connect(half)) as copy:
            database.backup(copy)
        half.replace(self._kept)
        for old in sorted(self._kept.parent.glob("*.sqlite3"), key=lambda path: -path.stat().st_mtime)[KEPT:]:
            old.unlink(missing_ok=True)
            old.with_suffix(".turn").unlink(missing_ok=True)
        self._turn.close()
