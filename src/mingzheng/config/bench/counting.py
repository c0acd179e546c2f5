"""Counts what is sent to the database: statements and bytes. Machine-independent, unlike time."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection


@dataclass(slots=True)
class Sent:
    """Statements sent, transaction brackets left out, and the bytes of their text and values."""

    statements: int = 0
    bytes: int = 0

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        """Count one statement and let it run."""
        if not sql.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT")):
            self.statements += 1
            self.bytes += len(sql.encode()) + sum(len(str(value).encode()) for value in params or ())
        return execute(sql, params, many, context)


@contextmanager
def count_sent() -> Iterator[Sent]:
    """Count what is sent inside."""
    sent = Sent()
    with connection.execute_wrapper(sent):
        yield sent
