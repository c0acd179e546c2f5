"""Draws the tables of a new database at once, as the migrations leave them, instead of step by step.

Django draws every model anew for each step of a migration; for an empty database those steps have nothing to carry
over. Here the last state is drawn once and all steps are noted as applied; `migrate` goes on from there.
Not here: what changes a database that holds something (the migrations themselves do).
"""

from typing import Any

from django.db import migrations, router
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ProjectState


class BesideModels(migrations.RunPython):
    """Makes what no model describes: functions, triggers, an index of words. A new database needs it too.

    Other `RunPython` steps bring rows over; a new database has none.
    """


def draw_if_empty(connection: BaseDatabaseWrapper) -> bool:
    """Draw everything in one transaction where no table is yet; say whether that was so."""
    if connection.introspection.table_names():
        return False
    loader = MigrationLoader(connection)
    state = loader.project_state()
    with connection.schema_editor() as editor:
        _draw_tables(editor, state)
        editor.create_model(MigrationRecorder.Migration)
        _draw_the_rest(editor, state, loader)
        recorder = MigrationRecorder(connection)
        for app, name in loader.graph.nodes:
            recorder.record_applied(app, name)
    return True


def _draw_tables(editor: Any, state: ProjectState) -> None:
    alias = editor.connection.alias
    for model in state.apps.get_models():
        if model._meta.can_migrate(editor.connection) and router.allow_migrate_model(alias, model):
            editor.create_model(model)


def _draw_the_rest(editor: Any, state: ProjectState, loader: MigrationLoader) -> None:
    for key in loader.graph.nodes:
        for operation in loader.get_migration(*key).operations:
            if isinstance(operation, BesideModels):
                operation.code(state.apps, editor)
