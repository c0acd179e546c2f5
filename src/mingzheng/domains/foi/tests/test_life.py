"""依申请公开 through the door: days, notices, consultations, fees, grounds, and nobody's name in clear."""

from datetime import date

import pytest

from mingzheng.casework.errors import BadInput, CaseNotFound, NotInThisState, NotPermitted, Refused
from mingzheng.casework.models import Act
from mingzheng.casework.tests.paper.calling import Caller
from mingzheng.casework.tests.world import World, at
from mingzheng.casework.timetable import expire_cases
from mingzheng.domains.foi.models import Application
from mingzheng.domains.foi.tests.applications import RECEIVED, SUPPORT, answer, apply, received, settle_locally
from mingzheng.platform.access.public import Actor
from mingzheng.platform.ledger.public import list_entries, read_private

pytestmark = pytest.mark.django_db


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [reason.code for reason in refused.value.reasons]


@pytest.mark.parametrize(
    ("on", "due"),
    [
        (date(2026, 2, 13), date(2026, 3, 19)),
        (date(2026, 9, 18), date(2026, 10, 22)),
        (date(2026, 4, 30), date(2026, 6, 1)),
        (date(2025, 9, 26), date(2025, 10, 30)),
        (date(2024, 9, 13), date(2024, 10, 17)),
        (date(2024, 2, 9), date(2024, 3, 14)),
    ],
)
def test_the_answer_is_due_twenty_working_days_after_receipt(foi: Caller, on: date, due: date) -> None:
    assert foi.due(received(foi, on), "reply") == due


def test_what_is_handed_over_in_person_is_received_that_day_and_the_rest_when_confirmed(foi: Caller) -> None:
    counter, mail = apply(foi, channel="counter"), apply(foi, channel="signed_mail")
    assert foi.case(counter).state == "handling"
    assert Application.objects.get(pk=counter).received_on == RECEIVED
    assert (foi.case(mail).state, foi.due(mail, "reply")) == ("to_confirm", None)
    with pytest.raises(Refused) as refused:
        foi.do(mail, "confirm_receipt", on=date(2026, 3, 3))
    assert codes(refused) == ["no_proof"]
    foi.do(mail, "confirm_receipt", on=date(2026, 3, 3), proof="收发室签收")
    assert foi.due(mail, "reply") == date(2026, 3, 31)


def test_receipt_is_not_before_arrival(foi: Caller) -> None:
    case_id = apply(foi, date(2026, 3, 2), arrived_on="2026-03-04")
    with pytest.raises(Refused) as refused:
        foi.do(case_id, "confirm_receipt", on=date(2026, 3, 3), proof="电话确认")
    assert codes(refused) == ["before_arrival"]


def test_a_supplement_is_asked_once_within_seven_days_and_twenty_days_begin_anew(foi: Caller) -> None:
    late = received(foi)
    with pytest.raises(Refused) as refused:
        foi.do(late, "ask_supplement", on=date(2026, 3, 12), missing="文号")
    assert codes(refused) == ["limit_passed"]
    case_id = received(foi)
    foi.do(case_id, "ask_supplement", on=date(2026, 3, 11), missing="文号")
    assert foi.due(case_id, "reply") is None
    foi.do(case_id, "supplement", on=date(2026, 3, 18), supplement="某政办〔2025〕3号")
    assert foi.due(case_id, "reply") == date(2026, 4, 16)
    with pytest.raises(Refused) as refused:
        foi.do(case_id, "ask_supplement", on=date(2026, 3, 19), missing="还有")
    assert codes(refused) == ["supplement_asked"]


def test_who_does_not_supplement_has_given_up_on_ground_f1(foi: Caller) -> None:
    case_id = received(foi)
    foi.do(case_id, "ask_supplement", on=date(2026, 3, 11), missing="文号", until="2026-03-18")
    with pytest.raises(NotInThisState):
        foi.do(case_id, "supplement", on=date(2026, 3, 19), supplement="晚了")
    expire_cases(date(2026, 3, 19), recorded_at=at(date(2026, 3, 19)))
    row = Application.objects.get(pk=case_id)
    assert (foi.case(case_id).state, row.ground, row.decided_on) == ("dropped", "F1", date(2026, 3, 19))


