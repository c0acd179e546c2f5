"""A toy room behind the API, a program with a token, somebody signed in."""

import datetime as dt
import json
import uuid
from dataclasses import dataclass, field

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.test import Client
from django.utils import timezone

from mingzheng.platform.api import callers, limits
from mingzheng.platform.org.public import Person

CSRF = "a" * 32
GOOD = "mz_good_token"


@dataclass
class Owner:
    account: object
    token_id: int = 7
    scopes: tuple = ("people", "webhooks")


@dataclass
class Program:
    """A client that sends a token and, on writes, a fresh key."""

    token: str = GOOD
    client: Client = field(default_factory=Client)

    def get(self, path, **headers):
        return self.client.get(f"/api/v1{path}", headers={"Authorization": f"Bearer {self.token}", **headers})

    def send(self, method, path, body, *, key=None, **headers):
        given = {"Authorization": f"Bearer {self.token}", "Idempotency-Key": key or str(uuid.uuid4()), **headers}
        text = body if isinstance(body, bytes) else json.dumps(body)
        return self.client.generic(
            method, f"/api/v1{path}", text, "application/json", headers={k: v for k, v in given.items() if v != ""}
        )

    def post(self, path, body, **options):
        return self.send("POST", path, body, **options)


@pytest.fixture(autouse=True)
def _toy_room(settings):
    settings.ROOT_URLCONF = "mingzheng.platform.api.tests.toy"
    limits._tally = limits.make_tally()
    before = list(callers._lookup)
    yield
    callers._lookup[:] = before


@pytest.fixture
def account(db):
    """An account of a person, allowed to sign in."""
    person = Person.objects.create(name="陈静")
    moment = dt.datetime(2026, 1, 5, tzinfo=dt.UTC)
    return get_user_model().objects.create(
        username="chenjing",
        person=person,
        created_at=moment,
        password_changed_at=timezone.now(),
        must_change_password=False,
    )


@pytest.fixture
def owner(account):
    """The owner of the one good token."""
    found = Owner(account)
    callers.register_token_lookup(lambda token: found if token == GOOD else None)
    return found


@pytest.fixture
def program(owner):
    """A program holding the good token."""
    return Program()


@pytest.fixture
def signed_in(account):
    """A browser in which the account is signed in, CSRF enforced."""
    account.password = make_password("云山-测试-2026")
    account.save(update_fields=["password"])
    client = Client(enforce_csrf_checks=True)
    client.cookies["csrftoken"] = CSRF
    answer = client.post(
        "/desk/sign-in",
        {"username": account.username, "password": "云山-测试-2026", "csrfmiddlewaretoken": CSRF},
    )
    assert answer.status_code == 302, answer.content
    return client
