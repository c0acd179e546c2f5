"""In what capacity somebody acts, and on which day: recording for others, covering, late entry, at their exact edges."""

from datetime import timedelta

import pytest

from mingzheng.casework.capacity import represented_actor
from mingzheng.casework.errors import BadInput, NotPermitted, Refused
from mingzheng.casework.models import Act, Case
from mingzheng.casework.tests.test_door import Desk
from mingzheng.casework.tests.world import TODAY, World, at
from mingzheng.casework.timetable import hand_over_work_of
from mingzheng.platform.notices.models import Notice
from mingzheng.platform.org.models import Person, Post
from mingzheng.platform.org.public import PersonLeft

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("toy")]


@pytest.fixture
def desk(world: World) -> Desk:
    return Desk(world)


def dispatched(desk: Desk) -> int:
    case_id = desk.open().case_id
    desk.do(case_id, "dispatch", "clerk", lead_units=[desk.world.district.education.pk])
    return case_id


def transfer(desk: Desk, case_id: int, who: str, record_for: tuple[int, str], evidence: tuple[int, ...] = ()) -> None:
    tax = desk.world.district.tax.pk
    desk.do(case_id, "transfer", who, record_for=record_for, evidence=evidence, lead_units=[tax], reason="指示")


@pytest.mark.parametrize(
    ("days", "late", "refused"), [(0, False, False), (1, True, False), (3, True, False), (4, True, True)]
)
def test_late_entry_begins_the_next_day_and_asks_for_evidence_after_three(
    desk: Desk, days: int, *, late: bool, refused: bool
) -> None:
    case_id = dispatched(desk)
    typed = at(TODAY + timedelta(days=days))
    if refused:
        with pytest.raises(Refused) as answer:
            desk.do(case_id, "urge", "clerk", typed=typed)
        assert [reason.code for reason in answer.value.reasons] == ["late_entry_evidence"]
        desk.do(case_id, "urge", "clerk", typed=typed, evidence=(desk.world.file("clerk"),))
    else:
        desk.do(case_id, "urge", "clerk", typed=typed)
    assert Act.objects.get(case_id=case_id, action="urge").is_late_entry is late


def test_an_act_on_the_day_of_the_opening_is_not_before_it(desk: Desk) -> None:
    case_id = desk.open(on=TODAY).case_id
    assert desk.do(case_id, "dispatch", "clerk", on=TODAY, lead_units=[desk.world.district.tax.pk]).version == 2


def test_recording_names_a_known_person_and_a_known_means(desk: Desk) -> None:
    case_id, director = dispatched(desk), desk.world.people["director"].pk
    with pytest.raises(BadInput) as bad:
        transfer(desk, case_id, "clerk", (director, "rumour"))
    assert set(bad.value.errors) == {"means"}
    with pytest.raises(BadInput) as bad:
        transfer(desk, case_id, "clerk", (10**9, "paper"))
    assert set(bad.value.errors) == {"on_behalf_of"}


def test_only_recorders_record_and_only_for_who_may_decide(desk: Desk) -> None:
    case_id, world = dispatched(desk), desk.world
    photo = world.file("head")
    with pytest.raises(NotPermitted):
        transfer(desk, case_id, "head", (world.people["director"].pk, "paper"), (photo,))
    with pytest.raises(NotPermitted) as refused:
        transfer(desk, case_id, "clerk", (world.people["verifier"].pk, "paper"), (world.file("clerk"),))
    assert "罗雨桐" in refused.value.message


def test_a_leader_without_an_account_is_recorded_for_by_his_post(desk: Desk) -> None:
    world = desk.world
    person = Person.objects.create(name="冯立秋")
    Post.objects.create(person=person, unit=world.district.education, level="head", valid_from=TODAY)
    actor = represented_actor(person.pk, TODAY)
    assert actor is not None
    assert (actor.name, actor.home_unit_id, actor.posts[0].level) == ("冯立秋", world.district.education.pk, "head")
    assert represented_actor(person.pk, TODAY - timedelta(days=1)).posts == ()
    assert represented_actor(10**9, TODAY) is None


def test_own_right_comes_before_covering_and_covering_says_for_whom(desk: Desk) -> None:
    world, case_id = desk.world, dispatched(desk)
    world.absent("office_section", "director", TODAY, TODAY)
    desk.do(case_id, "urge", "director")
    own = Act.objects.get(case_id=case_id, action="urge")
    assert (own.on_behalf_name, own.means) == ("", "online")
    world.absent("liaison", "stranger", TODAY, TODAY)
    desk.do(case_id, "receive", "stranger")
    cover = Act.objects.get(case_id=case_id, action="receive")
    assert (cover.actor_name, cover.on_behalf_name, cover.means) == ("吴霜降", "赵小满", "cover")
    assert Case.objects.get(pk=case_id).state == "working"


def test_covering_ends_with_the_absence(desk: Desk) -> None:
    world, case_id = desk.world, dispatched(desk)
    world.absent("liaison", "stranger", TODAY - timedelta(days=3), TODAY - timedelta(days=1))
    with pytest.raises(Exception, match="没有这一件"):
        desk.do(case_id, "receive", "stranger")


@pytest.mark.parametrize("successor", ["section", None])
def test_open_work_of_a_leaver_goes_to_who_is_told_of_it(desk: Desk, successor: str | None) -> None:
    world, case_id = desk.world, desk.working()
    to = world.people[successor].pk if successor else None
    event = PersonLeft(world.people["liaison"].pk, TODAY, (), (world.district.education.pk,), to, "account:1")
    assert hand_over_work_of(event, recorded_at=at(TODAY)) == [case_id]
    assert Case.objects.get(pk=case_id).handler_id == to
    told = dict(Notice.objects.filter(kind="casework.handed_over").values_list("person__name", "text"))
    assert world.people["section"].name in told
    assert world.people["liaison"].name not in told
    assert set(told.values()) == {f"离岗人员的事项{'移交给您' if to else '退回本单位，请指定承办人'} 1 件"}


def test_separation_holds_for_the_person_who_was_recorded_for(desk: Desk) -> None:
    """Whoever recorded and whoever decided are both barred from what must be another's."""
    world = desk.world
    clerk = (world.people["clerk"].pk, "paper")
    case_id = desk.working()
    desk.do(case_id, "request_report", "liaison", result="已修好")
    for who in ("section", "deputy", "head"):
        desk.do(case_id, "sign", who)
    with pytest.raises(Refused) as refused:
        desk.do(case_id, "verify", "office_section", record_for=clerk, evidence=(world.file("office_section"),))
    assert refused.value.reasons[0].code == "separation_of_duties"
