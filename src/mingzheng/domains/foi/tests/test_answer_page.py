"""The decision assistant: a ground asks only what it needs, the letter is written, shown and judged, then handed in."""

import pytest

from mingzheng.casework.tests.paper.calling import Caller
from mingzheng.casework.tests.world import World
from mingzheng.domains.foi.models import Application, DeliveryAttempt
from mingzheng.domains.foi.tests.applications import RECEIVED, answer, received, settle_locally
from mingzheng.platform.accounts.tests.browsers import signed_in_as
from mingzheng.platform.ledger.public import list_entries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today_is_fixed")]
C2 = {"ground": "C2", "statute": "《某某法》第五条", "reason": "法律明确禁止公开"}


def test_a_ground_asks_only_what_it_needs(foi: Caller, world: World) -> None:
    case = foi.case(received(foi))
    browser = signed_in_as(world.accounts["clerk"])
    engine = browser.get(f"/desk/cases/{case.number}/act/draft_answer")
    place = f"/desk/foi/{case.number}/answer"
    assert engine.status_code in {302, 404}
    choice = browser.get(place).content.decode()
    assert "第三十八条" in choice
    assert 'name="statute"' not in choice
    statute = browser.get(f"{place}?ground=C2").content.decode()
    assert 'name="statute"' in statute
    assert 'name="search_record"' not in statute
    search = browser.get(f"{place}?ground=D1a").content.decode()
    assert 'name="search_record"' in search
    assert 'name="statute"' not in search
    assert "属于党务信息" in browser.get(f"{place}?ground=F3a").content.decode()


def test_the_letter_is_written_shown_judged_and_handed_in(foi: Caller, world: World) -> None:
    settle_locally()
    case_id = received(foi)
    case = foi.case(case_id)
    browser, place = signed_in_as(world.accounts["clerk"]), f"/desk/foi/{case.number}/answer"
    missing = browser.post(place, {"ground": "C2", "step": "compose"})
    assert missing.status_code == 422
    assert "请填写" in missing.content.decode()
    shown = browser.post(place, {**C2, "step": "compose"}).content.decode()
    assert "应当先向示例市人民政府申请行政复议" in shown
    assert "data:image/png" in shown
    assert "甲某" not in shown
    wrong = browser.post(place, {**C2, "step": "preview", "letter": "不予公开。"}).content.decode()
    assert "这样写不能签发" in wrong
    assert "没有告知申请行政复议" in wrong
    sent = browser.post(place, {**C2, "idempotency_key": "k1"})
    assert sent.status_code == 302
    assert foi.case(case_id).state == "drafted"
    assert Application.objects.get(pk=case_id).support["statute"] == C2["statute"]
    assert signed_in_as(world.accounts["clerk"]).get(place).status_code == 403


def test_papers_are_for_who_handles_the_application_and_opening_them_is_on_record(foi: Caller, world: World) -> None:
    case_id = received(foi, applicant="张晓丽")
    answer(foi, case_id, "A2")
    case = foi.case(case_id)
    browser = signed_in_as(world.accounts["clerk"])
    page = browser.get(f"/desk/cases/{case.number}/").content.decode()
    assert "政府信息公开申请答复书" in page
    assert "政府信息公开申请登记回执" in page
    paper = browser.get(f"/desk/foi/{case.number}/letters/answer.pdf")
    assert paper.content.startswith(b"%PDF")
    assert paper["Cache-Control"] == "private, no-store"
    assert [entry.kind for entry in list_entries("foi_applicant", str(case_id))] == ["applicant_viewed"]
    assert browser.get(f"/desk/foi/{case.number}/letters/nothing.pdf").status_code == 404
    assert browser.get(f"/desk/foi/{case.number}/letters/answer.exe").status_code == 404
    assert (
        signed_in_as(world.accounts["stranger"]).get(f"/desk/foi/{case.number}/letters/answer.pdf").status_code == 404
    )


def test_what_comes_back_goes_out_again_and_the_day_of_the_answer_stays(foi: Caller, world: World) -> None:
    case_id = received(foi)
    answer(foi, case_id, "A2")
    foi.do(case_id, "note_returned", reason="查无此人")
    foi.do(case_id, "deliver_again", delivery="mail", tracking="挂号 02")
    foi.do(case_id, "note_receipt_slip", received_by="本人签收")
    first, second = DeliveryAttempt.objects.filter(case=case_id).order_by("number")
    assert (first.returned_why, second.means, second.slip_on) == ("查无此人", "mail", RECEIVED)
    assert Application.objects.get(pk=case_id).decided_on == RECEIVED
    page = signed_in_as(world.accounts["clerk"]).get(f"/desk/cases/{foi.case(case_id).number}/").content.decode()
    assert "查无此人" in page
