"""The inbox: telling, counting, reading. A person sees his own lines."""

import datetime as dt

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from mingzheng.platform.access.public import NOBODY, Actor
from mingzheng.platform.notices import services
from mingzheng.platform.notices.models import Notice
from mingzheng.platform.notices.public import (
    NotOurAddressError,
    count_unread_for,
    list_notices_for,
    mark_subject_read_for,
    notify,
)
from mingzheng.platform.org.public import Person

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)


@pytest.fixture
def people():
    """Ten people."""
    return [Person.objects.create(name=f"甲{number}") for number in range(10)]


def actor(person):
    return Actor(kind="person", name=person.name, person_id=person.pk)


def tell(people, ref="act:1", **values):
    notify(
        [person.pk for person in people],
        **{
            "kind": "workplan.dispatch",
            "subject_ref": ref,
            "count_text": "待签收 1 件",
            "url": "/desk/cases/1/",
            **values,
        },
    )


def test_each_person_told_finds_one_unread_line(people):
    tell(people[:2])
    assert [count_unread_for(actor(person)) for person in people[:3]] == [1, 1, 0]


def test_telling_again_about_the_same_tells_nobody_twice(people):
    tell(people[:1])
    tell(people[:2])
    assert Notice.objects.count() == 2


def test_a_line_that_was_read_stays_read_when_told_again(people):
    tell(people[:1])
    services.mark_all_read_for(actor(people[0]), at=Notice.objects.get().created_at)
    tell(people[:1])
    assert count_unread_for(actor(people[0])) == 0


def test_telling_ten_people_costs_as_many_statements_as_telling_one(people):
    counts = []
    for group in (people[:1], people):
        with (
            transaction.atomic(),
            CaptureQueriesContext(
                connection,
            ) as queries,
        ):
            tell(group, ref=f"act:{len(group)}")
        counts.append(len([q for q in queries if q["sql"].startswith("INSERT")]))
    assert counts == [1, 1]


def test_telling_nobody_asks_the_database_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        notify([], kind="k", subject_ref="act:1", count_text="x", url="/desk/")


@pytest.mark.parametrize("url", ["https://elsewhere.example/", "//elsewhere.example/", "desk/", ""])
def test_a_line_never_leads_out_of_the_application(people, url):
    with pytest.raises(NotOurAddressError):
        tell(people, url=url)


def test_nobody_marks_the_line_of_another(people):
    tell(people[:1])
    line = Notice.objects.get()
    assert services.mark_read_for(actor(people[1]), [line.pk], at=AT) == 0
    assert services.mark_read_for(actor(people[0]), [line.pk], at=AT) == 1
    assert count_unread_for(actor(people[0])) == 0


def test_opening_a_subject_reads_its_lines(people):
    tell(people[:1], ref="act:1")
    tell(people[:1], ref="act:2")
    mark_subject_read_for(actor(people[0]), ["act:1"], at=AT)
    assert [line.subject_ref for line in list_notices_for(actor(people[0]), unread_only=True)] == ["act:2"]


def test_an_account_without_a_person_has_an_empty_inbox():
    assert count_unread_for(NOBODY) == 0
    assert list(list_notices_for(NOBODY)) == []
    assert services.mark_all_read_for(NOBODY, at=AT) == 0
