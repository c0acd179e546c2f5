"""On PostgreSQL a sequence per prefix and year gives out case numbers, so that nobody waits for another's commit."""

from django.db import migrations

from mingzheng.platform.database.public import BesideModels

FUNCTION = """
CREATE OR REPLACE FUNCTION numbering_next_case(prefix text, of_year integer) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    sequence text := 'numbering_case_' || lower(prefix) || '_' || of_year;
    start_at bigint;
BEGIN
    IF to_regclass(sequence) IS NULL THEN
        PERFORM pg_advisory_xact_lock(hashtext(sequence));
        SELECT coalesce(max(last), 0) + 1 INTO start_at
            FROM numbering_casecounter c WHERE c.prefix = numbering_next_case.prefix AND c.year = of_year;
        -- Another session may have made it while this one waited; a second to_regclass would answer from its cache.
        EXECUTE format('CREATE SEQUENCE IF NOT EXISTS %I START WITH %s', sequence, start_at);
    END IF;
    RETURN nextval(sequence::regclass);
END $$
"""


def create(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(FUNCTION, params=None)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION IF EXISTS numbering_next_case(text, integer)")


class Migration(migrations.Migration):
    dependencies = [("numbering", "0001_initial")]
    operations = [BesideModels(create, drop)]
