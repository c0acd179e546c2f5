"""The index beside the table: FTS5 with its triggers on SQLite, a tsvector column with GIN on PostgreSQL."""

from django.db import migrations

from mingzheng.platform.database.public import BesideModels
from mingzheng.platform.search.backends import postgresql, sqlite


def create(apps, schema_editor):
    """Create what the database in use needs."""
    _run(schema_editor, {"sqlite": sqlite.CREATE, "postgresql": postgresql.CREATE})


def drop(apps, schema_editor):
    """Take it away again."""
    _run(schema_editor, {"sqlite": sqlite.DROP, "postgresql": postgresql.DROP})


def _run(schema_editor, statements):
    for statement in statements[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):

    dependencies = [("search", "0001_initial")]

    operations = [BesideModels(create, drop)]
