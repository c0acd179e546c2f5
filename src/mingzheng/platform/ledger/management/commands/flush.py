"""Django's `flush` would empty the ledger: refuse it on an installation, allow it on a test database."""

from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands.flush import Command as DjangoFlush
from django.db import connections, transaction

from mingzheng.platform.ledger import guards

# What Django writes after migrating, and would only write again.
KEPT = frozenset({"django_content_type", "auth_permission"})
GUARDED = "SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal"


class Command(DjangoFlush):
    """Empty a test database, taking the triggers of the ledger down meanwhile.

    Only tables that hold rows are emptied, row by row: a test leaves a few dozen rows, and truncating two hundred tables
    takes PostgreSQL seconds.
    """

    def handle(self, **options: Any) -> None:
        """Flush; raises CommandError anywhere but in a database the test runner made."""
        connection = connections[options["database"]]
        name = str(connection.settings_dict["NAME"])
        in_memory = connection.vendor == "sqlite" and "memory" in name
        if not (in_memory or name.rpartition("/")[2].startswith("test_")):
            raise CommandError("台账只增不减，不能清空。需要空库时请新建数据库。")
        with transaction.atomic(using=connection.alias):
            guards.take_down(connection)
            held = _held_by_triggers(connection)
            for table in held:
                _execute(connection, f"ALTER TABLE {table} DISABLE TRIGGER USER")
            _empty(connection)
            connection.check_constraints()
            for table in held:
                _execute(connection, f"ALTER TABLE {table} ENABLE TRIGGER USER")
            guards.put_up(connection)


def _execute(connection: Any, sql: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall()) if cursor.description else []


def _held_by_triggers(connection: Any) -> list[str]:
    """Return the other tables PostgreSQL refuses to empty row by row: the sign-in log, and whatever a room guards."""
    if connection.vendor != "postgresql":
        return []
    return [table for (table,) in _execute(connection, GUARDED)]


def _empty(connection: Any) -> None:
    """Delete all rows. Foreign keys are deferred, so the order of the tables is free."""
    tables = sorted(set(connection.introspection.django_table_names(only_existing=True)) - KEPT)
    quoted = [connection.ops.quote_name(table) for table in tables]
    asked = (f"SELECT {place} WHERE EXISTS (SELECT 1 FROM {table})" for place, table in enumerate(quoted))  # noqa: S608 - names of tables that exist
    for (place,) in _execute(connection, " UNION ALL ".join(asked)):
        _execute(connection, f"DELETE FROM {quoted[place]}")  # noqa: S608 - as above
