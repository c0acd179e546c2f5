"""Beside the answer: joint answers, splitting for fees, corrections of records, renewed codes, the mirror, closed proposals."""

import io
import re
from datetime import date

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from mingzheng.casework.models import Case
from mingzheng.casework.public import Refused
from mingzheng.casework.tests.paper.calling import Caller
from mingzheng.casework.tests.world import TODAY, World, at
from mingzheng.domains.foi import ports
from mingzheng.domains.foi.applicants import STREAM
from mingzheng.domains.foi.citizen.access import find_visit
from mingzheng.domains.foi.citizen.looking import count_applied, count_opened, count_spared
from mingzheng.domains.foi.mirror.models import ExternalApplication
from mingzheng.domains.foi.mirror.rules import Side, differences
from mingzheng.domains.foi.models import Application, ProactiveProposal
from mingzheng.domains.foi.repeats import repeats_of
from mingzheng.domains.foi.tables import count_table
from mingzheng.domains.foi.tests.applications import RECEIVED, answer, apply, received, settle_locally
from mingzheng.platform.accounts.tests.browsers import signed_in_as
from mingzheng.platform.ledger.public import list_entries
from mingzheng.proofing.disclosure.form import TOTAL, CellKey, FormTable

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today_is_fixed")]
R01 = CellKey(FormTable.APPLICATIONS, "r01", TOTAL)


def test_like_applications_of_one_applicant_get_one_letter_and_stay_two(foi: Caller, world: World) -> None:
    settle_locally()
    one, two = (
        received(foi, title="甲项目批复", content="甲项目批复"),
        received(foi, title="乙项目批复", content="乙项目批复"),
    )
    other = received(foi, identity="示例证件99")
    clerk = signed_in_as(world.accounts["clerk"])
    numbers = [foi.case(pk).number for pk in (one, two, other)]
    page = clerk.get(f"/desk/foi/{numbers[0]}/answer?ground=A2").content.decode()
    assert numbers[1] in page
    assert numbers[2] not in page
    sent = {"ground": "A2", "means": "电子邮件", "joint": [numbers[1]], "idempotency_key": "k1"}
    assert clerk.post(f"/desk/foi/{numbers[0]}/answer", sent).status_code == 302
    foi.do(two, "review_answer", "office_section", opinion="合法")
    foi.do(one, "return_draft", "office_section", reason="请写明页数")
    assert {foi.case(pk).state for pk in (one, two)} == {"handling"}
    assert clerk.post(f"/desk/foi/{numbers[0]}/answer", sent | {"idempotency_key": "k2"}).status_code == 302
    for action, who, given in (
        ("review_answer", "office_section", {"opinion": "合法"}),
        ("approve_answer", "director", {}),
        ("deliver", "clerk", {"delivery": "electronic", "tracking": "邮件"}),
    ):
        foi.do(two, action, who, **given)
    assert {foi.case(pk).state for pk in (one, two)} == {"answered"}
    first, second = Application.objects.get(pk=one), Application.objects.get(pk=two)
    assert (first.letter, first.number) == (second.letter, second.number)
    assert all(words in first.letter for words in (*numbers[:2], "甲项目批复", "乙项目批复", "合并答复"))
    assert count_table(RECEIVED.year, None)[R01] == 3
    with pytest.raises(Refused, match="不能合并答复"):
        foi.do(other, "draft_answer", ground="A2", means="邮寄", joint=numbers[0])


def test_a_joint_answer_is_drafted_for_all_or_for_none(foi: Caller, world: World) -> None:
    settle_locally()
    one, two, three = (received(foi, content=f"{name}项目批复") for name in "甲乙丙")
    foi.do(one, "consult_third_party", asked="某公司")
    numbers = [foi.case(pk).number for pk in (one, two, three)]
    sent = {"ground": "A2", "means": "电子邮件", "joint": numbers[1:], "idempotency_key": "k1"}
    page = signed_in_as(world.accounts["clerk"]).post(f"/desk/foi/{numbers[0]}/answer", sent)
    assert page.status_code == 422
    assert f"{numbers[0]}：征求第三方意见尚未结束" in page.content.decode()
    assert {foi.case(pk).state for pk in (one, two, three)} == {"handling"}


