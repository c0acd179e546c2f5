"""A tsvector column with a GIN index, written and asked as literals: no parser of the database sees the text.

The planner knows little of how often tokens stand together and, asked for the newest twenty, likes to walk the whole
table backwards in hope. So it is told the way. What is common stands among the newest entries: some of them are looked
through. What is rare comes out of the index whole and is ordered; so does what is common among old entries only.

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
_MATCHES = "document @@ %s::tsquery AND removed_at IS NULL"
# Through the index whatever the planner thinks of the table; the setting ends with the statement or the transaction.
_BY_INDEX = "SET LOCAL enable_seqscan = off; {select}; SET LOCAL enable_seqscan TO DEFAULT"
_FEW = "SELECT id, subject_ref FROM search_entry WHERE {matches}{kinds} LIMIT %s"
_NEWEST = (
    "SELECT id, subject_ref FROM (SELECT id, subject_ref, removed_at, document FROM search_entry{kinds} "
    "ORDER BY id DESC LIMIT %s) AS newest WHERE {matches} ORDER BY id DESC LIMIT %s"
)
_ALL = (
    "WITH matched AS MATERIALIZED (SELECT id, subject_ref FROM search_entry WHERE {matches}{kinds}) "
    "SELECT id, subject_ref FROM matched ORDER BY id DESC LIMIT %s"
)
FEW = 300
# How many of the newest entries are looked through for each match that is wanted.
LOOKED_THROUGH = 32


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
        self, terms: tuple[Term, ...], *, kinds: tuple[str, ...], titles_only: bool, most: int, is_first: bool
    ) -> list[tuple[int, str]]:
        """Return (entry id, subject) of the matches, the newest first.

        `is_first`: nothing is known of the words yet, they may be common. Later the index is asked before the entries.
        """
        query, few = query_literal(terms, titles_only=titles_only), max(FEW, most)
        kind_values = [list(kinds)] if kinds else []
        also, only = (" AND kind = ANY(%s)", " WHERE kind = ANY(%s)") if kinds else ("", "")
        newest = _NEWEST.format(matches=_MATCHES, kinds=only)
        looking = [*kind_values, most * LOOKED_THROUGH, query, most]
        found = _rows(newest, looking) if is_first else []
        if len(found) == most:
            return found
        found = _by_index(_FEW.format(matches=_MATCHES, kinds=also), [query, *kind_values, few + 1])
        if len(found) <= few:
            return sorted(found, reverse=True)[:most]
        found = [] if is_first else _rows(newest, looking)
        if len(found) == most:
            return found
        return _by_index(_ALL.format(matches=_MATCHES, kinds=also), [query, *kind_values, most])


def _rows(sql: str, values: list[Any]) -> list[tuple[int, str]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [(int(row[0]), str(row[1])) for row in cursor.fetchall()]


def _by_index(select: str, values: list[Any]) -> list[tuple[int, str]]:
    with connection.cursor() as cursor:
        cursor.execute(_BY_INDEX.format(select=select), values)
        cursor.nextset()
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
    if len(term.words) == len(term.grams) == 1:
        # A title that has the word has its pair of signs as well: one list of the index less to walk.
        return phrase if titles_only else f"({_quoted(f'w{term.words[0]}')} | {phrase})"
    words = " & ".join(_word(word, titles_only=titles_only) for word in term.words)
    return f"(({words}) | ({phrase}))" if phrase else f"({words})"


def _word(word: str, *, titles_only: bool) -> str:
    title, text = _quoted(f"t{word}"), _quoted(f"w{word}")
    return title if titles_only else f"({title} | {text})"


def _phrase_tokens(term: Term) -> Iterable[str]:
    last = len(term.grams) - 1
    for place, gram in enumerate(term.grams):
        yield _quoted(f"g{gram}") + (":*" if term.prefix and place == last else "")


def _quoted(token: str) -> str:
    return "'" + token.replace("\\", "\\\\").replace("'", "''") + "'"
