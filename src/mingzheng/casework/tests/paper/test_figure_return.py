"""填报: filled in with evidence, signed off inside, verified by another, returned, locked, unlocked."""

from datetime import date

import pytest

from mingzheng.casework.errors import BadInput, NotInThisState, Refused
from mingzheng.casework.models import Act
from mingzheng.casework.tests.paper.calling import Caller
from mingzheng.casework.tests.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("paper")]


@pytest.fixture
def desk(world: World) -> Caller:
    return Caller(world, "paper_figure_return")


def asked(desk: Caller) -> int:
    bureau = desk.world.district.education.pk
    return desk.open(lead_units=[bureau], period="2026年一季度", due_on="2026-03-28")


def filled(desk: Caller, case_id: int, value: str = "12.5") -> None:
    paper = desk.world.file("liaison")
    desk.do(case_id, "request_fill_in", "liaison", value=value, papers=[paper])
    for who in ("section", "head"):
        desk.do(case_id, "sign", who)


def test_a_figure_is_filled_in_signed_verified_and_locked(desk: Caller) -> None:
    case_id = asked(desk)
    # Saturday 28 March is no working day: the fixed day rolls.
    assert desk.case(case_id).due_on == date(2026, 3, 30)
    filled(desk, case_id)
    assert desk.case(case_id).is_suspended
    desk.do(case_id, "verify", "verifier", opinion="与原始凭证一致")
    assert desk.do(case_id, "lock", "director").state == "locked"
    value = Act.objects.get(case_id=case_id, action="fill_in").data["value"]
    assert value == "12.5"


def test_a_figure_without_evidence_or_number_is_no_figure(desk: Caller) -> None:
    case_id = asked(desk)
    with pytest.raises(BadInput) as bad:
        desk.do(case_id, "request_fill_in", "liaison", value="约十二")
    assert set(bad.value.errors) == {"value", "papers"}


def test_nothing_goes_up_unsigned(desk: Caller) -> None:
    case_id = asked(desk)
    with pytest.raises(Refused) as refused:
        desk.do(case_id, "fill_in", "liaison", value="1", papers=[desk.world.file("liaison")])
    assert refused.value.reasons[0].code == "sign_off_missing"


def test_whoever_asked_does_not_verify_and_whoever_verified_does_not_lock(desk: Caller) -> None:
    case_id = desk.open(
        "office_section", lead_units=[desk.world.district.education.pk], period="一季度", due_on="2026-03-27"
    )
    filled(desk, case_id)
    with pytest.raises(Refused) as refused:
        desk.do(case_id, "verify", "office_section")
    assert refused.value.reasons[0].code == "separation_of_duties"
    other = asked(desk)
    filled(desk, other)
    desk.do(other, "verify", "office_section")
    with pytest.raises(Refused):
        desk.do(other, "lock", "office_section")


def test_a_returned_figure_gets_the_days_of_its_verification_back(desk: Caller) -> None:
    case_id = asked(desk)
    filled(desk, case_id)
    desk.do(case_id, "send_back", "verifier", on=date(2026, 3, 6), reason="口径不符")
    # Four working days, 3 to 6 March, after the last day of 28 March.
    assert desk.case(case_id).due_on == date(2026, 4, 2)
    assert desk.case(case_id).state == "filling"


def test_a_locked_figure_changes_only_after_it_was_unlocked_for_a_reason(desk: Caller) -> None:
    case_id = asked(desk)
    filled(desk, case_id)
    desk.do(case_id, "verify", "verifier")
    desk.do(case_id, "lock", "director")
    with pytest.raises(NotInThisState):
        desk.do(case_id, "request_fill_in", "liaison", value="13", papers=[desk.world.file("liaison")])
    desk.do(case_id, "unlock", "director", reason="更正", due_on="2026-03-06")
    case = desk.case(case_id)
    assert (case.is_open, case.closed_on, case.due_on) == (True, None, date(2026, 3, 6))
    filled(desk, case_id, "13")
    assert desk.case(case_id).state == "filled"
