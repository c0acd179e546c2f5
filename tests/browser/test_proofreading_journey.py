"""A report goes to the proofreader: files dropped, findings beside the words, one accepted, one refused without a reason."""

from typing import Any

import pytest

from mingzheng.domains.proofreading.models import FindingState, ProofCheck
from mingzheng.platform.parameters.public import set_value
from tests.browser.visitors import PHONE, Site, find_faults

pytestmark = [pytest.mark.browser, pytest.mark.once]
REPORT = """云山区2025年工作报告

一、办理情况

全年办理建议3件、提案4件，共8件，均已按时办结。联系人N个。青岩镇办理13件，石桥镇办理30件。

截止目前，各单位建立台帐86本，末发生重大问题。

| 单位 | 件数 |
|---|---|
| 青岩镇 | 12 |
| 石桥镇 | 30 |
| 合计 | 43 |

三、下一步打算

依法公开行政处罚决订。
"""


def press(page: Any, name: str) -> None:
    """Press the button of a form that acts, and wait for the page after it."""
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).first.click()


def send_report(page: Any, site: Site) -> ProofCheck:
    """Drop a file and have it checked."""
    page.goto(f"{site.url}/desk/proofreading/")
    assert find_faults(page, name="proofreading-empty") == []
    page.goto(f"{site.url}/desk/proofreading/send")
    assert find_faults(page, name="proofreading-send") == []
    page.locator("input[name=documents]").set_input_files(
        {"name": "工作报告.md", "mimeType": "text/markdown", "buffer": REPORT.encode()}
    )
    press(page, "开始核校")
    return ProofCheck.objects.get()


def test_a_report_is_marked_and_decided_on(site: Site) -> None:
    for name, value in (("scope", "published"), ("address", "http://127.0.0.1:9/v1"), ("model", "m")):
        set_value(f"proofreading.second_reader_{name}", value, actor="account:1", reason="测试")
    page = site.enter("liaison")
    check = send_report(page, site)
    codes = set(check.findings.values_list("code", flat=True))
    assert {"NUM-SUM", "NUM-TEXT-TABLE", "NUM-TABLE", "NUM-PLACEHOLDER", "WRD-CONFUSION", "FRM-RUN"} - codes == set()
    assert find_faults(page, name="proofreading-check") == []
    first = page.locator(".proof-note").first
    first.locator("summary", has_text="不采纳").click()
    first.get_by_role("button", name="确认不采纳").click()
    page.wait_for_url("**/findings/*")
    assert "不采纳要写明理由" in page.inner_text("body")
    assert find_faults(page, name="proofreading-refused") == []
    first = page.locator(".proof-note").first
    first.get_by_label("理由").fill("已核对原始台账")
    first.get_by_role("button", name="确认不采纳").click()
    page.wait_for_url("**/proofreading/*/#n*")
    page.locator(".proof-note", has_text="采纳，已改正").first.get_by_role("button", name="采纳，已改正").click()
    page.wait_for_url("**/proofreading/*/#n*")
    decided = check.findings.exclude(state=FindingState.OPEN)
    assert set(decided.values_list("state", flat=True)) == {FindingState.ACCEPTED, FindingState.DISMISSED}


def test_it_is_read_on_a_phone_and_its_lexicon_kept_by_the_office(site: Site) -> None:
    page = site.enter("liaison", size=PHONE, touch=True)
    send_report(page, site)
    assert find_faults(page, name="proofreading-phone") == []
    office = site.enter("director")
    office.goto(f"{site.url}/desk/proofreading/lexicon/add?kind=term&name=决订&source=核校记录1")
    assert office.get_by_label("词条", exact=True).input_value() == "决订"
    assert find_faults(office, name="proofreading-term") == []
    press(office, "增加")
    assert "本机关用语" in office.inner_text("body")
