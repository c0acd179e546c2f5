"""How each database keeps and asks the tokens. The rest of the room knows only `backend()`."""

from typing import Protocol

from django.db import connection

from mingzheng.platform.search.backends.postgresql import PostgresqlBackend
from mingzheng.platform.search.backends.sqlite import SqliteBackend
from mingzheng.platform.search.segmenting import Row, Term


class Backend(Protocol):
    """What a database can do for the index."""

    def store(self, rows: list[Row]) -> None:
        """Write some entries with their tokens."""

    def drop(self, entry_ids: list[int]) -> None:
        """Remove the tokens of some entries."""

    def find(
        self, terms: tuple[Term, ...], *, kinds: tuple[str, ...], titles_only: bool, most: int, is_first: bool
    ) -> list[tuple[int, str]]:
        """Return (entry id, subject) of the matches, the newest first; `is_first` when nothing is known of the words."""


def backend() -> Backend:
    """Return the backend of the database in use."""
    return PostgresqlBackend() if connection.vendor == "postgresql" else SqliteBackend()
