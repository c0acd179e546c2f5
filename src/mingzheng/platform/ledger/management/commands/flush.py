"""Django's `flush` would empty the ledger: refuse it on an installation, allow it on a test database."""

from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands.flush import Command as DjangoFlush
from django.db import connections, transaction

from mingzheng.platform.ledger import guards


class Command(DjangoFlush):
    """Empty a test database, taking the triggers of the ledger down meanwhile."""

    def handle(self, **options: Any) -> None:
        """Flush; raises CommandError anywhere but in a database the test runner made."""
        connection = connections[options["database"]]
        name = str(connection.settings_dict["NAME"])
        in_memory = connection.vendor == "sqlite" and "memory" in name
        if not (in_memory or name.rpartition("/")[2].startswith("test_")):
            raise CommandError("台账只增不减，不能清空。需要空库时请新建数据库。")
        with transaction.atomic(using=connection.alias):
            guards.take_down(connection)
        try:
            super().handle(**options)
        finally:
            with transaction.atomic(using=connection.alias):
                guards.put_up(connection)
