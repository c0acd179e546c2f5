"""The database itself refuses changes of the sign-in log on PostgreSQL; on SQLite the application alone keeps it."""

from django.db import migrations

from mingzheng.platform.database.public import BesideModels

UP = """
    CREATE OR REPLACE FUNCTION accounts_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'the sign-in log is append-only' USING ERRCODE = 'integrity_constraint_violation';
    END $$;
    CREATE TRIGGER accounts_signinevent_keep BEFORE UPDATE OR DELETE ON accounts_signinevent
        FOR EACH ROW EXECUTE FUNCTION accounts_refuse();
"""
DOWN = """
    DROP TRIGGER IF EXISTS accounts_signinevent_keep ON accounts_signinevent;
    DROP FUNCTION IF EXISTS accounts_refuse();
"""


def put_up(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(UP)


def take_down(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(DOWN)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]
    operations = [BesideModels(put_up, take_down)]
