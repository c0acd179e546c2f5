"""依申请公开: what the regulation says of time, driven through the door."""

from datetime import date

import pytest

from mingzheng.casework.errors import CaseNotFound, NotInThisState, NotPermitted, Refused
from mingzheng.casework.models import Act
from mingzheng.casework.selectors import cases_for
from mingzheng.casework.tests.paper.calling import Caller
from mingzheng.casework.tests.world import World, at
from mingzheng.casework.timetable import expire_cases
from mingzheng.platform.access.public import Actor
from mingzheng.platform.ledger.public import list_entries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("paper")]

RECEIVED = date(2026, 3, 2)
APPLICANT = Actor(kind="public", name="申请人")


@pytest.fixture
def foi(world: World) -> Caller:
    return Caller(world, "paper_disclosure")


def received(foi: Caller, on: date = RECEIVED) -> int:
    case_id = foi.open(on=on, applicant="甲某", content="某项目批复")
    foi.do(case_id, "confirm_receipt", on=on)
    return case_id


def owner(case_id: int) -> Actor:
    return Actor(kind="public", name="申请人", own_case_ids=frozenset({case_id}))


@pytest.mark.parametrize(
    ("received_on", "due_on"),
    [
        (date(2026, 2, 13), date(2026, 3, 19)),
        (date(2026, 9, 18), date(2026, 10, 22)),
        (date(2026, 4, 30), date(2026, 6, 1)),
        (date(2025, 9, 26), date(2025, 10, 30)),
        (date(2024, 2, 9), date(2024, 3, 14)),
    ],
)
def test_the_answer_is_due_after_twenty_working_days_with_make_up_days_counted(
    foi: Caller, received_on: date, due_on: date
) -> None:
    assert foi.due(received(foi, received_on), "reply") == due_on


def test_an_application_is_answered_by_another_than_its_drafter(foi: Caller) -> None:
    case_id = received(foi)
    foi.do(case_id, "draft_answer", "office_section", draft="同意提供")
    with pytest.raises(Refused) as refused:
        foi.do(case_id, "answer", "office_section", decision="A2")
    assert refused.value.reasons[0].code == "separation_of_duties"
    assert foi.do(case_id, "answer", "director", decision="A2").state == "answered"


def test_a_late_answer_is_still_given(foi: Caller) -> None:
    case_id = received(foi)
    foi.do(case_id, "draft_answer", on=date(2026, 4, 13), draft="逾期说明")
    assert foi.do(case_id, "answer", "director", on=date(2026, 4, 13), decision="D1").state == "answered"


def test_an_extension_is_granted_once_before_the_end_and_for_twenty_days_at_most(foi: Caller) -> None:
    case_id = received(foi)
    for amount, day, code in ((21, date(2026, 3, 30), "extension_length"), (5, date(2026, 3, 31), "limit_passed")):
        with pytest.raises(Refused) as refused:
            foi.do(case_id, "extend", "office_section", on=day, amount=amount, reason="量大")
        assert refused.value.reasons[0].code == code
    foi.do(case_id, "extend", "office_section", on=date(2026, 3, 30), amount=20, reason="量大")
    assert foi.due(case_id, "reply") == date(2026, 4, 28)
    with pytest.raises(Refused) as refused:
        foi.do(case_id, "extend", "office_section", on=date(2026, 3, 30), amount=1, reason="还是量大")
    assert refused.value.reasons[0].code == "extension_used"


def test_the_time_a_third_party_takes_does_not_count(foi: Caller) -> None:
    case_id = received(foi)
    foi.do(case_id, "consult_third_party", on=date(2026, 3, 9))
    foi.do(case_id, "third_party_answers", on=date(2026, 3, 20), position="agree")
    assert foi.due(case_id, "reply") == date(2026, 4, 13)


def test_a_silent_third_party_has_not_consented_and_its_fifteen_days_do_not_count(foi: Caller) -> None:
    case_id = received(foi)
    foi.do(case_id, "consult_third_party", on=date(2026, 3, 9))
    assert foi.due(case_id, "third_party") == date(2026, 3, 30)
    with pytest.raises(Refused) as refused:
        foi.do(case_id, "answer", "director", on=date(2026, 3, 30), decision="A2", weighing="公共利益")
    assert refused.value.reasons[0].code == "consultation_open"
    assert expire_cases(date(2026, 3, 31), recorded_at=at(date(2026, 3, 31))) == 1
    silent = Act.objects.get(case_id=case_id, action="third_party_silent")
    assert (silent.occurred_on, silent.actor_name) == (date(2026, 3, 31), "系统")
    # Five days used up to 9 March; fifteen more from 31 March, Qingming (4–6 April) left out.
    assert foi.due(case_id, "reply") == date(2026, 4, 21)
    with pytest.raises(Refused) as refused:
        foi.do(case_id, "answer", "director", on=date(2026, 4, 1), decision="A2")
    assert refused.value.reasons[0].code == "not_weighed"
    foi.do(case_id, "answer", "director", on=date(2026, 4, 1), decision="A2", weighing="涉及公共利益")


