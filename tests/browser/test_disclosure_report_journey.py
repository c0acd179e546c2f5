"""The annual disclosure report from a unit's draft to the public site, through both rooms, by people in their own browsers."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from mingzheng.casework.tests.world import World, at
from mingzheng.domains.foi.annual.models import AnnualReport
from mingzheng.domains.foi.annual.tests.conftest import DAY, WORDS
from mingzheng.domains.publishing.models import Column, Item
from mingzheng.domains.publishing.selectors import public_item
from mingzheng.platform.ledger.public import now
from tests.browser.visitors import PHONE, Site, act_on, find_faults, press

pytestmark = [pytest.mark.browser, pytest.mark.once]
SIGNERS = {
    "review_1": "section",
    "proof_1": "deputy",
    "review_2": "deputy",
    "proof_2": "head",
    "review_3": "head",
    "proof_3": "section",
}
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


def act(page: Any, site: Site, row: AnnualReport | Item, code: str, button: str, **fields: str) -> None:
    """Perform one act of a procedure on its form."""
    act_on(page, site.url, row.case.number, code, button, **fields)
    row.case.refresh_from_db()


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


def test_a_unit_drafts_the_department_examines_and_the_publishing_room_releases(
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
    released(site, liaison, item)
    address = f"/gknb/2026/{item.pk}/"
    act(liaison, site, report, "publish", "登记公开", address=address)
    assert (report.case.state, AnnualReport.objects.get(pk=report.pk).address) == ("published", address)
    phone = site.enter("liaison", size=PHONE, touch=True)
    phone.goto(f"{base}/text")
    assert item.case.number in phone.inner_text("main")
    assert find_faults(phone, name="annual-text-phone") == []


def released(site: Site, liaison: Any, item: Item) -> None:
    """Lead the item through the publishing room's own review, every signer in a browser of his own."""
    liaison.goto(f"{site.url}/desk/publishing/{item.case.number}/text")
    press(liaison, "保存并核校")
    act(
        liaison,
        site,
        item,
        "fill_in",
        "填写公开要素",
        summary="云山区教育局2025年政府信息公开工作情况。",
        source="云山区教育局",
    )
    pages = {who: site.enter(who) for who in ("section", "deputy", "head", "clerk")}
    ground = {"mode": "active", "mode_ground": "a20", "mode_reason": "法定主动公开内容"}
    act(pages["section"], site, item, "determine_mode", "认定公开方式", **ground)
    act(pages["clerk"], site, item, "secrecy_review", "保密审查", secrecy="open", secrecy_basis="不涉密")
    act(liaison, site, item, "submit", "送审")
    for (step, who), title in zip(SIGNERS.items(), ("初审", "一校", "复审", "二校", "终审", "三校"), strict=True):
        act(pages[who], site, item, step, title)
    act(pages["clerk"], site, item, "publish", "发布")
    shown = public_item(f"gknb/2026/{item.pk}", now())
    assert shown is not None
    assert all(words in shown.html for words in ("二、主动公开政府信息情况", "本年处理决定数量", "26"))
