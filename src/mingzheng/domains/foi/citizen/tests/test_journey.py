"""A citizen applies, is asked, supplements, sees the new date, fetches the letter; everything through the door."""

import re
from datetime import date, timedelta
from io import BytesIO

import pypdfium2
import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from mingzheng.casework.models import Act, Case
from mingzheng.casework.tests.paper.calling import Caller
from mingzheng.casework.tests.world import World, at
from mingzheng.domains.foi.applicants import STREAM, applicant_of
from mingzheng.domains.foi.citizen.models import AccessCode, CitizenDraft, IdentityProof
from mingzheng.domains.foi.citizen.printing import blank_form
from mingzheng.domains.foi.citizen.tests.phone import NAME, Phone, picture
from mingzheng.domains.foi.models import Application, Letter
from mingzheng.domains.foi.tests.applications import SUPPORT, settle_locally
from mingzheng.platform.files.models import FileReference
from mingzheng.platform.files.public import store_upload
from mingzheng.platform.ledger.public import list_entries

pytestmark = pytest.mark.django_db
RECEIVED = date(2026, 3, 2)


def case_of(number: str) -> Case:
    return Case.objects.get(number=number)


def test_what_was_handed_in_is_an_application_by_the_internet_channel(phone: Phone) -> None:
    number, code = phone.hand_in(others="季明溪 33010619900101999X 13800002222")
    case = case_of(number)
    row = Application.objects.get(pk=case.pk)
    assert (case.state, row.channel, row.arrived_on, row.received_on) == ("to_confirm", "internet", RECEIVED, None)
    assert row.form_wanted == "在本网站查看、下载，电子版"
    private = applicant_of(case)
    assert private["applicant"] == NAME
    assert "13800002222" in private["co_applicants"]
    assert number in phone.text("done")
    assert code in phone.text("done")
    assert re.fullmatch(r"([2-9A-HJ-NP-Z]{4}-){2}[2-9A-HJ-NP-Z]{4}", code)


def test_a_second_press_and_a_second_device_get_the_first_receipt(phone: Phone) -> None:
    phone.fill()
    token = phone.browser.cookies["apply_draft"].value
    assert phone.post("check")["Location"] == "/apply/done"
    assert phone.post("check")["Location"] == "/apply/done"
    other = Phone(phone.unit)
    draft, _, secret = token.partition(".")
    assert other.post("resume", code=draft.lower().replace("-", " "), secret=secret)["Location"] == "/apply/done"
    assert other.text("done").count(Case.objects.get().number) == phone.text("done").count(Case.objects.get().number)
    assert AccessCode.objects.count() == 1


def test_a_draft_goes_on_on_another_device_and_opens_with_its_secret_only(
    phone: Phone, clock: time_machine.Traveller
) -> None:
    phone.fill()
    page = phone.text("keep")
    draft, secret = re.findall(r"<dd>([2-9A-Z-]{14})</dd>", page)
    other = Phone(phone.unit)
    assert "草稿码或者密码不对" in other.post("resume", code=draft, secret="2222-2222-2222").content.decode()
    assert other.post("resume", code=draft, secret=secret)["Location"] == "/apply/check"
    assert NAME in other.text("check")
    assert NAME.encode() not in bytes(CitizenDraft.objects.get().box)
    clock.shift(timedelta(days=31))
    assert other.get("check")["Location"] == "/apply/"


