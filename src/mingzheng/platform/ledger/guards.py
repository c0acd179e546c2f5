"""The database's own refusal to change the record: triggers on SQLite and PostgreSQL, put up by a migration.

They are taken down in two places only: when that migration is undone, and when a *test* database is emptied
(`management/commands/flush.py`).
"""

from typing import Any

APPEND_ONLY = ("ledger_entry", "ledger_root", "ledger_leaf")
KEPT = ("ledger_streamhead", "ledger_subjectkey")
_MESSAGE = "the ledger is append-only"


def _forbidden() -> list[tuple[str, str]]:
    every = [(table, "UPDATE") for table in APPEND_ONLY]
    return every + [(table, "DELETE") for table in APPEND_ONLY + KEPT]


def _sqlite(name: str, table: str, verb: str) -> str:
    return (
        f"CREATE TRIGGER {name} BEFORE {verb} ON {table} BEGIN SELECT RAISE(ABORT, '{_MESSAGE}: {table} {verb}'); END"
    )


_FUNCTION = f"""
    CREATE OR REPLACE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION '{_MESSAGE}: % %', TG_TABLE_NAME, TG_OP USING ERRCODE = 'integrity_constraint_violation';
    END $$
"""


def put_up(connection: Any) -> None:
    """Create the triggers on the given database connection."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for table, verb in _forbidden():
                cursor.execute(_sqlite(f"{table}_no_{verb.lower()}", table, verb))
            return
        cursor.execute(_FUNCTION)
        for table, verb in _forbidden():
            cursor.execute(
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION ledger_refuse()"
            )
        for table in APPEND_ONLY + KEPT:
            cursor.execute(
                f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()"
            )


def take_down(connection: Any) -> None:
    """Drop the triggers on the given database connection."""
    verbs = [*_forbidden()]
    if connection.vendor == "postgresql":
        verbs += [(table, "TRUNCATE") for table in APPEND_ONLY + KEPT]
    with connection.cursor() as cursor:
        for table, verb in verbs:
            on_table = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb.lower()}{on_table}")
