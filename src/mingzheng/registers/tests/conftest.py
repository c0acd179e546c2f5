"""Fixtures of the registers' tests: the toy books with their tables, and the small district."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.db import connection

from mingzheng.casework.tests.world import NOW, World, make_world
from mingzheng.figures.registry import withdraw_declaration
from mingzheng.platform.parameters import registry as parameters
from mingzheng.registers import registry
from mingzheng.registers.enrolling import register
from mingzheng.registers.tests.toy import CLOSED, TOY, ToyTrip, ToyVisit


@pytest.fixture(scope="session")
def toy_tables(django_db_setup: None, django_db_blocker: Any) -> None:
    """Make the tables of the toys; they go with the test database."""
    with django_db_blocker.unblock():
        known = set(connection.introspection.table_names())
        with connection.schema_editor() as editor:
            for model in (ToyVisit, ToyTrip):
                if model._meta.db_table not in known:
                    editor.create_model(model)


@pytest.fixture
def toys(toy_tables: None) -> Iterator[None]:
    """Register both toy books for one test."""
    settings = set(parameters._declared)
    for book in (TOY, CLOSED):
        register(book)
    yield
    for key in set(parameters._declared) - settings:
        del parameters._declared[key]
    for book in (TOY, CLOSED):
        registry.unregister(book.code)
        for figure in (*book.figures, *book.shares):
            withdraw_declaration(figure.code)


@pytest.fixture
def world(db: None, toys: None) -> World:
    """Return the small district; the clerk's grants reach closed rows of the trips."""
    made = make_world()
    made.grant("clerk", "office_clerk", made.district.district, procedure="toy_trip", visibility=1)
    return made


@pytest.fixture(autouse=True)
def today_is_fixed() -> Iterator[None]:
    """Let the application's clock stand at the tests' day."""
    with time_machine.travel(NOW, tick=False):
        yield
