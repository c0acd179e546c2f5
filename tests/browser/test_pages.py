"""Every staff page opens for whom it is meant, says what the system is not for, is accessible and fits a small phone."""

import re
from typing import Any

import pytest
import time_machine

from mingzheng.casework.tests.world import World, at
from tests.browser.filled_world import LATE, FilledWorld
from tests.browser.visitors import Site, find_faults

pytestmark = [pytest.mark.browser, pytest.mark.once]

PAGES = {
    "clerk": (
        "/desk/",
        "/desk/work/todo/",
        "/desk/work/done/",
        "/desk/work/unit/",
        "/desk/work/watched/",
        "/desk/work/soon/",
        "/desk/work/overdue/",
        "/desk/cases/",
        "/desk/search/?q=文件库",
        "/desk/search/",
        "/desk/procedures/workplan_item/",
        "/desk/procedures/workplan_item/?view=print",
        "/desk/procedures/workplan_scheme/",
        "/desk/procedures/workplan_item/board",
        "/desk/cases/{late}/",
        "/desk/cases/{scheme}/",
        "/desk/cases/{requirement}/",
        "/desk/cases/{circular}/",
        "/desk/cases/{late}/act/urge",
        "/desk/plan/",
        "/desk/plan/import",
        "/desk/plan/schemes/{checked}/check",
        "/desk/plan/ledgers/{scheme}/",
        "/desk/plan/rounds/",
        "/desk/plan/rounds/open",
        "/desk/plan/rounds/{round}/",
        "/desk/plan/letters/",
        "/desk/plan/circulars/",
        "/desk/procedures/workplan_circular/open",
        "/desk/plan/look-backs/",
        "/desk/plan/look-backs/start",
        "/desk/plan/look-backs/{look_back}/",
        "/desk/plan/look-backs/{look_back}/{check}",
        "/desk/plan/groups/",
        "/desk/plan/groups/add",
        "/desk/plan/groups/{group}/",
        "/desk/plan/groups/{group}/issues/{issue}",
        "/desk/plan/hearings/",
        "/desk/plan/hearings/add",
        "/desk/plan/hearings/{hearing}/",
        "/desk/plan/balances/",
        "/desk/plan/balances/upload",
        "/desk/plan/balances/{batch}/",
        "/desk/registers/",
        "/desk/registers/media_article/",
        "/desk/registers/study_session/enter",
        "/desk/registers/law_examination/import",
        "/desk/find/?q=文件库",
        "/desk/notices/",
        "/desk/account/",
        "/desk/account/password",
        "/desk/account/absences/new",
        "/desk/help",
    ),
    "liaison": (
        "/desk/",
        "/desk/cases/{late}/",
        "/desk/cases/{late}/act/report_progress",
        "/desk/cases/{late}/act/request_report_done",
        "/desk/cases/{waiting}/",
        "/desk/plan/ledgers/{scheme}/",
        "/desk/plan/ledgers/{scheme}/fill",
        "/desk/plan/rounds/{round}/",
    ),
    "section": ("/desk/", "/desk/cases/{waiting}/", "/desk/cases/{waiting}/act/sign"),
    "system": (
        "/desk/admin/",
        "/desk/admin/units/",
        "/desk/admin/units/new",
        "/desk/admin/units/{unit}",
        "/desk/admin/import",
        "/desk/admin/people/",
        "/desk/admin/people/new",
        "/desk/admin/people/{person}",
        "/desk/admin/accounts/",
        "/desk/admin/accounts/new",
        "/desk/admin/accounts/{account}",
        "/desk/admin/parameters/",
        "/desk/admin/parameters/workplan.receipt_days",
        "/desk/admin/holidays",
        "/desk/admin/jobs/",
    ),
    "security": (
        "/desk/admin/",
        "/desk/admin/grants/",
        "/desk/admin/grants/new",
        "/desk/admin/grants/{grant}/revoke",
        "/desk/admin/sessions/",
    ),
    "audit": ("/desk/admin/", "/desk/admin/ledger/", "/desk/admin/ledger/verify", "/desk/admin/sign-in-log"),
    "": ("/desk/sign-in", "/desk/no-such-page"),
}


@pytest.fixture
def clock() -> Any:
    """Let it be the day on which rows are late."""
    with time_machine.travel(at(LATE), tick=True) as traveller:
        yield traveller


@pytest.fixture
def filled(transactional_db: None) -> FilledWorld:
    """Return the district with work in it."""
    return FilledWorld()


@pytest.fixture
def world(filled: FilledWorld) -> World:
    """Return its people, as the served house wants them."""
    return filled.world


@pytest.mark.appearance
@pytest.mark.parametrize("who", PAGES)
def test_every_page_is_in_order(site: Site, filled: FilledWorld, who: str) -> None:
    account = filled.administrators.get(who, who)
    page = site.enter(account) if who else site.open_browser()
    faults = []
    for path in PAGES[who]:
        answer = page.goto(site.url + filled.address(path))
        expected = 404 if path == "/desk/no-such-page" else 200
        name = f"{who or 'nobody'}{re.sub(r'[^a-z_]+', '-', path)}"
        faults += [f"{path} answers {answer.status}"] if answer.status != expected else []
        faults += [f"{path} {fault}" for fault in find_faults(page, name=name)]
    assert faults == [], "\n".join(faults)


TABLE_AND_ROOM = (
    "[...document.querySelectorAll('.table-wrap:not(.table-wrap--wide)')].map(w => w.scrollWidth - w.clientWidth)"
)
LISTS = ("/desk/procedures/workplan_item/", "/desk/cases/", "/desk/procedures/workplan_scheme/")


@pytest.mark.parametrize("width", [1024, 1280, 1440])
def test_a_list_fits_its_room_with_its_lamps(site: Site, filled: FilledWorld, width: int) -> None:
    page = site.enter("clerk")
    page.set_viewport_size({"width": width, "height": 800})
    for path in LISTS:
        page.goto(site.url + path)
        assert page.locator("thead .col-lamp").first.bounding_box()["width"] > 0
        assert [excess for excess in page.evaluate(TABLE_AND_ROOM) if excess > 1] == [], path
