"""FTS5 over the token columns of `Entry` (an external-content table), asked newest first.

The tokenizer is `ascii`: tokens are made in `segmenting`, every character beyond ASCII belongs to a token, so that no
character newer than the tokenizer's own tables is lost. Rows are ordered by age and by tier (title, then text), not by
bm25, whose cost grows with the number of matches. Triggers on `Entry` keep the index in step; a later migration
that makes SQLite rebuild that table must create them again.
"""

from django.db import connection

from mingzheng.platform.search.models import Entry
from mingzheng.platform.search.segmenting import Row, Term

_OLD = (
    "INSERT INTO search_fts(search_fts, rowid, grams, title_words, text_words) "
    "VALUES ('delete', old.id, old.grams, old.title_words, old.text_words);"
)
_NEW = (
    "INSERT INTO search_fts(rowid, grams, title_words, text_words) "
    "VALUES (new.id, new.grams, new.title_words, new.text_words);"
)
CREATE = (
    "CREATE VIRTUAL TABLE search_fts USING fts5(grams, title_words, text_words, "
    "content='search_entry', content_rowid='id', tokenize='ascii', prefix='3')",
    f"CREATE TRIGGER search_fts_insert AFTER INSERT ON search_entry BEGIN {_NEW} END",
    f"CREATE TRIGGER search_fts_delete AFTER DELETE ON search_entry BEGIN {_OLD} END",
    "CREATE TRIGGER search_fts_update AFTER UPDATE OF grams, title_words, text_words ON search_entry "
    f"BEGIN {_OLD} {_NEW} END",
)
DROP = (
    "DROP TRIGGER search_fts_update",
    "DROP TRIGGER search_fts_delete",
    "DROP TRIGGER search_fts_insert",
    "DROP TABLE search_fts",
)
_STORE = (
    "UPDATE search_entry SET kind = %s, title = %s, stamp = %s, removed_at = NULL, "
    "grams = %s, title_words = %s, text_words = %s WHERE id = %s"
)
_FIND = (
    "SELECT e.id, e.subject_ref FROM search_fts f JOIN search_entry e ON e.id = f.rowid "
    "WHERE search_fts MATCH %s AND e.removed_at IS NULL"
)


class SqliteBackend:
    """The index on SQLite."""

    def store(self, rows: list[Row]) -> None:
        """Write some entries with their tokens; triggers carry them into the index."""
        values = [
            (
                *(row.kind, row.title, row.stamp),
                *(" ".join(row.document.grams), " ".join(row.document.title_words), " ".join(row.document.text_words)),
                row.entry_id,
            )
            for row in rows
        ]
        with connection.cursor() as cursor:
            cursor.executemany(_STORE, values)

    def drop(self, entry_ids: list[int]) -> None:
        """Remove the tokens of some entries."""
        Entry.objects.filter(pk__in=entry_ids).update(grams="", title_words="", text_words="")

    def find(
        self, terms: tuple[Term, ...], *, kinds: tuple[str, ...], titles_only: bool, most: int, is_first: bool
    ) -> list[tuple[int, str]]:
        """Return (entry id, subject) of the matches, the newest first: FTS5 stops by itself when it has enough."""
        wanted = f" AND e.kind IN ({', '.join(['%s'] * len(kinds))})" if kinds else ""
        sql = f"{_FIND}{wanted} ORDER BY f.rowid DESC LIMIT %s"
        with connection.cursor() as cursor:
            cursor.execute(sql, [match_expression(terms, titles_only=titles_only), *kinds, most])
            return [(int(row[0]), str(row[1])) for row in cursor.fetchall()]


def match_expression(terms: tuple[Term, ...], *, titles_only: bool) -> str:
    """Return the FTS5 expression: every term, by its words or by its grams; tokens are letters and digits, quoted."""
    columns = "{title_words}" if titles_only else "{title_words text_words}"
    said = (" OR ".join(_either(one, columns) for one in (term, *term.others)) for term in terms)
    return " AND ".join(f"({either})" for either in said)


def _either(term: Term, columns: str) -> str:
    phrase = f'grams : "{" ".join(term.grams)}"' + (" *" if term.prefix else "")
    if not term.words:
        return phrase
    words = " AND ".join(f'{columns} : "{word}"' for word in term.words)
    return f"({words}) OR ({phrase})" if term.grams else f"({words})"