def test_an_application_is_split_for_its_fee_alone(foi: Caller, world: World) -> None:
    cases = [received(foi) for _ in range(9)]
    last = received(foi)
    with pytest.raises(Refused, match="200 元"):
        foi.do(last, "ask_fee", "office_section", measure="items", count=10, units=3, amount=300)
    foi.do(last, "ask_fee", "office_section", measure="items", count=10, units=3, amount=200)
    after = received(foi)
    repeats = repeats_of(Application.objects.select_related("case").get(pk=after), world.actor("clerk"))
    assert repeats is not None
    assert (repeats.in_month, repeats.place, repeats.fee_place, repeats.price) == (11, 11, 13, 100)
    assert count_table(RECEIVED.year, None)[R01] == len(cases) + 2


def test_the_month_counts_by_the_calendar(foi: Caller, world: World) -> None:
    for on in (date(2026, 1, 30), date(2026, 2, 2), date(2026, 2, 27)):
        received(foi, on)
    last = received(foi, date(2026, 2, 28))
    repeats = repeats_of(Application.objects.select_related("case").get(pk=last), world.actor("clerk"))
    assert repeats is not None
    assert (repeats.in_month, repeats.place, repeats.is_frequent) == (3, 3, False)


def test_what_is_not_confirmed_lights_up_and_is_no_lateness_of_the_answer(foi: Caller) -> None:
    case_id = apply(foi, date(2026, 2, 27))
    assert foi.due(case_id, "confirm") == date(2026, 2, 28)
    assert foi.case(case_id).due_on == date(2026, 2, 28)
    foi.do(case_id, "ask_confirmation", on=date(2026, 3, 2))
    assert (foi.due(case_id, "confirm"), foi.due(case_id, "confirm_wait")) == (None, date(2026, 3, 9))
    foi.do(case_id, "confirm_receipt", on=date(2026, 3, 10), proof="电话确认")
    assert foi.case(case_id).due_on == date(2026, 4, 8)
    answer(foi, case_id, on=date(2026, 3, 11))
    assert not Case.objects.get(pk=case_id).clocks.filter(is_main=True, state="stopped").exclude(limit="reply").exists()


def test_a_correction_of_records_is_told_and_is_in_no_table(world: World) -> None:
    corrections = Caller(world, "foi_correction")
    case_id = corrections.open(
        title="户籍登记更正",
        arrived_on=TODAY.isoformat(),
        applicant="甲某",
        identity="示例证件01",
        contact="示例电话",
        record="登记的出生年份",
        wrong="与出生证明不一致",
    )
    with pytest.raises(Refused, match="须写明该机关"):
        corrections.do(case_id, "decide_correction", "office_section", result="told", reason="不属于本机关")
    corrections.do(
        case_id, "decide_correction", "office_section", result="told", reason="不属于本机关", competent="示例区公安分局"
    )
    case = corrections.case(case_id)
    clerk = signed_in_as(world.accounts["clerk"])
    page = clerk.get(f"/desk/cases/{case.number}/").content.decode()
    assert "告知书" in page
    assert "甲某" not in page
    letter = clerk.get(f"/desk/foi/{case.number}/letters/correction.pdf")
    assert letter.content.startswith(b"%PDF")
    assert (case.state, count_table(TODAY.year, None)[R01]) == ("told", 0)


def test_a_lost_code_is_renewed_after_a_check_and_the_old_one_ends(foi: Caller, world: World) -> None:
    case = foi.case(received(foi))
    clerk = signed_in_as(world.accounts["clerk"])
    address = f"/desk/foi/{case.number}/code"
    assert clerk.post(address, {"checked_by": "counter"}).status_code == 422
    codes = []
    for _ in range(2):
        page = clerk.post(address, {"checked_by": "counter", "confirmed": "on"})
        assert page["Cache-Control"] == "no-store"
        found = re.search(r"given-code tabular\">([2-9A-Z-]{14})<", page.content.decode())
        assert found
        codes.append(found[1])
    assert find_visit(case.number, codes[0]) is None
    assert find_visit(case.number, codes[1]) is not None
    assert [entry.kind for entry in list_entries(STREAM, str(case.pk))].count("code_renewed") == 2
    assert signed_in_as(world.accounts["stranger"]).get(address).status_code in {403, 404}


def sheet(*rows: tuple[object, ...]) -> SimpleUploadedFile:
    book = openpyxl.Workbook()
    book.active.append(["申请编号", "申请人姓名", "申请事项", "办理状态", "受理日期", "答复日期", "本系统编号"])
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return SimpleUploadedFile("省平台.xlsx", out.getvalue())


