"""An annual report is written, checked, discussed, signed and published by people in their own browsers."""

from io import BytesIO
from typing import Any

import docx
import pytest

from mingzheng.casework.tests.world import World, at, make_world
from mingzheng.domains.reports.models import Block, Report
from mingzheng.domains.reports.services.starting import start_report
from mingzheng.domains.reports.tests.conftest import DAY, FIGURES, YEAR
from mingzheng.figures.public import (
    Period,
    Reading,
    declare,
    parse_markup,
    record_reading,
    runs_to_json,
    verify_reading,
)
from mingzheng.figures.registry import withdraw_declaration
from tests.browser.visitors import PHONE, Site, act_on, find_faults, press

pytestmark = [pytest.mark.browser, pytest.mark.once]
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
VALUES = {
    "tests.supervised": ("167", "160"),
    "tests.messages": ("4415", "2087"),
    "tests.monthly": ("12", "12"),
    "tests.visits": ("3412000", ""),
}


@pytest.fixture
def clock() -> Any:
    """Let it be January, when reports are written."""
    import time_machine  # noqa: PLC0415 - only these tests travel

    with time_machine.travel(at(DAY), tick=True) as traveller:
        yield traveller


@pytest.fixture
def world(transactional_db: None) -> Any:
    """Return the district with the tests' figures."""
    declare(*FIGURES)
    yield make_world()
    for figure in FIGURES:
        withdraw_declaration(figure.code)


@pytest.fixture
def report(world: World, clock: Any) -> Report:
    """Return the bureau's report with values of two years; one reading is not verified."""
    unit, giver, verifier = world.district.education, world.actor("liaison", DAY), world.actor("section", DAY)
    for code, (now, before) in VALUES.items():
        for year, value in ((YEAR, now), (YEAR - 1, before)):
            if value:
                row = record_reading(code, unit_id=unit.pk, period=Period.year(year), value=value, actor=giver)
                if code != "tests.monthly" or year != YEAR:
                    verify_reading(row.pk, actor=verifier)
    times = {"occurred_on": DAY, "recorded_at": at(DAY)}
    receipt = start_report(unit, YEAR, "default", actor=world.actor("clerk", DAY), key="begin", **times)
    found = Report.objects.select_related("case").get(pk=receipt.case_id)
    block = Block.objects.filter(section__report=found, section__kind="law_study").first()
    assert block is not None
    text = "全年组织学法4次，参加考试98人，网站访问{{tests.visits||340万余}}，另有{{tests.unknown}}。"
    Block.objects.filter(pk=block.pk).update(runs=runs_to_json(parse_markup(text)))
    return found


def act(page: Any, site: Site, report: Report, code: str, button: str, **fields: str) -> None:
    """Perform one act of the procedure on its form."""
    act_on(page, site.url, report.case.number, code, button, **fields)


@pytest.mark.appearance
def test_every_page_of_a_report_is_in_order(site: Site, report: Report) -> None:
    number = report.case.number
    page, faults = site.enter("liaison"), []
    block = Block.objects.filter(section__report=report, section__kind="law_study").first()
    assert block is not None
    pages = {
        "board": "/desk/reports/",
        "editor": f"/desk/reports/{number}/text",
        "editing": f"/desk/reports/{number}/text?edit={block.pk}",
        "number": f"/desk/reports/{number}/blocks/{block.pk}/numbers/0",
        "typed": f"/desk/reports/{number}/blocks/{block.pk}/typed/0",
        "figures": f"/desk/reports/{number}/figures?q=督",
        "comment": f"/desk/reports/{number}/comments",
        "numbers": f"/desk/reports/{number}/numbers",
        "check": f"/desk/reports/{number}/check",
        "versions": f"/desk/reports/{number}/versions",
        "readback": f"/desk/reports/{number}/read-backs",
        "read": f"/desk/reports/{number}/read",
        "elements": f"/desk/reports/{number}/elements",
        "section": f"/desk/reports/{number}/sections/{block.section_id}",
        "ask": f"/desk/reports/{number}/sections/{block.section_id}/ask",
        "start": "/desk/reports/start",
        "earlier": "/desk/reports/earlier/",
        "import": "/desk/reports/earlier/import",
        "case": f"/desk/cases/{number}/",
    }
    for name, path in pages.items():
        answer = page.goto(site.url + path)
        faults += [f"{path} answers {answer.status}"] if answer.status != 200 else []
        faults += [f"{path} {fault}" for fault in find_faults(page, name=f"report-{name}")]
    assert faults == [], "\n".join(faults)


