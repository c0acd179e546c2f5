"""An office asks two units for figures; one fills in on a phone, signs, is sent back, corrected, verified and locked.

What a page is not looked at for goes through the door: signatures, and the round after the correction.
"""

from datetime import date
from typing import Any

import pytest

from mingzheng.casework.public import open_case, perform
from mingzheng.casework.tests.world import TODAY
from mingzheng.domains.returns.models import FormDetail, ReturnDetail
from mingzheng.figures.models import Reading
from mingzheng.figures.public import Period, record_reading
from mingzheng.platform.jobs.public import run_waiting_jobs
from mingzheng.platform.ledger.public import now
from tests.browser.visitors import PHONE, Site, find_faults

pytestmark = [pytest.mark.browser, pytest.mark.once]


TITLES = {
    "correspondence.received": "办理来文",
    "correspondence.issued": "制发文件",
    "correspondence.returned": "退回不规范公文",
}


def press(page: Any, name: str) -> None:
    """Press the button of a form that acts, and wait until the page after it stands."""
    with page.expect_navigation(wait_until="domcontentloaded"):
        page.get_by_role("button", name=name, exact=True).first.click()


def see(page: Any, words: str) -> None:
    """Wait until the page says these words."""
    page.get_by_text(words).first.wait_for(state="attached")


def act(site: Site, case_id: int, action: str, who: str, **data: object) -> None:
    """Do through the door what no page is looked at for."""
    actor, key = site.world.actor(who), f"{action}:{who}:{now().isoformat()}"
    perform(case_id, action, actor=actor, occurred_on=TODAY, recorded_at=now(), data=data, key=key)


def draw_up(page: Any, site: Site) -> FormDetail:
    """Draw a form of three figures up and publish it."""
    page.goto(f"{site.url}/desk/returns/")
    page.get_by_role("link", name="拟制填报表").first.click()
    page.get_by_label("名称", exact=True).fill("2025年办文办会情况")
    page.get_by_label("时段截止").fill("2025-12-31")
    page.get_by_label("填报截止日期").fill("2026-03-20")
    page.get_by_label("填报依据").fill("关于报送2025年办文办会数据的通知")
    for row, title in enumerate(("办理来文", "制发文件", "退回不规范公文"), start=1):
        page.get_by_label(f"第 {row} 行指标", exact=True).fill(title)
    page.get_by_label("第 2 行不大于").fill("500")
    page.get_by_label("勾稽关系").fill("3≤1")
    for name in ("云山区教育局", "云山区税务局"):
        page.locator("#id_unit_ids").get_by_label(name).check()
    assert find_faults(page, name="returns-editor") == []
    press(page, "存为拟制稿")
    page.wait_for_url("**/desk/cases/**")
    return FormDetail.objects.get()


def drawn_up(site: Site) -> FormDetail:
    """Return the same form, drawn up through the door."""
    rows = [{"code": code, "title": title} for code, title in TITLES.items()]
    district = site.world.district
    data = {
        "title": "2025年办文办会情况",
        "kind": "year",
        "until": "2025-12-31",
        "due_on": "2026-03-20",
        "basis": "关于报送2025年办文办会数据的通知",
        "unit_ids": [district.education.pk, district.tax.pk],
        "figures": rows,
    }
    receipt = open_case(
        "figure_form",
        actor=site.world.actor("clerk"),
        occurred_on=TODAY,
        recorded_at=now(),
        data=data,
        key="form",
        origin_unit_id=district.office.pk,
    )
    return FormDetail.objects.get(pk=receipt.case_id)


def publish(site: Site, form: FormDetail) -> ReturnDetail:
    act(site, form.pk, "publish", "office_section")
    run_waiting_jobs()
    return ReturnDetail.objects.get(form=form, unit=site.world.district.education)


def fill_in_on_the_phone(page: Any, site: Site, item: ReturnDetail) -> None:
    page.goto(f"{site.url}/desk/returns/fill/{item.case.number}/")
    page.get_by_label("办理来文", exact=True).fill("近2000")
    page.get_by_label("制发文件", exact=True).fill("很多")
    page.get_by_label("退回不规范公文", exact=True).fill("12")
    press(page, "存入填报表")
    see(page, "不是数值")
    assert page.get_by_label("制发文件", exact=True).input_value() == "很多"
    assert find_faults(page, name="returns-fill-wrong") == []
    page.get_by_label("制发文件", exact=True).fill("640")
    press(page, "核对并送审")
    see(page, "大于本表设定的500件，请写明原因")
    row = page.locator("tr", has_text="制发文件")
    row.get_by_label("说明", exact=True).fill("机构改革后由本单位统一制发")
    press(page, "核对并送审")
    press(page, "送审：报送")