def test_an_extension_is_given_once_by_the_head_before_the_end(foi: Caller) -> None:
    case_id = received(foi)
    with pytest.raises(NotPermitted):
        foi.do(case_id, "extend", on=date(2026, 3, 30), amount=20, reason="量大", notice="电话")
    with pytest.raises(Refused) as refused:
        foi.do(case_id, "extend", "office_section", on=date(2026, 3, 31), amount=5, reason="量大", notice="电话")
    assert codes(refused) == ["limit_passed"]
    foi.do(case_id, "extend", "office_section", on=date(2026, 3, 30), amount=20, reason="量大", notice="电话")
    assert foi.due(case_id, "reply") == date(2026, 4, 28)
    with pytest.raises(Refused) as refused:
        foi.do(case_id, "extend", "office_section", on=date(2026, 3, 30), amount=1, reason="再延", notice="电话")
    assert codes(refused) == ["extension_used"]


def test_the_time_of_a_consultation_does_not_count(foi: Caller) -> None:
    case_id = received(foi)
    foi.do(case_id, "consult_third_party", on=date(2026, 3, 9), asked="某公司")
    foi.do(case_id, "third_party_objects", on=date(2026, 3, 20), opinion="涉及商业秘密")
    assert foi.due(case_id, "reply") == date(2026, 4, 13)
    with pytest.raises(Refused) as refused:
        foi.do(case_id, "draft_answer", on=date(2026, 3, 23), ground="A2", reply="提供", **SUPPORT["A2"])
    assert codes(refused) == ["not_weighed"]
    answer(foi, case_id, "A2", date(2026, 3, 23), weighing="不公开将对公共利益造成重大影响")


def test_an_opinion_answers_a_question_that_is_open_and_a_second_question_waits(foi: Caller) -> None:
    case_id = received(foi)
    for action in ("third_party_agrees", "co_producer_objects"):
        with pytest.raises(Refused) as refused:
            foi.do(case_id, action, on=date(2026, 3, 9), opinion="同意")
        assert codes(refused) == ["opinion_not_asked"]
    foi.do(case_id, "consult_third_party", on=date(2026, 3, 9), asked="某公司")
    with pytest.raises(Refused) as refused:
        foi.do(case_id, "consult_third_party", on=date(2026, 3, 10), asked="另一公司")
    assert codes(refused) == ["opinion_open"]
    foi.do(case_id, "third_party_agrees", on=date(2026, 3, 11), opinion="同意")
    foi.do(case_id, "consult_third_party", on=date(2026, 3, 12), asked="另一公司")
    assert foi.due(case_id, "third_party") is not None


def test_silence_of_a_third_party_is_not_consent_and_of_a_co_producer_is(foi: Caller) -> None:
    third, co = received(foi), received(foi)
    foi.do(third, "consult_third_party", on=date(2026, 3, 9), asked="某公司")
    foi.do(co, "consult_co_producer", on=date(2026, 3, 9), asked="某局")
    with pytest.raises(Refused) as refused:
        foi.do(third, "draft_answer", on=date(2026, 3, 30), ground="A2", reply="提供", weighing="利益", **SUPPORT["A2"])
    assert codes(refused) == ["consultation_open"]
    expire_cases(date(2026, 3, 31), recorded_at=at(date(2026, 3, 31)))
    assert foi.due(third, "reply") == foi.due(co, "reply") == date(2026, 4, 21)
    with pytest.raises(Refused) as refused:
        foi.do(third, "draft_answer", on=date(2026, 4, 1), ground="A2", reply="提供", **SUPPORT["A2"])
    assert codes(refused) == ["not_weighed"]
    answer(foi, co, "A2", date(2026, 4, 1))
    silent = Act.objects.get(case_id=co, action="co_producer_deemed_to_consent")
    assert (silent.actor_name, silent.occurred_on) == ("系统", date(2026, 3, 31))


def test_the_fee_is_what_the_measure_gives_and_who_does_not_pay_has_given_up(foi: Caller) -> None:
    case_id = received(foi)
    with pytest.raises(Refused) as refused:
        foi.do(case_id, "ask_fee", "office_section", on=date(2026, 3, 13), measure="pages", count=100, amount=800)
    assert codes(refused) == ["fee_wrong"]
    foi.do(case_id, "ask_fee", "office_section", on=date(2026, 3, 13), measure="pages", count=100, amount=700)
    assert foi.due(case_id, "fee") == date(2026, 4, 13)
    paid = received(foi)
    foi.do(paid, "ask_fee", "office_section", on=date(2026, 3, 13), measure="items", count=11, amount=100)
    foi.do(paid, "pay_fee", on=date(2026, 4, 13), receipt_number="票据1")
    assert foi.due(paid, "reply") == date(2026, 5, 13)
    expire_cases(date(2026, 4, 14), recorded_at=at(date(2026, 4, 14)))
    assert (foi.case(case_id).state, Application.objects.get(pk=case_id).ground) == ("dropped", "F2")
    assert foi.case(paid).state == "handling"


