"""The law-study books through the services: shares with their denominators, and the personal file."""

import pytest
import time_machine

from mingzheng.casework.public import Refused
from mingzheng.casework.tests.world import NOW, TODAY, World, make_world
from mingzheng.figures.public import Period, Scope, value_of
from mingzheng.platform.accounts.tests.browsers import signed_in_as
from mingzheng.registers.public import enter_record, verify_record

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db: None) -> object:
    """Return the small district at the tests' day."""
    with time_machine.travel(NOW, tick=False):
        yield make_world()


def enter(world: World, code: str, **data: object) -> int:
    common = {"unit": world.district.education.pk, "occurred_on": TODAY.isoformat(), **data}
    pk = enter_record(code, actor=world.actor("liaison"), data=common, recorded_at=NOW).record_id
    verify_record(code, pk, actor=world.actor("verifier"), recorded_at=NOW)
    return pk


def test_the_shares_of_an_examination_rest_on_the_roster(world: World) -> None:
    results = [("liaison", "excellent"), ("section", "excellent"), ("deputy", "passed")]
    for who, grade in results:
        enter(world, "law_examination", year=2026, person=world.people[who].pk, has_sat=True, grade=grade)
    enter(world, "law_examination", year=2026, person=world.people["head"].pk, reason="援疆")
    scope = Scope(None, Period.year(2026))
    assert value_of("learning.exam_participation", scope=scope).value == 75
    assert str(value_of("learning.exam_excellence", scope=scope).value) == "66.67"
    with pytest.raises(Refused):
        enter(world, "law_examination", year=2026, person=world.people["head"].pk, reason="再登一次")


def test_a_persons_file_gathers_study_examination_and_court(world: World) -> None:
    law = enter_record(
        "law_to_know",
        actor=world.actor("clerk"),
        data={
            "unit": world.district.office.pk,
            "occurred_on": "2025-01-01",
            "title": "中华人民共和国行政处罚法",
            "category": "law",
            "audience": "all",
        },
        recorded_at=NOW,
    ).record_id
    head = world.people["head"].pk
    enter(world, "study_session", title="行政处罚法专题", form="centre_group", laws=[law], attendees=[head])
    enter(world, "law_examination", year=2026, person=head, has_sat=True, grade="passed", score="88")
    enter(
        world,
        "court_appearance",
        title="行政处罚案",
        case_number="（2026）粤01行初1号",
        court="某区法院",
        opponent="张某",
        capacity="chief",
        person=head,
    )
    page = signed_in_as(world.accounts["head"]).get(f"/desk/registers/people/学法档案/{head}/").content.decode()
    assert "共 1 项，已学 <strong>1</strong> 项" in page
    for words in ("行政处罚法专题", "2026年度国家工作人员学法考试", "行政处罚案"):
        assert words in page
    assert "张某" not in page
