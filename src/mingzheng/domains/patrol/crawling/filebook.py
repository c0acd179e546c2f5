"""The book of a walk in a file: a command that was killed or ran out of time goes on where it stood. No Django.

The file is a small database. Each result and the addresses it leads to are kept in one transaction, so that a kill at any
moment loses at most the visits that were in flight; those are made again.
"""

import json
import sqlite3
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from types import TracebackType

from mingzheng.domains.patrol.crawling.addresses import origin_of, path_of
from mingzheng.domains.patrol.crawling.walking import Counts, Limits, Seen, Target, Visit

# What marks a file as one of ours ("MZPT"): no other database is ever written into.
APPLICATION = 0x4D5A5054
_TABLES = (
    "CREATE TABLE head (asked TEXT NOT NULL, day TEXT NOT NULL, words TEXT NOT NULL, start TEXT NOT NULL,"
    " aliases TEXT NOT NULL, is_cut INTEGER NOT NULL DEFAULT 0)",
    "CREATE TABLE visit (id INTEGER PRIMARY KEY, url TEXT NOT NULL UNIQUE, step TEXT NOT NULL, result TEXT)",
    "CREATE INDEX visit_waiting ON visit (id) WHERE result IS NULL",
    f"PRAGMA application_id = {APPLICATION}",
)


class BookRefused(Exception):
    """The file cannot be used for this walk; the text is Chinese and says why."""


@dataclass(frozen=True, slots=True)
class Head:
    """What a walk began with: the address asked for, the day it is judged by, a digest of the words it reads with."""

    asked: str
    day: date
    words: str
    start: str
    aliases: tuple[str, ...] = ()


class FileBook(AbstractContextManager["FileBook"]):
    """Keeps a walk in a file, for one command at a time. `head` is None until the walk begins."""

    def __init__(self, path: Path, limits: Limits) -> None:
        """Open the file, or make it. Raises BookRefused."""
        self._limits = limits
        try:
            self._file = sqlite3.connect(path, timeout=0.0, isolation_level=None)
            self._claim()
        except sqlite3.OperationalError as error:
            is_busy = error.sqlite_errorcode in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
            why = "另一个巡检正在使用" if is_busy else "无法写入，请检查目录是否存在、磁盘是否已满"
            raise BookRefused(f"{path}：{why}") from error
        except sqlite3.DatabaseError as error:
            raise BookRefused(f"{path}：不是巡检的进度文件，请换一个文件名") from error
        self.head = self._read_head()
        self.counts = self._read_counts()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Close the file; what was kept stays."""
        self._file.close()

    def begin(self, head: Head) -> None:
        """Take on the first address, under what the walk begins with."""
        self.head = head
        self.counts.pages = 1
        values = (head.asked, head.day.isoformat(), head.words, head.start, json.dumps(head.aliases))
        self._file.execute("BEGIN")
        self._file.execute("INSERT INTO head (asked, day, words, start, aliases) VALUES (?, ?, ?, ?, ?)", values)
        self._add(Visit(head.start))
        self._file.execute("COMMIT")

    def target(self, allowed: frozenset[str]) -> Target:
        """Return the site where the walk found it when it began."""
        assert self.head is not None
        return Target(self.head.start, self.head.aliases, allowed)

    def take(self, most: int) -> Sequence[Visit]:
        """Return the next addresses not seen yet, in the order they were found."""
        rows = self._file.execute("SELECT step FROM visit WHERE result IS NULL ORDER BY id LIMIT ?", (most,))
        return [Visit(**json.loads(step)) for (step,) in rows]

    def keep(self, seen: Seen, onward: Sequence[Visit]) -> None:
        """Keep a result and the addresses it leads to, in one transaction."""
        self.counts.size += seen.size
        result = asdict(seen)
        result.pop("visit")
        self._file.execute("BEGIN")
        self._file.execute("UPDATE visit SET result = ? WHERE url = ?", (json.dumps(result), seen.visit.url))
        for visit in onward:
            if not self._knows(visit.url) and self.counts.admit(visit, self._limits):
                self._add(visit)
        self._file.execute("UPDATE head SET is_cut = ?", (self.counts.is_cut,))
        self._file.execute("COMMIT")

    @property
    def seen(self) -> list[Seen]:
        """Return everything seen so far, in the order it was found."""
        rows = self._file.execute("SELECT step, result FROM visit WHERE result IS NOT NULL ORDER BY id")
        return [Seen(Visit(**json.loads(step)), **json.loads(result)) for step, result in rows]

    @property
    def progress(self) -> tuple[int, int]:
        """Return how many addresses were visited and how many wait."""
        waiting = self._file.execute("SELECT count(*) FROM visit WHERE result IS NULL").fetchone()[0]
        return self.counts.pages + self.counts.links - waiting, waiting

    def _claim(self) -> None:
        """Take the file for this command alone, and see that it is ours or new. Raises sqlite3.Error."""
        self._file.execute("PRAGMA locking_mode = EXCLUSIVE")
        self._file.execute("BEGIN EXCLUSIVE")
        mark = self._file.execute("PRAGMA application_id").fetchone()[0]
        is_new = self._file.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
        if mark != APPLICATION:
            if not is_new:
                self._file.close()
                raise sqlite3.DatabaseError("another program's database")
            for statement in _TABLES:
                self._file.execute(statement)
        self._file.execute("COMMIT")

    def _read_head(self) -> Head | None:
        row = self._file.execute("SELECT asked, day, words, start, aliases FROM head").fetchone()
        if row is None:
            return None
        asked, day, words, start, aliases = row
        return Head(asked, date.fromisoformat(day), words, start, tuple(json.loads(aliases)))

    def _read_counts(self) -> Counts:
        """Count what earlier commands took on."""
        cut = self._file.execute("SELECT is_cut FROM head").fetchone()
        counts = Counts(is_cut=bool(cut and cut[0]))
        for step, result in self._file.execute("SELECT step, result FROM visit"):
            visit = Visit(**json.loads(step))
            is_read = visit.is_own and visit.is_page
            counts.pages, counts.links = counts.pages + is_read, counts.links + (not is_read)
            counts.size += json.loads(result)["size"] if result else 0
            if "?" in visit.url:
                counts.variants[origin_of(visit.url) + path_of(visit.url)] += 1
        return counts

    def _knows(self, url: str) -> bool:
        return self._file.execute("SELECT 1 FROM visit WHERE url = ?", (url,)).fetchone() is not None

    def _add(self, visit: Visit) -> None:
        self._file.execute("INSERT INTO visit (url, step) VALUES (?, ?)", (visit.url, json.dumps(asdict(visit))))
