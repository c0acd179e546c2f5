"""Prepared queries give what the querysets they are made of give, and ask the database the same once."""

import datetime as dt
import uuid

import pytest
from django.db import DatabaseError, IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult

from mingzheng.platform.database.public import Parameter, PreparedInsert, PreparedQuery, PreparedUpdate
from mingzheng.platform.ledger.public import now
from mingzheng.platform.org.models import Person, Post, Unit

pytestmark = pytest.mark.django_db

BY_NAME = PreparedQuery(lambda: Unit.objects.filter(name=Parameter("name")).order_by("pk"))
NAMES = PreparedQuery(
    lambda: Unit.objects.filter(valid_from__lte=Parameter("on")).order_by("pk").values_list("name", "aliases")
)
POSTS = PreparedQuery(lambda: Post.objects.select_related("person", "unit").filter(person=Parameter("person")))
NEW_UNIT, CHANGED_UNIT = PreparedInsert(lambda: Unit), PreparedUpdate(lambda: Unit)


def a_unit(name: str, **values: object) -> Unit:
    return Unit(code=name, name=name, short_name=name, kind="organ", valid_from=dt.date(2020, 1, 1), **values)


def test_objects_are_those_of_the_queryset() -> None:
    kept = NEW_UNIT.insert(a_unit("甲局", aliases=["甲", "百分之百%"]))
    NEW_UNIT.insert(a_unit("乙局"))
    (found,) = BY_NAME.objects(name="甲局")
    assert found == kept == Unit.objects.get(name="甲局")
    assert found.aliases == ["甲", "百分之百%"]
    assert found.valid_from == dt.date(2020, 1, 1)
    assert BY_NAME.first(name="丙局") is None


def test_rows_are_converted_as_fields_want() -> None:
    NEW_UNIT.insert(a_unit("甲局", aliases=["甲"]))
    assert NAMES.rows(on=dt.date(2026, 1, 1)) == list(Unit.objects.order_by("pk").values_list("name", "aliases"))
    assert NAMES.rows(on=dt.date(2019, 1, 1)) == []


def test_related_rows_come_along() -> None:
    unit, person = NEW_UNIT.insert(a_unit("甲局")), Person.objects.create(name="某人")
    Post.objects.create(person=person, unit=unit, title="科员", level="clerk", valid_from=dt.date(2020, 1, 1))
    with CaptureQueriesContext(
        connection,
    ) as asked:
        (post,) = POSTS.objects(person=person.pk)
        assert (post.person.name, post.unit.name) == ("某人", "甲局")
    assert len(asked) == 1


def test_a_row_written_is_the_row_saved() -> None:
    row = DBTaskResult(task_path="x.y", args_kwargs={"a": [1]}, run_after=now(), backend_name="default")
    PreparedInsert(lambda: DBTaskResult).insert(row)
    assert isinstance(row.pk, uuid.UUID)
    stored = DBTaskResult.objects.get(pk=row.pk)
    assert (stored.args_kwargs, stored.enqueued_at) == ({"a": [1]}, row.enqueued_at)
    assert not row._state.adding


def test_a_key_taken_is_refused() -> None:
    NEW_UNIT.insert(a_unit("甲局"))
    with pytest.raises(IntegrityError):
        NEW_UNIT.insert(a_unit("甲局"))


def test_an_update_writes_the_named_columns_only() -> None:
    unit = NEW_UNIT.insert(a_unit("甲局"))
    unit.name, unit.short_name = "丁局", "丁"
    CHANGED_UNIT.update(unit, frozenset({"short_name"}))
    unit.refresh_from_db()
    assert (unit.name, unit.short_name) == ("甲局", "丁")


def test_an_update_of_a_row_that_is_gone_is_an_error() -> None:
    unit = NEW_UNIT.insert(a_unit("甲局"))
    Unit.objects.filter(pk=unit.pk)._raw_delete("default")  # tables of toy records may hang on units in other tests
    with pytest.raises(DatabaseError, match="gone"):
        CHANGED_UNIT.update(unit, frozenset({"name"}))


def test_many_rows_are_one_statement() -> None:
    with CaptureQueriesContext(connection) as asked:
        NEW_UNIT.insert_all([a_unit("甲局"), a_unit("乙局"), a_unit("丙局")])
    assert len(asked) == 1
    assert Unit.objects.count() == 3


def test_only_models_can_be_objects() -> None:
    with pytest.raises(TypeError, match="tuples"):
        NAMES.objects(on=dt.date(2026, 1, 1))
