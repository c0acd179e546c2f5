"""Accounts to sign in with, and the middleware even where the settings under test lack it."""

import pytest

from mingzheng.platform.accounts.tests.builders import PASSWORD, make_administrator, make_staff

MIDDLEWARE = "mingzheng.platform.accounts.middleware.AccountMiddleware"


@pytest.fixture(autouse=True)
def _guarded(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    if MIDDLEWARE not in settings.MIDDLEWARE:
        settings.MIDDLEWARE = [*settings.MIDDLEWARE, MIDDLEWARE]


@pytest.fixture
def staff(db):
    return make_staff("zhangsan", "张三")


@pytest.fixture
def administrators(db):
    return {duty: make_administrator(duty) for duty in ("system", "security", "audit")}


@pytest.fixture
def signed_in(client, staff):
    answer = client.post("/desk/sign-in", {"username": "zhangsan", "password": PASSWORD})
    assert answer.status_code == 302, answer.content.decode()
    return client
