"""People of several posts work a ledger off in their own browsers, from the office's scheme to 销号."""

from typing import Any

import pytest

from mingzheng.casework.models import Case
from mingzheng.domains.workplan.models import SchemeDetail
from mingzheng.platform.jobs.public import run_waiting_jobs
from tests.browser.small_scheme import scheme_docx
from tests.browser.visitors import PHONE, Site

pytestmark = pytest.mark.browser
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def press(page: Any, name: str) -> None:
    """Press the button of a form that acts, and wait for the page after it."""
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()


def choose(page: Any, name: str) -> None:
    """Take one of the things that can be done now on a case page."""
    with page.expect_navigation():
        page.locator(".choices").get_by_role("link", name=name).first.click()


def open_case_page(page: Any, site: Site, case: Case) -> None:
    assert page.goto(f"{site.url}/desk/cases/{case.number}/").status == 200


def bring_in_and_settle(page: Any, site: Site) -> SchemeDetail:
    """Upload the scheme, answer what is asked, and leave nothing open."""
    page.goto(f"{site.url}/desk/")
    page.locator("[data-nav-group=plan] summary").click()
    page.get_by_role("link", name="导入方案").first.click()
    page.locator("input[type=file]").set_input_files({"name": "方案.docx", "mimeType": WORD, "buffer": scheme_docx()})
    press(page, "读取方案")
    assert "已读出 6 项要求" in page.inner_text("#messages")
    page.get_by_text("单位未对应").first.wait_for()
    assert "编号不连续" in page.inner_text("#check-summary")
    row = page.locator("li.row", has_text="文体场馆")
    assert "文体局" in row.locator(".ask").inner_text()
    row.locator(".ask").get_by_role("combobox").select_option(label="云山区教育局")
    row.locator(".ask").get_by_role("button", name="确定").click()
    row.locator(".ask").wait_for(state="detached")
    page.get_by_text("须处理的都已处理").wait_for()
    page.locator("#recipients > summary").click()
    for name in ("云山区教育局", "云山区税务局"):
        page.locator("#recipients").get_by_label(name).check()
    press(page, "确定主送单位")
    page.locator("#check-summary details.kind", has_text="编号不连续").locator("summary").click()
    settled = page.locator("#check-summary details.kind", has_text="编号不连续").locator("li").first
    settled.get_by_role("textbox").fill("原文缺第5项，已与起草科室核实")
    settled.get_by_role("button", name="已处理").click()
    page.locator("#check-summary details.kind", has_text="编号不连续").wait_for(state="detached")
    return SchemeDetail.objects.get()


def book(page: Any, site: Site, scheme: SchemeDetail) -> None:
    """Order the booking; the office's machine then works through it."""
    page.goto(f"{site.url}/desk/plan/schemes/{scheme.case.number}/check")
    with page.expect_navigation():
        page.get_by_role("link", name="建账").click()
    press(page, "建账")
    run_waiting_jobs()
    page.goto(f"{site.url}/desk/plan/ledgers/{scheme.case.number}/")
    assert page.locator("article.entry").count() == 6


def receive_all(page: Any, site: Site) -> None:
    """See the new rows at home and receive them all at once."""
    page.goto(f"{site.url}/desk/")
    assert page.locator("main tr[data-row]", has_text="待签收").count() == 4
    page.goto(f"{site.url}/desk/procedures/workplan_item/?state=sent")
    page.get_by_label("选择本页全部").check()
    press(page, "批量签收")
    press(page, "签收这 4 件")
    assert "已签收 4 件" in page.inner_text("#messages")


def work_off(page: Any, site: Site, case: Case) -> None:
    """Set the plan, report, and ask for the signatures under the report of completion."""
    open_case_page(page, site, case)
    choose(page, "填写措施")
    page.get_by_label("具体措施").fill("按统一目录收齐历年文件，逐件标注效力")
    page.get_by_label("责任人").fill("赵小满")
    press(page, "填写措施")
    choose(page, "报送进展")
    page.get_by_label("进展情况").fill("已收齐 120 件，标注 80 件")
    page.get_by_label("完成进度").fill("70")
    press(page, "报送进展")
    choose(page, "报送办结")
    page.get_by_label("办理结果").fill("文件库已建成并公开，共 120 件")
    with page.expect_navigation():
        page.locator("main form.form--card button.button--primary[type=submit]").click()


def sign(page: Any, site: Site, case: Case) -> None:
    """Open what waits at home and sign it."""
    page.goto(f"{site.url}/desk/")
    with page.expect_navigation():
        page.locator(f"main a[href='/desk/cases/{case.number}/']").first.click()
    with page.expect_navigation():
        page.locator(".choices a[href$='/act/sign']").click()
    with page.expect_navigation():
        page.locator("main form.form--card button.button--primary[type=submit]").click()


def test_a_ledger_is_worked_off_by_people_of_seven_posts(site: Site) -> None:
    clerk, chief = site.sign_in("clerk"), site.sign_in("office_section")
    scheme = bring_in_and_settle(clerk, site)
    book(chief, site, scheme)
    case = Case.objects.get(
        procedure="workplan_item", workplan_itemdetail__number="1", handling_unit=site.world.district.education
    )

    liaison = site.sign_in("liaison")
    receive_all(liaison, site)
    work_off(liaison, site, case)
    sign(site.sign_in("section"), site, case)
    sign(site.sign_in("head", size=PHONE, touch=True), site, case)
    case.refresh_from_db()
    assert case.state == "reported"

    verifier = site.sign_in("verifier")
    open_case_page(verifier, site, case)
    choose(verifier, "核验通过")
    verifier.get_by_label("核验意见").fill("实地查看，属实")
    press(verifier, "核验通过")
    open_case_page(chief, site, case)
    choose(chief, "销号")
    press(chief, "销号")

    case.refresh_from_db()
    assert case.state == "done"
    open_case_page(liaison, site, case)
    timeline = liaison.inner_text(".timeline")
    for words in (
        "建账交办",
        "签收",
        "填写措施",
        "报送进展",
        "报送办结",
        "核验通过",
        "销号",
        "罗雨桐",
        "实地查看，属实",
    ):
        assert words in timeline
    clerk.goto(f"{site.url}/desk/plan/ledgers/{scheme.case.number}/")
    assert "已销号" in clerk.locator("article.entry", has_text="规范性文件库").inner_text()
    stranger = site.enter("tax_liaison")
    assert stranger.goto(f"{site.url}/desk/cases/{case.number}/").status == 404