def test_a_silent_co_producer_has_consented(foi: Caller) -> None:
    case_id = received(foi)
    foi.do(case_id, "consult_co_producer", on=date(2026, 3, 9))
    foi.do(case_id, "answer", "director", on=date(2026, 3, 31), decision="A2")
    acts = list(Act.objects.filter(case_id=case_id).order_by("sequence").values_list("action", flat=True))
    assert acts[-2:] == ["co_producer_deemed_to_consent", "answer"]


def test_two_consultations_overlap_and_the_clock_runs_on_after_the_longer_one(foi: Caller) -> None:
    case_id = received(foi)
    foi.do(case_id, "consult_third_party", on=date(2026, 3, 9))
    foi.do(case_id, "consult_co_producer", on=date(2026, 3, 11))
    foi.do(case_id, "third_party_answers", on=date(2026, 3, 12), position="agree")
    assert foi.case(case_id).is_suspended
    foi.do(case_id, "co_producer_answers", on=date(2026, 3, 20), position="agree")
    assert not foi.case(case_id).is_suspended
    assert foi.due(case_id, "reply") == date(2026, 4, 13)


def test_a_supplement_is_asked_once_within_seven_days_and_starts_twenty_days_anew(foi: Caller) -> None:
    late = received(foi)
    with pytest.raises(Refused) as refused:
        foi.do(late, "ask_supplement", on=date(2026, 3, 12), missing="文号")
    assert refused.value.reasons[0].code == "limit_passed"
    case_id = received(foi)
    foi.do(case_id, "ask_supplement", on=date(2026, 3, 11), missing="文号")
    assert foi.due(case_id, "reply") is None
    foi.do(case_id, "supplement", owner(case_id), on=date(2026, 3, 18), content="某政办〔2025〕3号")
    assert foi.due(case_id, "reply") == date(2026, 4, 16)
    with pytest.raises(Refused) as refused:
        foi.do(case_id, "ask_supplement", on=date(2026, 3, 19), missing="还有")
    assert refused.value.reasons[0].code == "supplement_asked"


def test_who_does_not_supplement_has_given_up(foi: Caller) -> None:
    case_id = received(foi)
    foi.do(case_id, "ask_supplement", on=date(2026, 3, 11), missing="文号", until="2026-03-18")
    with pytest.raises(NotInThisState):
        foi.do(case_id, "supplement", owner(case_id), on=date(2026, 3, 19), content="晚了")
    assert expire_cases(date(2026, 3, 19), recorded_at=at(date(2026, 3, 19))) == 1
    case = foi.case(case_id)
    assert (case.state, case.closed_on) == ("dropped", date(2026, 3, 19))


def test_who_does_not_pay_within_thirty_days_has_given_up_and_payment_starts_the_answer_anew(foi: Caller) -> None:
    unpaid, paid = received(foi), received(foi)
    for case_id in (unpaid, paid):
        foi.do(case_id, "ask_fee", "office_section", on=date(2026, 3, 13), fee="700")
        # The thirtieth day, 12 April, is a Sunday: a period in days rolls to Monday.
        assert foi.due(case_id, "fee") == date(2026, 4, 13)
    foi.do(paid, "pay_fee", on=date(2026, 4, 13))
    # Labour Day is 1 to 5 May; Saturday 9 May is a make-up day.
    assert foi.due(paid, "reply") == date(2026, 5, 13)
    expire_cases(date(2026, 4, 14), recorded_at=at(date(2026, 4, 14)))
    assert (foi.case(unpaid).state, foi.case(paid).state) == ("dropped", "handling")


def test_the_applicant_acts_on_his_own_case_only_and_his_name_stays_private(foi: Caller) -> None:
    case_id = foi.open(APPLICANT, applicant="甲某", content="某项目批复")
    other = foi.open(APPLICANT, applicant="乙某", content="另一项目批复")
    with pytest.raises(CaseNotFound):
        foi.do(other, "withdraw", owner(case_id))
    with pytest.raises(NotPermitted):
        foi.do(case_id, "confirm_receipt", owner(case_id))
    assert set(cases_for(owner(case_id)).values_list("pk", flat=True)) == {case_id}
    foi.do(case_id, "withdraw", owner(case_id))
    assert foi.case(case_id).state == "withdrawn"
    assert "甲某" not in "".join(entry.payload_text for entry in list_entries("case", str(case_id)))
    assert {entry.actor for entry in list_entries("case", str(case_id))} == {"public"}
