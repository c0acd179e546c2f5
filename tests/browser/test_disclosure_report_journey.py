"""The annual disclosure report from a unit's draft to the publishing room, by people in their own browsers."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from mingzheng.casework.tests.world import World, at
from mingzheng.domains.foi.annual.models import AnnualReport
from mingzheng.domains.foi.annual.tests.conftest import DAY, WORDS
from mingzheng.domains.publishing.models import Column, Item
from tests.browser.visitors import PHONE, Site, find_faults

pytestmark = pytest.mark.browser
CELLS = {"table1.licensing.decisions": "26", "table1.penalty.decisions": "2", "table1.coercion.decisions": "0"}


@pytest.fixture
def clock() -> Iterator[Any]:
    """Let it be January, when reports are written."""
    with time_machine.travel(at(DAY), tick=True) as traveller:
        yield traveller


@pytest.fixture
def column(world: World) -> Column:
    """Return the column reports are published in."""
    return Column.objects.create(
        code="gknb", name="公开年报", kind="policy", order=10, owner_unit=world.district.office
    )


def press(page: Any, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()


def act(page: Any, site: Site, report: AnnualReport, code: str, button: str, **fields: str) -> None:
    """Perform one act of the procedure on its form."""
    page.goto(f"{site.url}/desk/cases/{report.case.number}/act/{code}")
    for name, value in fields.items():
        page.fill(f"[name={name}]", value)
    press(page, button)
    report.case.refresh_from_db()


def write(page: Any, base: str, report: AnnualReport) -> None:
    """Fill in table 1 and every block that is still empty."""
    page.goto(f"{base}/report")
    for name, value in {**CELLS, "table1.fees.amount": "0"}.items():
        page.fill(f"[name='{name}']", value)
    press(page, "填报")
    for code, text in WORDS.items():
        page.goto(f"{base}/text/{code}")
        page.fill("[name=text]", text)
        press(page, "保存")


def test_a_unit_drafts_the_department_returns_accepts_adds_up_and_sends_to_publishing(
    site: Site, world: World, column: Column
) -> None:
    office = site.enter("office_section")
    office.goto(f"{site.url}/desk/foi/annual/start")
    office.get_by_label("云山区教育局").check()
    office.get_by_label("本级政府汇总报告").check()
    assert find_faults(office, name="annual-start") == []
    press(office, "布置")
    report = AnnualReport.objects.select_related("case").get(is_consolidated=False)
    government = AnnualReport.objects.select_related("case").get(is_consolidated=True)
    base = f"{site.url}/desk/foi/annual/{report.case.number}"

    liaison = site.enter("liaison")
    liaison.goto(f"{base}/check")
    assert "尚未填报" in liaison.inner_text("main")
    assert find_faults(liaison, name="annual-check") == []
    write(liaison, base, report)
    liaison.goto(f"{base}/text/on_request")
    assert find_faults(liaison, name="annual-block") == []
    liaison.goto(f"{base}/tables")
    assert liaison.locator(".formgrid").count() == 3
    assert find_faults(liaison, name="annual-tables") == []
    section = site.enter("section")
    section.goto(f"{base}/tables")
    press(section, "核验填报数")
    act(liaison, site, report, "hand_in", "送签")
    act(site.enter("head"), site, report, "sign", "签发")
    act(liaison, site, report, "submit", "报送")
    act(office, site, report, "return_report", "退回修改", reason="问题写得太空。")
    assert report.case.state == "returned"
    act(liaison, site, report, "revise", "修改")
    act(liaison, site, report, "hand_in", "送签")
    act(site.enter("head"), site, report, "sign", "签发")
    act(liaison, site, report, "submit", "报送")
    act(office, site, report, "accept", "审核通过")
    assert report.case.state == "accepted"

    office.goto(f"{site.url}/desk/foi/annual/{government.case.number}/parts")
    assert "审核通过的年报" in office.inner_text("main")
    assert "云山区税务局" in office.inner_text("main")
    assert find_faults(office, name="annual-parts") == []
    office.goto(f"{site.url}/desk/foi/annual/{government.case.number}/cells/table1.licensing.decisions")
    assert "26" in office.inner_text("main")
    office.goto(f"{site.url}/desk/foi/annual/?year=2025")
    assert find_faults(office, name="annual-board") == []

    liaison.goto(f"{base}/send")
    press(liaison, "送信息发布")
    item = Item.objects.select_related("case").get()
    assert (item.case.title, item.column) == (report.case.title, column)
    phone = site.enter("liaison", size=PHONE, touch=True)
    phone.goto(f"{base}/text")
    assert item.case.number in phone.inner_text("main")
    assert find_faults(phone, name="annual-text-phone") == []