def test_both_sides_confirm_the_citizen_supplements_and_reads_the_new_date(
    phone: Phone, foi: Caller, clock: time_machine.Traveller
) -> None:
    number, code = phone.hand_in()
    case = case_of(number)
    assert phone.open(number, code.lower())["Location"] == "/apply/mine"
    assert "等待确认收到" in phone.text("mine")
    refused = phone.post("mine/confirm_application")
    assert refused.status_code == 409
    assert "受理机关尚未发起确认" in refused.content.decode()
    foi.do(case.pk, "ask_confirmation", on=RECEIVED, note="请核对地块名称")
    assert "请核对地块名称" in phone.text("mine")
    for _ in range(2):
        phone.post("mine/confirm_application", idempotency_key="a" * 32)
    page = phone.text("mine")
    assert "2026年3月30日" in page
    assert "20</strong> 个工作日" in page
    again = phone.post("mine/confirm_application", idempotency_key="b" * 32)
    assert again.status_code == 409
    foi.do(case.pk, "ask_supplement", on=date(2026, 3, 2), missing="请写明地块编号")
    page = phone.text("mine")
    assert "请写明地块编号" in page
    assert "重新计算 20 个工作日" in page
    clock.move_to(at(date(2026, 3, 11)))
    assert phone.open(number, code)["Location"] == "/apply/mine"
    assert phone.post("mine/supplement", text=f"我是{NAME}").status_code == 422
    sent = phone.post("mine/supplement", text="地块编号 YS-2024-07", papers=picture("地块图.png"))
    assert sent["Location"] == "/apply/mine"
    assert "2026年4月9日" in phone.text("mine")
    act = Act.objects.get(case=case, action="supplement")
    assert (act.actor_name, len(act.evidence)) == ("申请人", 1)
    assert Act.objects.filter(case=case, action="confirm_application").count() == 1


def test_a_consultation_stops_the_clock_in_plain_words_and_an_extension_gives_its_reason(
    phone: Phone, foi: Caller, clock: time_machine.Traveller
) -> None:
    number, code = phone.hand_in()
    case = case_of(number)
    foi.do(case.pk, "confirm_receipt", on=RECEIVED, proof="电话确认")
    phone.open(number, code)
    clock.move_to(at(date(2026, 3, 9)))
    foi.do(case.pk, "consult_third_party", on=date(2026, 3, 9), asked="示例公司")
    phone.open(number, code)
    page = phone.text("mine")
    assert "期限暂停：正在征求第三方意见，最迟 2026年3月30日 结束" in page
    assert "示例公司" not in page
    clock.move_to(at(date(2026, 3, 20)))
    foi.do(case.pk, "third_party_objects", on=date(2026, 3, 20), opinion="不同意")
    foi.do(case.pk, "extend", "office_section", on=date(2026, 3, 20), amount=20, reason="涉及三个科室", notice="短信")
    phone.open(number, code)
    page = phone.text("mine")
    assert "不同意" not in page
    assert "涉及三个科室" in page
    assert "期限已依法延长一次" in page
    assert "暂停计时" in page
    notices = re.findall(r'href="/apply/mine/notices/([a-z_0-9-]+)\.pdf"', page)
    assert [code.partition("-")[0] for code in notices] == ["extension", "receipt"]
    given = re.search(r"<dd>([2-9A-Z-]{14})</dd>", phone.post("mine/relative").content.decode())
    assert given
    relative = Phone(phone.unit)
    relative.open(number, given[1])
    mine, theirs = (words_of(one.get(f"mine/notices/{notices[0]}.pdf").content) for one in (phone, relative))
    assert (NAME in mine, NAME in theirs, "核验码" in theirs) == (True, False, True)
    assert kinds_on_record(case).count("notice_fetched") == 2
    asked = Letter.objects.get(case=case, kind="third_party")
    for code in (f"third_party-{asked.sequence}", "answer", "opened"):
        assert phone.get(f"mine/notices/{code}.pdf").status_code == 404