def test_a_report_is_written_and_published_by_people_of_four_posts(site: Site, report: Report) -> None:
    number = report.case.number
    writer = site.enter("liaison")
    writer.goto(f"{site.url}/desk/reports/{number}/text")
    block = Block.objects.filter(section__report=report, section__kind="law_study").first()
    assert block is not None
    place = writer.locator(f"#block-{block.pk}")
    place.hover()
    place.get_by_role("link", name="修改").click()
    field = writer.locator(".block__text--rich")
    field.wait_for()
    assert field.locator(".numchip").count() == 2
    field.press("Control+a")
    field.press("Delete")
    field.type("全年访问")
    place = writer.locator(f"#block-{block.pk}")
    place.get_by_role("link", name="插入数").click()
    writer.locator("#side").get_by_label("找指标").fill("浏览")
    writer.locator("#side").get_by_role("button", name="找", exact=True).click()
    writer.locator("#side").get_by_role("button", name="341万余次").click()
    field.type("，组织学法4次。")
    place.get_by_role("button", name="保存这一段").click()
    writer.locator(f"#block-{block.pk} .fig", has_text="341万余次").wait_for()

    writer.locator(f"#block-{block.pk} .typed").click()
    side = writer.locator("#side")
    side.get_by_label("不是统计数，保留为文字").fill("制度规定的次数")
    side.get_by_role("button", name="保留为文字").click()
    writer.locator("#report-summary", has_text="未核 1").wait_for()
    writer.locator(f"#block-{block.pk} .typed").wait_for(state="detached")

    with writer.expect_download() as download:
        writer.get_by_text("导出").click()
        writer.get_by_role("link", name="Word（可回读）").click()
    word = docx.Document(download.value.path())
    line = next(one for one in word.paragraphs if "组织学法4次" in one.text)
    for run in line.runs:
        run.text = run.text.replace("341万余次", "345万余次").replace("组织学法", "集中组织学法")
    buffer = BytesIO()
    word.save(buffer)
    writer.goto(f"{site.url}/desk/reports/{number}/read-backs")
    writer.locator("input[type=file]").set_input_files(
        {"name": "改.docx", "mimeType": WORD, "buffer": buffer.getvalue()}
    )
    press(writer, "上传并比对")
    shown = writer.inner_text("main")
    assert "指标为 341万余次，Word 里写成 345万余次" in shown
    assert find_faults(writer, name="report-readback-preview") == []
    press(writer, "采用勾选的修改")
    shown = writer.inner_text(f"#block-{block.pk}")
    assert "集中组织学法4次" in shown
    assert "341万余次" in shown

    act(writer, site, report, "submit", "送核稿")
    checker = site.enter("section")
    reading = Reading.objects.get(figure="tests.monthly", is_current=True, state="unverified")
    verify_reading(reading.pk, actor=site.world.actor("section", DAY))
    act(checker, site, report, "pass_check", "核稿通过")
    day = DAY.isoformat()
    meeting = {"meeting": "party", "meeting_name": "局党组会", "held_on": day, "outcome": "agreed"}
    act(checker, site, report, "record_discussion", "登记集体讨论", **meeting)
    head = site.enter("head", size=PHONE, touch=True)
    head.goto(f"{site.url}/desk/reports/{number}/read")
    assert "341万余次" in head.inner_text("article")
    act(head, site, report, "sign", "签发")
    act(writer, site, report, "number", "编文号", series="云教报")
    act(writer, site, report, "send", "报送", addressees="区委、区政府")
    office = site.enter("office_section")
    act(office, site, report, "accept", "审阅通过")
    act(writer, site, report, "publish", "公开", address="https://www.example.gov.cn/1")
    report.refresh_from_db()
    report.case.refresh_from_db()
    assert (report.case.state, report.doc_number) == ("published", "云教报〔2026〕1号")
