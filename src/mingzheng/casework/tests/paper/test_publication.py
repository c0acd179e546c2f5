"""三审三校: six signatures by distinct people, five checks each time, and nothing backdated."""

from datetime import date

import pytest

from mingzheng.casework.errors import NotInThisState, Refused
from mingzheng.casework.tests.paper.calling import Caller
from mingzheng.casework.tests.paper.publication import CHECKS
from mingzheng.casework.tests.world import World, at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("paper")]

PASSED = {code: True for code, _ in CHECKS}


@pytest.fixture
def desk(world: World) -> Caller:
    district = world.district
    world.add("second", "郑小寒", district.office, "clerk", "office_clerk", over=district.district)
    world.add("leader", "王大暑", district.district, "leader", "district_leader")
    return Caller(world, "paper_publication")


def submitted(desk: Caller) -> int:
    case_id = desk.open(body="正文")
    desk.do(case_id, "submit")
    return case_id


def test_a_text_passes_three_proofs_and_three_reviews_and_is_published(desk: Caller) -> None:
    case_id = submitted(desk)
    people = (("clerk", "office_section"), ("second", "director"), ("office_section", "leader"))
    for level, (reader, reviewer) in enumerate(people, start=1):
        desk.do(case_id, f"proof_{level}", reader)
        desk.do(case_id, f"review_{level}", reviewer, **PASSED)
    assert desk.do(case_id, "publish").state == "published"


def test_nothing_is_published_before_the_last_review(desk: Caller) -> None:
    case_id = submitted(desk)
    with pytest.raises(NotInThisState):
        desk.do(case_id, "publish")


def test_a_reviewer_is_neither_author_nor_earlier_reviewer_nor_the_proof_reader(desk: Caller) -> None:
    case_id = submitted(desk)
    desk.do(case_id, "proof_1", "second")
    for barred in ("clerk", "second"):
        with pytest.raises(Refused) as refused:
            desk.do(case_id, "review_1", barred, **PASSED)
        assert refused.value.reasons[0].code == "separation_of_duties"
    desk.do(case_id, "review_1", "office_section", **PASSED)
    with pytest.raises(Refused):
        desk.do(case_id, "proof_2", "second")
    desk.do(case_id, "proof_2", "clerk")
    with pytest.raises(Refused):
        desk.do(case_id, "review_2", "office_section", **PASSED)


def test_one_failed_check_stops_the_text_and_says_which(desk: Caller) -> None:
    case_id = submitted(desk)
    desk.do(case_id, "proof_1")
    with pytest.raises(Refused) as refused:
        desk.do(case_id, "review_1", "office_section", **{**PASSED, "secrecy": False, "wording": False})
    assert "保密关、文字关" in refused.value.reasons[0].message
    desk.do(case_id, "send_back", "office_section", reason="修改")
    assert desk.case(case_id).state == "drafting"


def test_an_urgent_text_goes_out_on_a_leaders_word_and_is_signed_afterwards(desk: Caller, world: World) -> None:
    case_id = submitted(desk)
    leader = (world.people["leader"].pk, "phone")
    desk.do(
        case_id, "publish_urgently", "second", record_for=leader, evidence=(world.file("second"),), reason="台风预警"
    )
    assert desk.due(case_id, "signatures") == date(2026, 3, 3)
    for level, who in (("1", "office_section"), ("2", "director")):
        desk.do(case_id, "sign_afterwards", who, level=level)
    with pytest.raises(Refused) as refused:
        desk.do(case_id, "complete", "director")
    assert refused.value.reasons[0].code == "signatures_missing"
    desk.do(case_id, "sign_afterwards", "leader", level="3")
    assert desk.do(case_id, "complete", "director").state == "published"


def test_a_publication_is_never_backdated_even_with_evidence(desk: Caller, world: World) -> None:
    case_id = desk.open(body="正文")
    with pytest.raises(Refused) as refused:
        desk.do(case_id, "publish_urgently", "director", typed=at(date(2026, 3, 3)), reason="急")
    assert [reason.code for reason in refused.value.reasons] == ["not_backdated"]
