"""What goes wrong in front of a browser: sent twice, overtaken, bad files, secrecy marks, a closed form, an idle session."""

import datetime
import io
from typing import Any

import pytest
from msoffcrypto.format.ooxml import OOXMLFile

from mingzheng.casework.models import Act, Case
from mingzheng.domains.workplan.models import SchemeDetail
from mingzheng.domains.workplan.tests.test_ledger_life import Ledger
from mingzheng.platform.files.models import Refusal, StoredFile
from mingzheng.platform.ledger.models import Entry
from mingzheng.platform.notices.models import Notice
from tests.browser.small_scheme import scheme_docx
from tests.browser.visitors import PASSWORD, Site

pytestmark = pytest.mark.browser
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TWICE = "form => { const button = form.querySelector('[type=submit]'); button.click(); button.click(); }"
# As a browser without the page's script sends it: the same form, with the same key, two times.
POST_AGAIN = """async form => {
  const body = () => new URLSearchParams(new FormData(form));
  const answers = await Promise.all([1, 2].map(() => fetch(form.action || location.href, {method: "POST", body: body()})));
  return answers.map((answer) => answer.status);
}"""


@pytest.fixture
def ledger(transactional_db: None) -> Ledger:
    """Return a booked scheme; its people are the site's."""
    made = Ledger()
    made.book()
    return made


@pytest.fixture
def world(ledger: Ledger) -> Any:
    return ledger.world


@pytest.fixture
def case(ledger: Ledger) -> Case:
    """Return the education bureau's row, under way."""
    case = ledger.item("1", ledger.world.district.education)
    ledger.do(case, "receive", "liaison")
    ledger.do(case, "set_plan", "liaison", measure="建库", responsible_person="赵小满")
    return case


def form_of(page: Any, site: Site, case: Case, action: str) -> Any:
    page.goto(f"{site.url}/desk/cases/{case.number}/act/{action}")
    return page.locator("main form.form--card")


def test_a_form_sent_twice_is_one_act(site: Site, case: Case) -> None:
    page = site.enter("liaison")
    form = form_of(page, site, case, "report_progress")
    page.get_by_label("进展情况").fill("只报一次")
    with page.expect_navigation():
        form.evaluate(TWICE)
    assert Act.objects.filter(case=case, action="report_progress").count() == 1
    form = form_of(page, site, case, "report_progress")
    page.get_by_label("进展情况").fill("同一份表又到了一次")
    form.evaluate(POST_AGAIN)
    assert Act.objects.filter(case=case, action="report_progress").count() == 2


def test_who_comes_second_reads_who_was_first_and_keeps_his_words(site: Site, case: Case) -> None:
    first, second = site.enter("liaison"), site.enter("section")
    form_of(first, site, case, "report_progress")
    form_of(second, site, case, "report_progress")
    first.get_by_label("进展情况").fill("联络员先报的")
    with first.expect_navigation():
        first.get_by_role("button", name="报送进展", exact=True).click()
    second.get_by_label("进展情况").fill("科长写了很久的话")
    with second.expect_navigation():
        second.get_by_role("button", name="报送进展", exact=True).click()
    refusal = second.inner_text(".notice--refusal")
    assert "赵小满" in refusal
    assert "报送进展" in refusal
    assert second.get_by_label("进展情况").input_value() == "科长写了很久的话"
    assert Act.objects.filter(case=case, action="report_progress").count() == 1


def encrypted() -> bytes:
    target = io.BytesIO()
    OOXMLFile(io.BytesIO(scheme_docx())).encrypt("kouling", target)
    return target.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (lambda: b"MZ\x90\x00" + bytes(4096), ("程序",)),
        (encrypted, ("加密", "口令", "密码")),
        (lambda: b"", ("空",)),
    ],
    ids=["a program named as a document", "encrypted", "empty"],
)
def test_a_bad_file_is_refused_in_plain_words(site: Site, content: Any, words: tuple[str, ...]) -> None:
    before = SchemeDetail.objects.count()
    page = site.enter("clerk")
    told = upload(page, site, content(), "方案.docx")
    assert any(word in told for word in words), told
    assert (SchemeDetail.objects.count(), StoredFile.objects.count()) == (before, 0)


def upload(page: Any, site: Site, content: bytes, name: str) -> str:
    """Hand a file in as a scheme and return what the page says."""
    page.goto(f"{site.url}/desk/plan/import")
    page.locator("input[type=file]").set_input_files({"name": name, "mimeType": WORD, "buffer": content})
    with page.expect_navigation():
        page.get_by_role("button", name="读取方案").click()
    return page.inner_text("main")


def test_nothing_stays_of_a_file_with_a_secrecy_mark(site: Site) -> None:
    before = SchemeDetail.objects.count()
    page = site.enter("clerk")
    told = upload(page, site, scheme_docx(remark="机密★1年"), "绝不该留下的名字.docx")
    assert "没有导入" in told
    assert "保密" in told
    assert "绝不该留下的名字" not in page.content()
    assert (SchemeDetail.objects.count(), StoredFile.objects.count(), Refusal.objects.count()) == (before, 0, 1)
    for model in (Refusal, Entry, Notice):
        assert all("绝不该留下的名字" not in str(row) for row in model.objects.values())


def test_a_draft_comes_back(site: Site, case: Case) -> None:
    page = site.enter("liaison")
    form_of(page, site, case, "report_progress")
    with page.expect_response(lambda answer: "/desk/drafts/" in answer.url):
        page.get_by_label("进展情况").type("写到一半的话")
    page.get_by_text("草稿已保存").wait_for()
    page.goto(f"{site.url}/desk/")
    form_of(page, site, case, "report_progress")
    assert page.get_by_label("进展情况").input_value() == "写到一半的话"


def test_an_idle_session_leads_to_the_door_and_back(site: Site, case: Case, clock: Any) -> None:
    page = site.sign_in("liaison")
    wanted = f"{site.url}/desk/cases/{case.number}/"
    clock.shift(datetime.timedelta(minutes=31))
    page.goto(wanted)
    assert "/desk/sign-in" in page.url
    assert "长时间未操作" in page.inner_text("body")
    page.get_by_label("登录名").fill("liaison")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url(wanted)
