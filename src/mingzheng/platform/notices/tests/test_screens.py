"""The inbox and the preferences at the desk."""

import pytest
from django.contrib.auth.hashers import make_password
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mingzheng.platform.notices.models import Notice, Preference
from mingzheng.platform.notices.public import notify
from mingzheng.platform.org.public import Person

pytestmark = pytest.mark.django_db
PAGES = ["/desk/notices/", "/desk/notices/preferences"]


MIDDLEWARE = "mingzheng.platform.accounts.middleware.AccountMiddleware"


@pytest.fixture
def browser(account, settings):
    """A browser in which Chen is signed in."""
    if MIDDLEWARE not in settings.MIDDLEWARE:
        settings.MIDDLEWARE = [*settings.MIDDLEWARE, MIDDLEWARE]
    account.password = make_password("云山-测试-2026")
    account.save(update_fields=["password"])
    client = Client()
    answer = client.post("/desk/sign-in", {"username": account.username, "password": "云山-测试-2026"})
    assert answer.status_code == 302
    return client


def tell(person, number=1, **values):
    notify(
        [person.pk],
        kind="plan.dispatch",
        subject_ref=f"act:{number}",
        count_text="待签收 1 件",
        url=f"/desk/cases/{number}/",
        **values,
    )


@pytest.mark.parametrize("page", PAGES)
def test_a_stranger_is_asked_to_sign_in(client, page):
    response = client.get(page)
    assert response.status_code in {302, 403}


@pytest.mark.parametrize("page", PAGES)
def test_the_pages_stand_and_carry_the_warning(browser, page):
    response = browser.get(page)
    assert response.status_code == 200
    assert "非涉密系统" in response.content.decode()


def test_an_empty_inbox_says_what_would_fill_it(browser):
    assert "还没有消息" in browser.get(PAGES[0]).content.decode()


def test_one_line_and_ten_cost_the_same(browser, chen):

    counts = []
    for number in (1, 10):
        for place in range(number):
            tell(chen, place, urgent=True)
        with CaptureQueriesContext(connection) as queries:
            browser.get(PAGES[0])
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_entering_a_line_marks_it_read_and_goes_there(browser, chen):
    tell(chen)
    line = Notice.objects.get()
    response = browser.post(f"/desk/notices/{line.pk}/open")
    assert response["Location"] == "/desk/cases/1/"
    line.refresh_from_db()
    assert line.read_at is not None


def test_the_line_of_another_is_not_entered(browser):
    other = Person.objects.create(name="乙")
    tell(other)
    line = Notice.objects.get()
    assert browser.post(f"/desk/notices/{line.pk}/open")["Location"] == "/desk/notices/"
    line.refresh_from_db()
    assert line.read_at is None


def test_everything_is_read_at_once(browser, chen):
    tell(chen, 1)
    tell(chen, 2)
    browser.post("/desk/notices/read-all")
    assert not Notice.objects.filter(read_at=None).exists()
    assert "没有未读消息" in browser.get("/desk/notices/?show=unread").content.decode()


def test_preferences_are_kept(browser, chen):
    browser.post(PAGES[1], {"urgent_by_sms": "on"})
    held = Preference.objects.get(person=chen)
    assert (held.digest_by_email, held.urgent_by_email, held.urgent_by_sms) == (False, False, True)
