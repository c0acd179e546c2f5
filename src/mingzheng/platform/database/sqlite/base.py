"""Django's SQLite backend, with two additions. The first: who wants to write waits in line.

SQLite has one writer at a time. Who finds it taken sleeps, for ever longer pauses, and asks again: with a few writers at once
the database stands idle between them and the unlucky wait longest. Here the threads of a process pass the turn on to one
another, and the processes look at two lock files many times in a millisecond. It is only a queue: SQLite's own lock still decides, so
a program that does not know the file, or a file that cannot be locked, loses nothing but speed.

And statements that are always the same are translated to SQLite's placeholders once.
"""

import fcntl
import functools
import os
import threading
import time
from collections.abc import Sequence
from typing import Any

from django.db.backends.sqlite3 import base as django_sqlite

PATIENCE_SECONDS = 10.0
LOOK_AGAIN_SECONDS = 0.001
NEXT_LOOKS_AGAIN_SECONDS = 0.0002


class _Turnstile:
    """The place in line of one process at one database file.

    Two locks make the line fair between processes: who wants the turn must first be next in line, and gives that place
    up only when he has the turn. A process that has just written cannot overtake one that waits.
    """

    def __init__(self, path: str) -> None:
        self._threads = threading.Lock()
        self._next = os.open(f"{path}-next", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        self._turn = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)

    def enter(self) -> bool:
        """Wait for the turn; False when patience ends first, and SQLite may decide."""
        until = time.monotonic() + PATIENCE_SECONDS
        if not self._threads.acquire(timeout=PATIENCE_SECONDS):
            return False
        if _lock(self._next, until, LOOK_AGAIN_SECONDS):
            try:
                if _lock(self._turn, until, NEXT_LOOKS_AGAIN_SECONDS):
                    return True
            finally:
                fcntl.flock(self._next, fcntl.LOCK_UN)
        self._threads.release()
        return False

    def leave(self) -> None:
        """Let the next one in."""
        fcntl.flock(self._turn, fcntl.LOCK_UN)
        self._threads.release()


def _lock(file: int, until: float, pause: float) -> bool:
    """Lock a file, looking again after each pause; False when it is still taken at the time given."""
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            if time.monotonic() > until:
                return False
            time.sleep(pause)
        else:
            return True


_turnstiles: dict[tuple[int, str], _Turnstile] = {}
_making = threading.Lock()


def _turnstile(path: str) -> _Turnstile:
    """Return the one turnstile of this process for a file: a lock inherited by a fork would be shared, not held."""
    key = (os.getpid(), path)
    with _making:
        if key not in _turnstiles:
            _turnstiles[key] = _Turnstile(f"{path}-queue")
        return _turnstiles[key]


SQLiteWrapper: Any = django_sqlite.DatabaseWrapper  # the stubs do not know what of it is overridden here


SQLiteCursor: Any = django_sqlite.SQLiteCursorWrapper
LONGEST_KEPT = 4_000


@functools.lru_cache(maxsize=512)
def _with_question_marks(sql: str) -> str:
    """Return a statement with SQLite's placeholders, as Django's own cursor makes it."""
    return django_sqlite.FORMAT_QMARK_REGEX.sub("?", sql).replace("%%", "%")


class _RememberingCursor(SQLiteCursor):
    def convert_query(self, query: Any, *, param_names: Any = None) -> Any:
        if param_names is None and len(query) <= LONGEST_KEPT:
            return _with_question_marks(str(query))
        return super().convert_query(query, param_names=param_names)


class DatabaseWrapper(SQLiteWrapper):
    """A connection whose write transactions take their turn first and pass it on when they end."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Take what Django gives."""
        super().__init__(*args, **kwargs)
        self._turn: _Turnstile | None = None

    def create_cursor(self, name: Any = None) -> Any:
        """Return a cursor that remembers the placeholders of statements it has seen."""
        return self.connection.cursor(factory=_RememberingCursor)

    def run_fixed(self, sql: str, values: Sequence[Any]) -> Any:
        """Execute a statement without the layers for counting and logging, errors and broken transactions as usual."""
        self.validate_thread_sharing()
        self.validate_no_broken_transaction()
        self.ensure_connection()
        with self.wrap_database_errors:
            return self.connection.execute(_with_question_marks(sql), values)

    def _start_transaction_under_autocommit(self) -> None:
        if self.transaction_mode is not None and not self.is_in_memory_db():
            turnstile = _turnstile(str(self.settings_dict["NAME"]))
            self._turn = turnstile if turnstile.enter() else None
        try:
            super()._start_transaction_under_autocommit()
        except BaseException:
            self._pass_on()
            raise

    def _commit(self) -> None:
        try:
            super()._commit()
        finally:
            self._pass_on()

    def _rollback(self) -> None:
        try:
            super()._rollback()
        finally:
            self._pass_on()

    def _close(self) -> None:
        try:
            super()._close()
        finally:
            self._pass_on()

    def _pass_on(self) -> None:
        turn, self._turn = self._turn, None
        if turn is not None:
            turn.leave()
