"""A tsvector column with a GIN index, written and asked as literals: no parser of the database sees the text.

A first letter tells the columns apart: "t" title words, "w" text words, "g" grams. Weights would too, but GIN holds no
weights: every match would have to be fetched and looked at again. Only grams need positions (phrases).
"""

from collections.abc import Iterable
from typing import Any

from django.db import connection

from mingzheng.platform.search.segmenting import Document, Row, Term

LAST_POSITION = 16_383
MOST_POSITIONS = 250
CREATE = (
    "ALTER TABLE search_entry ADD COLUMN document tsvector",
    "CREATE INDEX search_document ON search_entry USING gin (document) WITH (fastupdate = off)",
)
DROP = ("DROP INDEX search_document", "ALTER TABLE search_entry DROP COLUMN document")
_STORE = (
    "UPDATE search_entry SET kind = %s, title = %s, stamp = %s, removed_at = NULL, document = %s::tsvector "
    "WHERE id = %s"
)
_DROP = "UPDATE search_entry SET document = NULL WHERE id = ANY(%s)"
_FIND = "SELECT id, subject_ref FROM search_entry WHERE document @@ %s::tsquery AND removed_at IS NULL"


class PostgresqlBackend:
    """The index on PostgreSQL."""

    def store(self, rows: list[Row]) -> None:
        """Write some entries with their tokens."""
        values = [(row.kind, row.title, row.stamp, vector_literal(row.document), row.entry_id) for row in rows]
        with connection.cursor() as cursor:
            cursor.executemany(_STORE, values)

    def drop(self, entry_ids: list[int]) -> None:
        """Remove the tokens of some entries."""
        with connection.cursor() as cursor:
            cursor.execute(_DROP, [entry_ids])

    def find(
        self, terms: tuple[Term, ...], *, kinds: tuple[str, ...], titles_only: bool, most: int
    ) -> list[tuple[int, str]]:
        """Return (entry id, subject) of the matches, the newest first."""
        wanted = " AND kind = ANY(%s)" if kinds else ""
        values: list[Any] = [query_literal(terms, titles_only=titles_only), *([list(kinds)] if kinds else []), most]
        with connection.cursor() as cursor:
            cursor.execute(f"{_FIND}{wanted} ORDER BY id DESC LIMIT %s", values)
            return [(int(row[0]), str(row[1])) for row in cursor.fetchall()]


def vector_literal(document: Document) -> str:
    """Return the tsvector of a document; grams first, because phrases need true positions."""
    places: dict[str, list[str]] = {}
    position = 0
    for column, tokens in (("g", document.grams), ("t", document.title_words), ("w", document.text_words)):
        for token in tokens:
            position = min(position + 1, LAST_POSITION)
            held = places.setdefault(column + token, [])
            if column == "g" and len(held) < MOST_POSITIONS:
                held.append(str(position))
    return " ".join(_quoted(token) + (f":{','.join(held)}" if held else "") for token, held in places.items())


def query_literal(terms: tuple[Term, ...], *, titles_only: bool) -> str:
    """Return the tsquery: every term, by its words or by its grams."""
    said = (" | ".join(_either(one, titles_only=titles_only) for one in (term, *term.others)) for term in terms)
    return " & ".join(f"({either})" for either in said)


def _either(term: Term, *, titles_only: bool) -> str:
    phrase = " <-> ".join(_phrase_tokens(term))
    if not term.words:
        return f"({phrase})"
    words = " & ".join(_word(word, titles_only=titles_only) for word in term.words)
    return f"(({words}) | ({phrase}))"


def _word(word: str, *, titles_only: bool) -> str:
    title, text = _quoted(f"t{word}"), _quoted(f"w{word}")
    return title if titles_only else f"({title} | {text})"


def _phrase_tokens(term: Term) -> Iterable[str]:
    last = len(term.grams) - 1
    for place, gram in enumerate(term.grams):
        yield _quoted(f"g{gram}") + (":*" if term.prefix and place == last else "")


def _quoted(token: str) -> str:
    return "'" + token.replace("\\", "\\\\").replace("'", "''") + "'"