@pytest.mark.parametrize("ground", sorted(SUPPORT))
def test_a_ground_without_its_support_is_refused_and_with_it_answered(foi: Caller, ground: str) -> None:
    case_id = received(foi)
    if ground == "D3":
        foi.do(case_id, "ask_supplement", missing="文号")
        foi.do(case_id, "supplement", supplement="仍说不清")
    if ground == "E4":
        foi.do(case_id, "explain_excess", "office_section", reason="当月四十件")
    if SUPPORT[ground]:
        with pytest.raises(Refused) as refused:
            foi.do(case_id, "draft_answer", ground=ground, reply="略")
        assert "unsupported" in codes(refused)
    answer(foi, case_id, ground)
    row = Application.objects.get(pk=case_id)
    assert (foi.case(case_id).state, row.ground, row.decided_on) == ("answered", ground, RECEIVED)
    assert row.number.endswith("号")


@pytest.mark.parametrize("ground", ["D3", "E4"])
def test_a_ground_that_presupposes_an_act_waits_for_it(foi: Caller, ground: str) -> None:
    with pytest.raises(Refused) as refused:
        foi.do(received(foi), "draft_answer", ground=ground, reply="略", **SUPPORT[ground])
    assert codes(refused) == ["ground_too_early"]


@pytest.mark.parametrize("ground", ["F1", "F2", "F3", "Z9"])
def test_nobody_chooses_what_only_time_or_the_applicant_decides(foi: Caller, ground: str) -> None:
    with pytest.raises(BadInput):
        foi.do(received(foi), "draft_answer", ground=ground, reply="略")


def test_drafting_reviewing_and_approving_are_three_people(foi: Caller) -> None:
    settle_locally()
    case_id = received(foi)
    foi.do(case_id, "draft_answer", "office_section", ground="A2", reply="提供", **SUPPORT["A2"])
    with pytest.raises(Refused) as refused:
        foi.do(case_id, "review_answer", "office_section", opinion="合法")
    assert codes(refused) == ["separation_of_duties"]


def test_a_late_answer_goes_out_explained(foi: Caller) -> None:
    case_id, day = received(foi), date(2026, 4, 13)
    with pytest.raises(Refused) as refused:
        foi.do(case_id, "draft_answer", on=day, ground="A2", reply="提供", **SUPPORT["A2"])
    assert codes(refused) == ["late_unexplained"]
    answer(foi, case_id, "A2", day, late_reason="检索量大")
    assert foi.case(case_id).state == "answered"


def test_the_applicants_name_stands_in_clear_nowhere(foi: Caller) -> None:
    case_id = received(foi)
    entries = list_entries("case", str(case_id))
    assert "甲某" not in "".join(entry.payload_text for entry in entries)
    sealed = {"content": "某项目的批复文件", "form_wanted": "电子邮件"}
    named = {"applicant": "甲某", "identity": "示例证件01", "contact": "示例电话"}
    assert read_private(entries[0]) == named | sealed
    assert not sealed.keys() & entries[0].payload["data"].keys()
    assert not any("甲某" in str(value) for act in Act.objects.filter(case_id=case_id) for value in act.data.values())
    key = Application.objects.get(pk=case_id).applicant_key
    assert key == Application.objects.get(pk=received(foi, identity="示例 证件01")).applicant_key
    assert key != Application.objects.get(pk=received(foi, identity="示例证件02")).applicant_key


def test_the_applicant_acts_on_his_own_case_only(foi: Caller, world: World) -> None:
    mine, other = received(foi), received(foi)
    applicant = Actor(kind="public", name="申请人", own_case_ids=frozenset({mine}))
    with pytest.raises(CaseNotFound):
        foi.do(other, "withdraw", applicant, reason="不需要了")
    with pytest.raises(NotPermitted):
        foi.do(mine, "extend", applicant, amount=1, reason="慢慢来", notice="无")
    foi.do(mine, "withdraw", applicant, reason="不需要了")
    assert Application.objects.get(pk=mine).ground == "F3"
