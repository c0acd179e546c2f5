"""Django's `migrate`, which draws a new database at once and goes on as always."""

from typing import Any

from django.core.management.commands.migrate import Command as DjangoMigrate
from django.db import connections

from mingzheng.platform.database.drawing import draw_if_empty

ASKS_FOR_LESS = ("app_label", "migration_name", "check_unapplied", "plan", "prune", "fake", "fake_initial")


class Command(DjangoMigrate):
    """Bring the database up to date."""

    def handle(self, *args: Any, **options: Any) -> Any:
        """Draw an empty database where everything is asked for; then apply what is still missing."""
        if not any(options[name] for name in ASKS_FOR_LESS):
            draw_if_empty(connections[options["database"]])
        return super().handle(*args, **options)