def test_the_letter_is_fetched_on_record_and_anybody_may_check_it(phone: Phone, foi: Caller, world: World) -> None:
    number, code = phone.hand_in()
    case = case_of(number)
    foi.do(case.pk, "confirm_receipt", on=RECEIVED, proof="电话确认")
    file_id = stored_letter(world)
    answered(foi, case.pk, "C5", [file_id])
    phone.open(number, code)
    page = phone.text("mine")
    letter_code = re.search(r'mine__code">([2-9A-Z-]{19})<', page)
    assert letter_code
    assert "应当先向" in page
    link = re.search(r'href="(/apply/mine/letters/\d+)"', page)
    assert link
    fetched = phone.browser.get(link[1])
    assert fetched.content.startswith(b"%PDF")
    assert "answer_fetched" in kinds_on_record(case)
    stranger = Phone(phone.unit)
    number_ = Application.objects.get(pk=case.pk).number
    loosely = number_.replace("〔", "[").replace("〕", "] ")
    checked = stranger.post("verify", code=letter_code[1], number=loosely).content.decode()
    assert "核验码属实" in checked
    assert NAME not in checked
    assert case.title not in checked
    same = stranger.post(
        "verify", code=letter_code[1], number=number_, file=as_upload(fetched.content)
    ).content.decode()
    assert "与发出的一致" in same
    other = stranger.post(
        "verify", code=letter_code[1], number=number_, file=as_upload(fetched.content + b" ")
    ).content.decode()
    assert "不一致" in other
    for code_, told in (("2222-2222-2222-2222", number_), (letter_code[1], "〔2026〕99号"), (letter_code[1], "")):
        assert stranger.post("verify", code=code_, number=told).status_code == 422
    assert stranger.browser.get(link[1])["Location"] == "/apply/status"


def test_a_relative_sees_and_supplements_and_cannot_withdraw(phone: Phone, foi: Caller) -> None:
    number, code = phone.hand_in()
    phone.open(number, code)
    given = re.search(r"<dd>([2-9A-Z-]{14})</dd>", phone.post("mine/relative").content.decode())
    assert given
    relative = Phone(phone.unit)
    assert relative.open(number, given[1])["Location"] == "/apply/mine"
    assert relative.get("mine/withdraw").status_code == 404
    assert relative.get("mine/form.pdf").status_code == 404
    assert relative.post("mine/relative").status_code == 404
    phone.post("mine/relative", end="1")
    assert relative.get("mine")["Location"] == "/apply/status"
    assert relative.open(number, given[1]).status_code == 422
    assert phone.post("mine/withdraw", text="不需要了")["Location"] == "/apply/mine"
    assert "已经撤回" in phone.text("mine")
    assert Application.objects.get(case__number=number).ground == "F3"


def test_proofs_and_papers_move_to_the_case_and_the_forms_print(phone: Phone) -> None:
    phone.fill()
    assert phone.post("papers", papers=[picture("图一.png"), picture("图二.png")])["Location"] == "/apply/check"
    assert phone.get("form.pdf").content.startswith(b"%PDF")
    phone.post("check")
    number = Case.objects.get().number
    case = case_of(number)
    assert IdentityProof.objects.get().case_id == case.pk
    assert FileReference.objects.filter(subject=f"case:{case.pk}", released_at=None).count() == 2
    assert not FileReference.objects.filter(subject__startswith="foi_draft", released_at=None).exists()
    assert phone.get("paper.pdf").content.startswith(b"%PDF")


def answered(foi: Caller, case_id: int, ground: str, papers: list[int]) -> None:
    settle_locally()
    foi.do(case_id, "draft_answer", on=RECEIVED, ground=ground, reply="见附件", **SUPPORT[ground])
    foi.do(case_id, "review_answer", "office_section", on=RECEIVED, opinion="合法")
    foi.do(case_id, "approve_answer", "director", on=RECEIVED)
    foi.do(case_id, "deliver", on=RECEIVED, delivery="electronic", tracking="网站送达", papers=papers)


def kinds_on_record(case: Case) -> list[str]:
    return [entry.kind for entry in list_entries(STREAM, str(case.pk))]


def stored_letter(world: World) -> int:
    pdf = blank_form(site="https://www.example.com", counter="示例", printed_on=RECEIVED)
    return store_upload(BytesIO(pdf), filename="答复书.pdf", actor=world.actor("clerk"), purpose="case").pk


def words_of(pdf: bytes) -> str:
    return "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))


def as_upload(data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("答复书.pdf", data, content_type="application/pdf")
