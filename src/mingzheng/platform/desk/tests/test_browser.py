"""The style guide in a real browser: no violation, no overflow, and everything by keyboard."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from tests.browser.visitors import violations

GUIDE = "/desk/style-guide"
# Gives the last visible element of a kind that holds some words of its own another colour.
PAINT = """([where, colour]) => [...document.querySelectorAll(where)].filter((one) =>
  one.checkVisibility() && one.firstChild?.nodeType === 3 && one.firstChild.data.trim().length > 3).at(-1).style.color = colour"""
# The style guide asks the database nothing.
pytestmark = [pytest.mark.browser, pytest.mark.appearance]


def open_page(page, desk_server, path, *, width=1440, theme="auto", scheme="light"):
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    if theme != "auto":
        page.context.add_cookies([{"name": "theme", "value": theme, "url": desk_server.url}])
    assert page.goto(desk_server.url + path).status == 200


@pytest.mark.parametrize("path", [GUIDE, f"{GUIDE}/list", f"{GUIDE}/form"])
def test_no_accessibility_rule_is_broken(page, desk_server, path):
    """Axe asks every element here; of other pages it is asked three elements of each colour."""
    broken = {}
    for look in ((1440, "auto", "light"), (390, "auto", "light"), (1440, "auto", "dark"), (1440, "contrast", "light")):
        width, theme, scheme = look
        open_page(page, desk_server, path, width=width, theme=theme, scheme=scheme)
        found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
        broken |= {(look, rule["id"]): [node["html"] for node in rule["nodes"]][:3] for rule in found}
    assert broken == {}


def test_a_pale_word_is_found_wherever_it_stands(page, desk_server):
    """What judges all other pages sees one pale element among hundreds, and nothing on the page as it is."""
    open_page(page, desk_server, GUIDE)
    assert violations(page) == []
    for where in ("main p", "main td", "main label"):
        page.evaluate(PAINT, [where, "#c8c8c8"])
        assert [fault.partition(":")[0] for fault in violations(page, only_colours=True)] == ["color-contrast"], where
        page.evaluate(PAINT, [where, ""])


@pytest.mark.parametrize("path", [GUIDE, f"{GUIDE}/list", f"{GUIDE}/form"])
def test_nothing_runs_out_of_the_page(page, desk_server, path):
    """320 px is the smallest phone; 720 px is a 1440 px screen at 200 % zoom."""
    open_page(page, desk_server, path)
    root = "document.documentElement"
    for width in (320, 390, 720, 1024, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        assert (width, page.evaluate(f"{root}.scrollWidth - {root}.clientWidth")) == (width, 0)


def test_the_policy_against_inline_code_is_never_broken(page, desk_server):
    refused = []
    page.on("console", lambda message: refused.append(message.text) if "Content Security" in message.text else None)
    open_page(page, desk_server, GUIDE)
    open_page(page, desk_server, f"{GUIDE}/list")
    assert refused == []


def test_a_list_is_walked_by_keyboard(page, desk_server):
    open_page(page, desk_server, f"{GUIDE}/list")
    page.keyboard.press("j")
    page.keyboard.press("j")
    rows = page.locator("tr[data-row]")
    assert "is-current" in rows.nth(1).get_attribute("class")
    page.keyboard.press("x")
    assert rows.nth(1).locator("input").is_checked()
    assert page.locator("[data-selected-count]").inner_text() == "已选 1 件"
    page.keyboard.press("k")
    assert "is-current" in rows.nth(0).get_attribute("class")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/desk/style-guide$"))


def test_a_slash_searches_and_a_question_mark_helps(page, desk_server):
    open_page(page, desk_server, f"{GUIDE}/list")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.type("j/?")
    assert page.locator("[data-filter-search]").input_value() == "j/?"
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    assert page.locator("#keyboard-help").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#keyboard-help").is_visible()


def test_a_form_is_sent_once_however_often_it_is_clicked(page, desk_server):
    open_page(page, desk_server, f"{GUIDE}/form")
    sent = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.evaluate(
        "() => { const f = document.querySelector('form.form'); const b = f.querySelector('[type=submit]');"
        " b.click(); b.click(); b.click(); }"
    )
    page.wait_for_selector(".error-summary")
    assert len(sent) == 1


def test_errors_take_the_focus_and_lead_to_their_fields(page, desk_server):
    open_page(page, desk_server, f"{GUIDE}/form")
    page.get_by_role("button", name="交办", exact=True).click()
    page.wait_for_selector(".error-summary")
    assert page.evaluate("document.activeElement.classList.contains('error-summary')")
    page.get_by_role("link", name="主办单位：请选择主办单位。").click()
    assert page.evaluate("document.activeElement.id") == "id_unit"


def test_the_appearance_changes_at_once_and_stays(page, desk_server):
    open_page(page, desk_server, GUIDE)
    ground = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)
    page.locator("summary", has_text="显示方式").click()
    page.get_by_role("button", name="深色").click()
    assert page.evaluate(ground) != light
    page.reload()
    assert page.evaluate(ground) != light


def test_the_navigation_opens_on_a_phone(page, desk_server):
    open_page(page, desk_server, GUIDE, width=390)
    assert not page.locator("#desk-nav").is_visible()
    page.get_by_role("button", name="菜单").click()
    assert page.locator("#desk-nav").is_visible()


def test_it_works_without_scripts(page, desk_server, chromium):
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    bare = context.new_page()
    bare.goto(f"{desk_server.url}{GUIDE}/form")
    bare.get_by_role("button", name="交办", exact=True).click()
    assert bare.locator(".error-summary").is_visible()
    context.close()