def test_a_form_goes_its_whole_way(site: Site) -> None:
    last, bureau = Period.year(2024), site.world.district.education.pk
    for code, value in (("correspondence.received", "1846"), ("correspondence.issued", "520")):
        record_reading(code, unit_id=bureau, period=last, value=value, actor=site.world.actor("liaison"))
    form = draw_up(site.enter("clerk"), site)
    office = site.enter("office_section")
    office.goto(f"{site.url}/desk/cases/{form.case.number}/")
    assert find_faults(office, name="returns-form") == []
    office.locator(".choices").get_by_role("link", name="发布填报表").click()
    press(office, "发布填报表")
    run_waiting_jobs()
    item = ReturnDetail.objects.get(unit=site.world.district.education)

    phone = site.enter("liaison", size=PHONE, touch=True)
    fill_in_on_the_phone(phone, site, item)
    section = site.enter("section")
    section.goto(f"{site.url}/desk/cases/{item.case.number}/")
    section.locator(".choices").get_by_role("link", name="审签同意").click()
    press(section, "审签同意")
    act(site, item.pk, "sign", "head")

    verifier = site.enter("verifier")
    verifier.goto(f"{site.url}/desk/returns/fill/{item.case.number}/send-back")
    verifier.get_by_label("总的退回理由").fill("退文数与台账不符")
    verifier.get_by_label("退回不规范公文的退回原因").fill("台账为 14 件")
    assert find_faults(verifier, name="returns-send-back") == []
    press(verifier, "退回单位修改")
    phone.goto(f"{site.url}/desk/returns/fill/{item.case.number}/")
    see(phone, "台账为 14 件")
    phone.get_by_label("退回不规范公文", exact=True).fill("14")
    press(phone, "核对并送审")
    press(phone, "送审：报送")
    for action, who in (("sign", "section"), ("sign", "head"), ("verify", "verifier"), ("lock", "office_section")):
        act(site, item.pk, action, who)
    act(site, item.pk, "request_correction", "liaison", reason="漏计一件")

    office.goto(f"{site.url}/desk/returns/forms/{form.case.number}/")
    see(office, "云山区税务局")
    see(office, "已锁定，申请更正")
    assert find_faults(office, name="returns-board") == []
    values = Reading.objects.filter(unit_id=bureau, ends_on=date(2025, 12, 31), is_current=True)
    assert {row.printed: row.state for row in values} == {"近2000件": "locked", "640件": "locked", "14件": "locked"}


def test_a_number_dictated_at_night_is_noted_and_verified(site: Site) -> None:
    phone = site.enter("liaison", size=PHONE, touch=True)
    phone.goto(f"{site.url}/desk/returns/quick?figure=correspondence.received&period=year:2025")
    assert find_faults(phone, name="returns-quick") == []
    phone.get_by_label("数值").fill("近200")
    phone.get_by_label("来源", exact=True).fill("22时电话口述")
    phone.get_by_label("谁提供的").select_option(label="李清明")
    press(phone, "记为未核")
    see(phone, "近200件（未核）")
    verifier = site.enter("verifier")
    verifier.goto(f"{site.url}/desk/returns/unverified")
    assert find_faults(verifier, name="returns-unverified") == []
    verifier.locator("tbody input[type=checkbox]").first.check()
    press(verifier, "核验无误")
    verifier.locator("#messages").wait_for(state="attached")
    reading = Reading.objects.get()
    assert reading.state == "verified"
    phone.goto(f"{site.url}/desk/returns/history/correspondence.received/{reading.unit_id}/")
    assert find_faults(phone, name="returns-history") == []


def test_a_workbook_is_offered_and_its_preview_shown(site: Site) -> None:
    item = publish(site, drawn_up(site))
    page = site.enter("liaison")
    page.goto(f"{site.url}/desk/returns/fill/{item.case.number}/offline")
    with page.expect_download() as waited:
        page.get_by_role("link", name="CSV").click()
    text = (
        waited.value.path()
        .read_text("utf-8-sig")
        .replace("correspondence.received,办理来文,", "correspondence.received,办理来文,57")
    )
    page.locator("input[type=file]").set_input_files(
        {"name": "填报.csv", "mimeType": "text/csv", "buffer": text.encode()}
    )
    press(page, "上传并核对")
    see(page, "将改动 1 项")
    assert find_faults(page, name="returns-offline") == []
    press(page, "存入填报表")
    assert item.lines.get(figure="correspondence.received").printed == "57"
    page.goto(f"{site.url}/desk/returns/fill/{item.case.number}/")
    assert find_faults(page, name="returns-fill") == []
