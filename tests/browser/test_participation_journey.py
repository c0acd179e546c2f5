"""People take part: a draft is asked about and answered on a phone without scripts; a rule with its interpretation is published."""

import datetime as dt
from typing import Any

import pytest

from mingzheng.casework.public import Case
from mingzheng.casework.tests.world import at
from mingzheng.domains.normative.library.searching import rebuild_index
from mingzheng.domains.normative.tests.drafts import INTERPRETATION, Drafts
from mingzheng.domains.participation.models import Opinion
from mingzheng.domains.participation.tests.asking import Asking
from mingzheng.platform.portal.public import PageRef, publish_pages
from mingzheng.platform.portal.serving import SiteServer
from tests.browser.visitors import PHONE, Site, faults_of_looks, find_faults, take_picture

pytestmark = [pytest.mark.browser, pytest.mark.once]


@pytest.fixture
def served(site: Site, live_server: Any, settings: Any, tmp_path: Any) -> Site:
    """Serve the files of the site as an installation does: before the application."""
    settings.SITE_DIR = tmp_path / "site"
    server = live_server.thread.httpd
    server.set_app(SiteServer(server.get_app(), settings.SITE_DIR))
    return site


def public_faults(page: Any, name: str) -> list[str]:
    """Return what is wrong with a public page: accessibility in light and dark, width on a small phone."""
    take_picture(page, name)
    return [f"{page.url} {fault}" for fault in faults_of_looks(page)]


def test_a_citizen_says_something_about_an_article_and_reads_what_became_of_it(
    served: Site, chromium: Any, clock: Any
) -> None:
    asking = Asking(served.world)
    pk = asking.opened()
    number = asking.case(pk).number
    publish_pages([PageRef("site", "home")])

    context = chromium.new_context(java_script_enabled=False, viewport={"width": PHONE[0], "height": PHONE[1]})
    phone = context.new_page()
    phone.goto(served.url + "/")
    phone.get_by_role("link", name="云山区停车管理办法（草案）").click()
    assert phone.locator(".banner strong").inner_text() == "正在征求意见"
    phone.get_by_role("link", name="对第二条提意见").click()
    phone.get_by_label("对第二条的意见").fill("夜间不应收费")
    phone.get_by_label("联系电话或者邮箱").fill("13800138000")
    phone.get_by_role("button", name="提交意见").click()
    assert phone.locator(".done__number").inner_text() == f"{number}-0001"
    phone.get_by_role("link", name="还有意见，再提一份").click()
    phone.get_by_role("button", name="提交意见").click()
    assert "请至少写一条意见" in phone.inner_text(".summary")

    page, faults = served.open_browser(), []
    for path, name in (
        ("/consultations/", "consultations"),
        (f"/consultations/{number}/", "consultation"),
        (f"/consultations/{number}/opinion?article=1", "opinion"),
        (f"/elder/consultations/{number}/", "consultation-elder"),
        ("/search/alert?q=停车", "search-alert"),
    ):
        page.goto(served.url + path)
        faults += public_faults(page, name)

    day = asking.merging(pk)
    clock.move_to(at(day))
    desk = served.enter("liaison")
    desk.goto(f"{served.url}/desk/consultations/{number}/merge")
    faults += find_faults(desk, name="merge")
    desk.get_by_label("夜间不应收费").check()
    desk.get_by_label("归并后的意见").fill("夜间不应收费")
    desk.get_by_label("部分采纳").check()
    desk.get_by_label("理由").fill("零时以后免费")
    with desk.expect_navigation():
        desk.get_by_role("button", name="归并并保存采纳情况").click()
    assert Opinion.objects.get().merged is not None
    asking.do(pk, "submit_feedback", "section", on=day)
    asking.do(pk, "publish_feedback", "head", on=day)
    page.goto(f"{served.url}/consultations/{number}/")
    assert "零时以后免费" in page.inner_text("#answers")
    assert f"{number}-0001" in page.inner_text("#answers")
    faults += public_faults(page, "consultation-answered")
    assert faults == [], "\n".join(faults)


def test_a_rule_goes_to_the_library_with_its_interpretation(served: Site, clock: Any) -> None:
    drafts = Drafts(served.world)
    pk, day = drafts.lawful()
    clock.move_to(at(day))
    number = Case.objects.get(pk=pk).number
    writer, office = served.enter("liaison"), served.enter("clerk")
    writer.goto(f"{served.url}/desk/cases/{number}/act/write_interpretation")
    faults = find_faults(writer, name="interpretation")
    writer.locator(f"[name=form][value={INTERPRETATION['form']}]").check()
    for code in ("core", "differences", "scope", "standards"):
        writer.locator(f"[name={code}]").fill(INTERPRETATION[code])
    with writer.expect_navigation():
        writer.get_by_role("button", name="编写解读", exact=True).click()
    drafts.do(
        pk,
        "record_deliberation",
        "clerk",
        on=day,
        outcome="agreed",
        meeting_name="区政府常务会议",
        held_on=day.isoformat(),
        minutes="通过",
    )
    drafts.do(pk, "sign", "director", on=day)
    drafts.do(pk, "number", "clerk", on=day, series="云府规")
    office.goto(f"{served.url}/desk/cases/{number}/act/publish")
    begins = day + dt.timedelta(days=30)
    office.locator("[name=effective_on]").fill(begins.isoformat())
    office.locator("[name=expires_on]").fill(begins.replace(year=begins.year + 4).isoformat())
    with office.expect_navigation():
        office.get_by_role("button", name="公布", exact=True).click()
    assert "/act/" not in office.url, office.inner_text("main")

    rebuild_index()
    reader = served.open_browser()
    reader.goto(f"{served.url}/search?q=托管")
    assert "尚未施行" in reader.inner_text(".hits")
    reader.get_by_role("link", name="云山区校外托管管理办法").click()
    assert reader.locator(".banner strong").first.inner_text() == "尚未施行"
    faults += public_faults(reader, "library-document")
    reader.get_by_role("link", name="《云山区校外托管管理办法》解读").click()
    assert "每生三平方米" in reader.inner_text("main")
    reader.get_by_role("link", name="第二条").first.click()
    assert "课后看护" in reader.inner_text(".text")
    faults += public_faults(reader, "library-article")
    for path, name in (("/library/", "library"), ("/library/search?q=托管", "library-search")):
        reader.goto(served.url + path)
        faults += public_faults(reader, name)
    assert faults == [], "\n".join(faults)