def test_the_other_systems_list_is_previewed_taken_and_held_against_ours(foi: Caller, world: World) -> None:
    known, lone = foi.case(received(foi)), foi.case(received(foi))
    clerk = signed_in_as(world.accounts["clerk"])
    file = sheet(
        ("P-1", "甲某", "某项目批复", "已答复", "2026-03-02", "2026-03-09", known.number),
        ("P-2", "乙某", "另一事项", "办理中", "2026-03-02", "", ""),
        ("P-2", "丙某", "重复编号", "办理中", "下周", "", ""),
    )
    page = clerk.post("/desk/foi/mirror", {"step": "preview", "sheet": file}).content.decode()
    assert '可以取入 <span class="tabular">2</span> 行' in page
    assert "编号在表中出现两次" in page
    assert "甲某" not in page
    assert ExternalApplication.objects.count() == 0
    sealed = re.search(r'name="sealed" value="([^"]+)"', page)
    assert sealed
    assert clerk.post("/desk/foi/mirror", {"step": "take", "sealed": sealed[1]}).status_code == 302
    assert clerk.post("/desk/foi/mirror", {"step": "take", "sealed": sealed[1] + "x"}).status_code == 302
    assert ExternalApplication.objects.count() == 2
    page = clerk.get("/desk/foi/mirror").content.decode()
    assert "状态：我方在办，对方已答复" in page
    assert "答复日期：我方未填，对方2026年3月9日" in page
    assert lone.number in page
    other = ExternalApplication.objects.get(number="P-2")
    clerk.post("/desk/foi/mirror", {"step": "match", "external": other.pk, "number": known.number})
    other.refresh_from_db()
    assert other.case_id is None
    clerk.post("/desk/foi/mirror", {"step": "match", "external": other.pk, "number": lone.number})
    other.refresh_from_db()
    assert other.case_id == lone.pk
    book = openpyxl.load_workbook(io.BytesIO(clerk.get("/desk/foi/mirror?format=xlsx").content))
    cells = [cell.value for row in book.active.iter_rows() for cell in row]
    assert {"P-1", "P-2", known.number} <= set(cells)
    assert "甲某" not in cells
    assert "供粘贴的内容" in clerk.get(f"/desk/cases/{known.number}/").content.decode()
    assert signed_in_as(world.accounts["stranger"]).get("/desk/foi/mirror").status_code == 403


def test_what_they_leave_empty_is_no_difference() -> None:
    ours = Side("open", date(2026, 3, 2), date(2026, 3, 30), None)
    assert differences(ours, Side("", None, None, None)) == ()
    assert differences(ours, Side("open", date(2026, 3, 2), date(2026, 3, 31), None)) == (
        "答复期限：我方2026年3月30日，对方2026年3月31日",
    )


def test_what_several_asked_for_is_proposed_and_closed_when_it_is_published(
    foi: Caller, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in (1, 2):
        answer(foi, received(foi, identity=f"证件{number}"), "A2")
    clerk = signed_in_as(world.accounts["clerk"])
    page = clerk.get("/desk/foi/oversight").content.decode()
    numbers = re.search(r'name="numbers" value="([^"]+)"', page)
    assert numbers
    clerk.post("/desk/foi/oversight", {"numbers": numbers[1], "idempotency_key": "a1"})
    row = ProactiveProposal.objects.get()
    assert (row.outcome, row.people) == ("proposed", 2)
    assert "还没有查到" in clerk.get("/desk/foi/oversight").content.decode()
    published = ports.Published("关于公开某项目批复的通知", "https://www.example.gov.cn/xm/1/", TODAY)
    monkeypatch.setattr(ports, "_find", lambda since: [ports.Published("无关", "https://x/", TODAY), published])
    assert published.address in clerk.get("/desk/foi/oversight").content.decode()
    clerk.post("/desk/foi/oversight", {"record": row.pk, "idempotency_key": "a2"})
    row.refresh_from_db()
    assert (row.outcome, row.address, row.published_on) == (
        "published",
        published.address.rstrip("/"),
        TODAY,
    )


def test_looking_first_is_counted_by_what_was_not_applied_for() -> None:
    for _ in range(3):
        count_opened(TODAY)
    count_applied(TODAY)
    assert count_spared(at(TODAY).date(), TODAY) == (3, 2)
