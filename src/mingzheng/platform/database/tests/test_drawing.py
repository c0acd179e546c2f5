"""A new database is drawn at once, and is the one the migrations make step by step."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, migrations
from django.db.migrations.loader import MigrationLoader

from mingzheng.platform.database.drawing import BesideModels, draw_if_empty

STEP_BY_STEP = """
import django
django.setup()
from django.core.management.commands.migrate import Command
from django.core.management import call_command
call_command(Command(), interactive=False, verbosity=0, skip_checks=True)
"""


@pytest.mark.django_db
def test_a_database_that_holds_tables_is_left_alone() -> None:
    before = connection.introspection.table_names()
    assert not draw_if_empty(connection)
    assert connection.introspection.table_names() == before


@pytest.mark.django_db
def test_the_drawn_database_lacks_no_migration_and_no_table() -> None:
    loader = MigrationLoader(connection)
    assert set(loader.graph.nodes) <= set(loader.applied_migrations)
    drawn = {model._meta.db_table for model in loader.project_state().apps.get_models()}
    assert drawn <= set(connection.introspection.table_names())


def test_what_stands_beside_the_models_is_known_to_the_drawing() -> None:
    """Plain statements would be missing in a new database; `RunPython` of ours may only bring rows over."""
    ours = [step for one in MigrationLoader(None).disk_migrations.values() if _is_ours(one) for step in one.operations]
    assert not [step for step in ours if isinstance(step, migrations.RunSQL | migrations.SeparateDatabaseAndState)]
    assert {step.code.__module__.split(".")[2] for step in ours if isinstance(step, BesideModels)} == {
        "accounts",
        "ledger",
        "numbering",
        "search",
    }


def _is_ours(migration: migrations.Migration) -> bool:
    return type(migration).__module__.startswith("mingzheng.")


@pytest.mark.long
def test_drawn_and_made_step_by_step_are_the_same(tmp_path: Path) -> None:
    steps = _schema(_made(tmp_path / "steps", "-c", STEP_BY_STEP))
    drawn = _schema(_made(tmp_path / "drawn", "-m", "django", "migrate", "--skip-checks", "-v", "0"))
    assert len(steps) > 500
    assert drawn == steps


def _made(folder: Path, *program: str) -> Path:
    folder.mkdir()
    path = folder / "made.sqlite3"
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE,
        "DATABASE_URL": f"sqlite:///{path}",
    }
    subprocess.run([sys.executable, *program], env=environment, check=True)
    return path


def _schema(path: Path) -> dict[tuple[str, str], object]:
    """Return what the database says of every table, index and trigger; the order of columns does not count."""
    with closing(sqlite3.connect(path)) as database:
        named = database.execute(
            "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_auto%'"
        ).fetchall()
        return {
            (kind, name): _table(database, name) if kind == "table" else " ".join((sql or "").split())
            for kind, name, sql in named
        }


def _table(database: sqlite3.Connection, name: str) -> object:
    columns = [row[1:6] for row in database.execute(f'PRAGMA table_xinfo("{name}")')]
    references = [row[2:7] for row in database.execute(f'PRAGMA foreign_key_list("{name}")')]
    rules = sorted(word for word in _sql_of(database, name).split('"') if word.isidentifier())
    return sorted(map(repr, columns)), sorted(map(repr, references)), rules


def _sql_of(database: sqlite3.Connection, name: str) -> str:
    (sql,) = database.execute("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?", (name,)).fetchone()
    return str(sql)
