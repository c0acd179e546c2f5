"""A day's work without a mouse: walk a list, open a case, search, read the help, send a form."""

from typing import Any

import pytest

from mingzheng.casework.models import Act
from mingzheng.domains.workplan.tests.test_ledger_life import Ledger
from tests.browser.visitors import Site

pytestmark = [pytest.mark.browser, pytest.mark.once]


@pytest.fixture
def ledger(transactional_db: None) -> Ledger:
    """Return a booked scheme; its people are the site's."""
    made = Ledger()
    made.book()
    return made


@pytest.fixture
def world(ledger: Ledger) -> Any:
    return ledger.world


def test_a_case_is_found_opened_and_received_by_keyboard(site: Site, ledger: Ledger) -> None:
    page = site.enter("liaison")
    page.goto(f"{site.url}/desk/work/todo/")
    rows = page.locator("tr[data-row]")
    assert rows.count() > 1
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    assert "is-current" in rows.nth(0).get_attribute("class")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "/desk/cases/TZ-" in page.url
    with page.expect_navigation():
        tab_to(page, "a[href$='/act/receive']")
        page.keyboard.press("Enter")
    with page.expect_navigation():
        tab_to(page, "main form [type=submit]")
        page.keyboard.press("Enter")
    assert "签收" in page.inner_text("#messages")
    assert Act.objects.filter(action="receive").count() == 1


def tab_to(page: Any, wanted: str) -> None:
    """Press Tab until the focus stands on the wanted element, as somebody without a mouse does."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            return
    raise AssertionError(f"not reached by Tab: {wanted}")


def test_a_slash_goes_to_the_search_and_finds(site: Site, ledger: Ledger) -> None:
    case = ledger.item("1", ledger.world.district.education)
    page = site.enter("liaison")
    page.goto(f"{site.url}/desk/")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.type(case.number)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.endswith(f"/desk/cases/{case.number}/")


def test_a_question_mark_opens_the_help_and_escape_closes_it(site: Site) -> None:
    page = site.enter("liaison")
    page.goto(f"{site.url}/desk/")
    page.keyboard.press("?")
    page.locator("#keyboard-help").wait_for()
    page.keyboard.press("Escape")
    page.locator("#keyboard-help").wait_for(state="hidden")
