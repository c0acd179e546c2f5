"""People with accounts; messages go to files of the test's own."""

import datetime as dt

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from mingzheng.platform.access.public import Actor
from mingzheng.platform.org.public import Person

NINE = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.timezone(dt.timedelta(hours=8)))  # a Monday


@pytest.fixture
def chen(db):
    """A person with an e-mail address and a phone."""
    return Person.objects.create(name="陈静", email="chen@example.invalid", phone="13800000000")


@pytest.fixture
def zhou(db):
    """Another person, with an e-mail address only."""
    return Person.objects.create(name="周远", email="zhou@example.invalid")


@pytest.fixture
def account(chen):
    """The account of Chen."""
    return get_user_model().objects.create(
        username="chenjing",
        person=chen,
        created_at=NINE,
        password_changed_at=timezone.now(),
        must_change_password=False,
    )


@pytest.fixture
def actor(chen, account):
    """Chen as an actor."""
    return Actor(kind="person", name="陈静", account_id=account.pk, person_id=chen.pk)
