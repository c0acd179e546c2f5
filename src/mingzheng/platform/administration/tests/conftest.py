"""Signed-in browsers of each duty, over a small district."""

import pytest
from django.test import Client

from mingzheng.platform.accounts.sessions import SEEN, STARTED
from mingzheng.platform.accounts.tests.builders import make_administrator, make_staff
from mingzheng.platform.accounts.tests.conftest import MIDDLEWARE
from mingzheng.platform.ledger.public import now
from mingzheng.platform.org.tests.builders import make_district


@pytest.fixture(autouse=True)
def _guarded(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    if MIDDLEWARE not in settings.MIDDLEWARE:
        settings.MIDDLEWARE = [*settings.MIDDLEWARE, MIDDLEWARE]


@pytest.fixture
def district(db):
    return make_district()


@pytest.fixture
def accounts(district):
    made = {duty: make_administrator(duty) for duty in ("system", "security", "audit")}
    made["staff"] = make_staff("zhangsan", "张三", unit=district.office)
    return made


@pytest.fixture
def browser(accounts):
    """Return a browser signed in as a duty, past password and second factor; None is a stranger."""

    def make(who: str | None) -> Client:
        client = Client()
        if who is not None:
            client.force_login(accounts[who])
            session = client.session
            session[STARTED] = session[SEEN] = now().timestamp()
            session.save()
        return client

    return make
