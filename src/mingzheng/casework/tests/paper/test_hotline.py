"""12345 工单: the class sets the limit, silence is receipt, a return once, dissatisfaction means work again."""

from datetime import date

import pytest

from mingzheng.casework.errors import NotInThisState, Refused
from mingzheng.casework.models import Act
from mingzheng.casework.tests.paper.calling import Caller
from mingzheng.casework.tests.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("paper")]

CALLED = date(2026, 2, 13)


@pytest.fixture
def desk(world: World) -> Caller:
    return Caller(world, "paper_hotline")


def sent(desk: Caller, kind: str = "complaint", on: date = CALLED) -> int:
    case_id = desk.open(on=on, kind=kind, caller="丙某")
    desk.do(case_id, "dispatch", on=on, lead_units=[desk.world.district.education.pk])
    return case_id


@pytest.mark.parametrize(
    ("kind", "due_on"),
    [
        # 14 February is a make-up Saturday; 15 to 23 February is the Spring Festival.
        ("consult", date(2026, 2, 24)),
        ("help", date(2026, 3, 5)),
        ("advice", date(2026, 3, 5)),
        ("complaint", date(2026, 3, 12)),
        ("report", date(2026, 3, 12)),
    ],
)
def test_the_class_of_a_call_sets_its_limit(desk: Caller, kind: str, due_on: date) -> None:
    case_id = desk.open(on=CALLED, kind=kind)
    assert desk.case(case_id).due_on == due_on


def test_a_corrected_class_is_measured_from_the_day_of_the_call(desk: Caller) -> None:
    case_id = sent(desk, "complaint")
    desk.do(case_id, "reclassify", on=date(2026, 2, 14), kind="help", reason="实为求助")
    assert desk.case(case_id).due_on == date(2026, 3, 5)


def test_a_call_is_answered_at_once_or_worked_off_to_the_call_back(desk: Caller) -> None:
    direct = desk.open(kind="consult")
    assert desk.do(direct, "answer_directly", answer="工作日均可办理").state == "closed"
    case_id = sent(desk)
    desk.do(case_id, "receive", "liaison", on=date(2026, 2, 14))
    desk.do(case_id, "reply", "liaison", on=date(2026, 2, 26), result="已修复")
    desk.do(case_id, "accept_reply", on=date(2026, 2, 27))
    assert desk.do(case_id, "close", on=date(2026, 2, 28), opinion="satisfied").state == "closed"


def test_an_order_nobody_receives_in_a_working_day_counts_as_received(desk: Caller) -> None:
    case_id = sent(desk)
    assert desk.due(case_id, "receipt") == date(2026, 2, 14)
    with pytest.raises(NotInThisState):
        desk.do(case_id, "receive", "liaison", on=date(2026, 2, 24))
    desk.do(case_id, "reply", "liaison", on=date(2026, 2, 24), result="已修复")
    deemed = Act.objects.get(case_id=case_id, action="deem_received")
    assert deemed.occurred_on == date(2026, 2, 15)


def test_an_order_is_returned_within_a_working_day_and_once(desk: Caller) -> None:
    case_id = sent(desk)
    with pytest.raises(Refused) as refused:
        desk.do(case_id, "return_case", "liaison", on=date(2026, 2, 24), reason="不属本局", basis="三定")
    assert refused.value.reasons[0].code == "limit_passed"
    case_id = sent(desk)
    desk.do(case_id, "return_case", "liaison", on=date(2026, 2, 14), reason="不属本局", basis="三定")
    desk.do(case_id, "dispatch", on=date(2026, 2, 14), lead_units=[desk.world.district.education.pk])
    with pytest.raises(Refused) as refused:
        desk.do(case_id, "return_case", "liaison", on=date(2026, 2, 14), reason="仍不属", basis="三定")
    assert refused.value.reasons[0].code == "returned_before"
    desk.do(case_id, "ask_arbitration", "liaison", on=date(2026, 2, 14), reason="争议", basis="三定")
    bureau = [desk.world.district.education.pk]
    arbitrated = desk.do(
        case_id, "arbitrate", "director", on=date(2026, 2, 14), lead_units=bureau, reason="首接负责", basis="管理办法"
    )
    assert (arbitrated.state, arbitrated.due_on) == ("handling", date(2026, 3, 12))


def test_an_extension_is_no_longer_than_the_limit_itself(desk: Caller) -> None:
    case_id = sent(desk, "help")
    desk.do(case_id, "receive", "liaison", on=date(2026, 2, 14))
    desk.do(case_id, "request_extension", "liaison", on=date(2026, 2, 25), amount=10, reason="等材料")
    with pytest.raises(Refused) as refused:
        desk.do(case_id, "grant_extension", "office_section", on=date(2026, 2, 25), amount=11)
    assert refused.value.reasons[0].code == "extension_length"
    assert desk.do(case_id, "grant_extension", "office_section", on=date(2026, 2, 25), amount=10).due_on == date(
        2026, 3, 19
    )


def test_a_dissatisfied_caller_has_the_order_worked_again_with_a_fresh_limit_of_its_class(desk: Caller) -> None:
    case_id = sent(desk, "consult")
    desk.do(case_id, "reply", "liaison", on=date(2026, 2, 24), result="已答复")
    desk.do(case_id, "accept_reply", on=date(2026, 2, 25))
    again = desk.do(case_id, "rework", on=date(2026, 2, 27), reason="来电人不满意")
    # Saturday 28 February is a make-up day.
    assert (again.state, again.due_on) == ("handling", date(2026, 3, 2))
