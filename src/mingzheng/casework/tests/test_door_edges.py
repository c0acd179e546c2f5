"""The door at its edges: a key lost to a race, a version not seen, a title too long, a sign-off that waits and moves on."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError

from mingzheng.casework import door, registry
from mingzheng.casework.declaration import Action, Field
from mingzheng.casework.door import open_case
from mingzheng.casework.errors import BadInput, CaseNotFound, KeyReused, NotInThisState, Refused, Stale
from mingzheng.casework.facts import gather_facts
from mingzheng.casework.models import Act, Case, CaseWatcher, SignOffRequest
from mingzheng.casework.sign_off import signing_for
from mingzheng.casework.standard.assignment import OFFICE, UNIT
from mingzheng.casework.tests.test_door import Desk
from mingzheng.casework.tests.toy import TOY
from mingzheng.casework.tests.world import NOW, TODAY, World
from mingzheng.platform.accounts.tests.browsers import signed_in_as

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("toy")]


@pytest.fixture
def desk(world: World) -> Desk:
    return Desk(world)


def find_nothing_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the next look for a key find nothing, as when the other call has not committed yet."""
    looks, find = [], door.find_replay

    def look(*given: Any) -> Any:
        looks.append(given)
        return find(*given) if len(looks) > 1 else None

    monkeypatch.setattr(door, "find_replay", look)


def test_who_loses_a_race_for_a_key_gets_the_first_result(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    first = desk.open(key="same")
    find_nothing_first(monkeypatch)
    again = desk.open(key="same")
    assert (again.case_id, again.repeated) == (first.case_id, True)
    assert Case.objects.count() == 1


def test_a_race_for_a_key_over_two_cases_says_the_key_is_used(
    desk: Desk, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = desk.open().case_id, desk.open().case_id
    bureau = [world.district.education.pk]
    desk.do(one, "dispatch", "clerk", key="same", lead_units=bureau)
    find_nothing_first(monkeypatch)
    with pytest.raises(KeyReused):
        desk.do(two, "dispatch", "clerk", key="same", lead_units=bureau)
    assert Case.objects.get(pk=two).state == "draft"


def test_another_breach_of_a_constraint_is_not_taken_for_a_repeated_call(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_id = desk.open().case_id
    monkeypatch.setattr(door, "apply_act", lambda *given, **more: (_ for _ in ()).throw(IntegrityError("another")))
    with pytest.raises(IntegrityError, match="another"):
        desk.do(case_id, "urge", "clerk", key="new")


def test_a_call_repeated_by_key_answers_as_before_even_when_the_case_went_on(desk: Desk, world: World) -> None:
    case_id = desk.open().case_id
    first = desk.do(case_id, "dispatch", "clerk", key="d", lead_units=[world.district.education.pk])
    desk.do(case_id, "receive", "liaison")
    again = desk.do(case_id, "dispatch", "clerk", key="d", seen=1, lead_units=[world.district.education.pk])
    assert (again.act_id, again.version, again.state, again.repeated) == (first.act_id, 2, "sent", True)
    assert Act.objects.filter(case_id=case_id).count() == 3


NOTED = Action(
    "note",
    "补记",
    ("sent", "working"),
    by=(OFFICE, UNIT),
    fields=(
        Field("heading", "标题", stores="case.title"),
        Field("source", "来源", stores="case.source"),
        Field("note", "说明"),
    ),
)


def declare_besides(action: Action) -> None:
    """Let the toy have one action more; its fixture takes it away again."""
    registry.unregister("toy")
    registry.register(replace(TOY, actions=(*TOY.actions, action)))


@pytest.mark.usefixtures("today_is_fixed")
def test_what_is_cleared_on_the_form_is_emptied(desk: Desk, world: World) -> None:
    declare_besides(NOTED)
    case_id = desk.working()
    desk.do(case_id, "note", "liaison", source="区长信箱")
    case = Case.objects.get(pk=case_id)
    client, url = signed_in_as(world.accounts["liaison"]), f"/desk/cases/{case.number}/act/note"
    assert "区长信箱" in client.get(url).content.decode()
    shown = {"heading": case.title, "source": "", "seen_version": str(case.version), "idempotency_key": "cleared"}
    assert client.post(url, shown).status_code == 302
    case.refresh_from_db()
    assert case.source == ""
    assert "（空）" in client.get(f"/desk/cases/{case.number}/").content.decode()


def test_an_optional_stored_field_sent_empty_is_emptied_and_one_not_sent_stays(desk: Desk, world: World) -> None:
    declare_besides(NOTED)
    case_id = desk.open().case_id
    desk.do(case_id, "dispatch", "clerk", lead_units=[world.district.education.pk])
    desk.do(case_id, "note", "clerk", source="区长信箱", note="一")
    desk.do(case_id, "note", "clerk", note="二")
    assert Case.objects.get(pk=case_id).source == "区长信箱"
    desk.do(case_id, "note", "clerk", source=" ", note="", heading="")
    case, last = Case.objects.get(pk=case_id), Act.objects.filter(case_id=case_id).latest("sequence")
    assert case.source == ""
    assert case.title, "a case is never left without a title"
    assert last.data == {"source": ""}
    assert [(one["label"], one["before"], one["after"]) for one in last.changes] == [("来源", "区长信箱", "")]


def test_emptiness_waits_for_the_signature_with_the_act_that_brings_it(desk: Desk, world: World) -> None:
    declare_besides(replace(NOTED, within=("working",), sign_off=True))
    case_id = desk.working()
    Case.objects.filter(pk=case_id).update(source="区长信箱")
    desk.do(case_id, "request_note", "liaison", source="")
    assert Case.objects.get(pk=case_id).source == "区长信箱"
    for signer in ("section", "deputy", "head"):
        desk.do(case_id, "sign", signer)
    assert Case.objects.get(pk=case_id).source == ""


@pytest.mark.parametrize(("title", "fine"), [("", False), ("  ", False), ("长" * 501, False), ("长" * 500, True)])
def test_a_title_is_needed_and_bounded_where_no_form_asks_for_it(world: World, title: str, *, fine: bool) -> None:
    registry.register(replace(TOY, name="untitled", opening=replace(TOY.opening, fields=())))
    call = {"actor": world.actor("clerk"), "occurred_on": TODAY, "recorded_at": NOW, "data": {}, "key": "t"}
    try:
        if fine:
            assert door.open_case("untitled", title=title, **call).version == 1
        else:
            with pytest.raises(BadInput) as bad:
                door.open_case("untitled", title=title, **call)
            assert set(bad.value.errors) == {"title"}
    finally:
        registry.unregister("untitled")


def test_an_unknown_case_an_unknown_action_and_the_opening_again_are_each_refused(desk: Desk) -> None:
    with pytest.raises(CaseNotFound):
        desk.do(10**9, "urge", "clerk")
    case_id = desk.open().case_id
    with pytest.raises(BadInput) as bad:
        desk.do(case_id, "nonsense", "clerk")
    assert set(bad.value.errors) == {"action"}
    with pytest.raises(NotInThisState):
        desk.do(case_id, "register", "clerk", title="再登记")


def test_the_stale_see_the_version_they_must_look_at(desk: Desk) -> None:
    case_id = desk.open().case_id
    desk.do(case_id, "urge", "clerk", seen=1)
    Act.objects.filter(case_id=case_id, action="urge").update(recorded_at=NOW - timedelta(hours=1))
    with pytest.raises(Stale) as stale:
        desk.do(case_id, "urge", "clerk", seen=1)
    assert (stale.value.version, stale.value.at) == (2, NOW - timedelta(hours=1))


def test_a_case_belongs_to_a_unit_from_its_first_day(desk: Desk, world: World) -> None:
    nowhere = replace(world.actor("clerk"), home_unit_id=None)
    given = {"title": "修一条路"}
    with pytest.raises(BadInput) as bad:
        open_case("toy", actor=nowhere, occurred_on=TODAY, recorded_at=NOW, data=given, key="nowhere")
    assert set(bad.value.errors) == {"origin_unit"}


def test_a_watcher_without_a_grant_knows_the_case_but_may_not_act(desk: Desk, world: World) -> None:
    case_id = desk.open().case_id
    CaseWatcher.objects.create(case_id=case_id, person=world.people["stranger"], since=NOW)
    with pytest.raises(Exception, match="没有“催办”的权限"):
        desk.do(case_id, "urge", "stranger")


def test_a_sign_off_waits_for_the_next_rung_and_remembers_who_asked(desk: Desk, world: World) -> None:
    case_id = desk.working()
    desk.do(case_id, "request_report", "liaison", result="已修好")
    asked = SignOffRequest.objects.get(case_id=case_id)
    assert (asked.levels, asked.waiting_level, asked.position) == (["section", "deputy", "head"], "section", 0)
    assert (asked.unit_id, asked.requested_by_id) == (world.district.education.pk, world.people["liaison"].pk)
    desk.do(case_id, "sign", "section", opinion="同意")
    asked.refresh_from_db()
    assert (asked.waiting_level, asked.position, asked.state) == ("deputy", 1, "pending")
    assert [(mark["level"], mark["name"], mark["opinion"]) for mark in asked.signatures] == [
        ("section", "钱立冬", "同意")
    ]
    desk.do(case_id, "withdraw_sign_off", "liaison")
    asked.refresh_from_db()
    assert (asked.waiting_level, asked.state) == ("", "withdrawn")


def test_who_asks_from_a_higher_rung_is_not_signed_below_it(desk: Desk) -> None:
    case_id = desk.working()
    desk.do(case_id, "request_report", "deputy", result="已修好")
    assert SignOffRequest.objects.get(case_id=case_id).levels == ["head"]
    other = desk.working()
    last = desk.do(other, "request_report", "head", result="已修好")
    assert last.action == "report"
    assert Case.objects.get(pk=other).state == "reported"
    assert Act.objects.get(case_id=other, action="report").occurred_on == TODAY


def test_nobody_signs_what_he_sent_up_himself_not_even_for_somebody_absent(desk: Desk, world: World) -> None:
    case_id = desk.working()
    desk.do(case_id, "request_report", "section", result="已修好")
    world.absent("deputy", "section", TODAY, TODAY)
    with pytest.raises(Refused) as refused:
        desk.do(case_id, "sign", "section")
    assert [reason.code for reason in refused.value.reasons] == ["own_content"]


def test_only_who_holds_the_waiting_post_for_somebody_absent_signs_in_his_place(desk: Desk, world: World) -> None:
    case_id = desk.working()
    desk.do(case_id, "request_report", "liaison", result="已修好")
    toy = registry.get_procedure("toy")
    facts = gather_facts(Case.objects.get(pk=case_id), toy, TODAY)
    actor, sign = world.actor("section"), toy.action("sign")
    assert signing_for(sign, facts, actor) is None
    covering = replace(actor.posts[0], on_behalf_of=world.people["deputy"].pk)
    assert signing_for(sign, facts, replace(actor, posts=(*actor.posts, covering))) is None
    only = signing_for(sign, facts, replace(actor, posts=(covering,)))
    assert only is not None
    assert only.person_id == world.people["deputy"].pk
    other, nothing_waits = toy.action("attach_signed_paper"), replace(facts, pending_sign_off=None)
    assert signing_for(other, facts, replace(actor, posts=(covering,))) is None
    assert signing_for(sign, nothing_waits, replace(actor, posts=(covering,))) is None


def test_what_only_the_covered_colleagues_post_allows_is_done_in_his_place(desk: Desk, world: World) -> None:
    case_id = desk.working()
    desk.do(case_id, "request_report", "liaison", result="已修好")
    world.absent("section", "deputy", TODAY, TODAY)
    desk.do(case_id, "attach_signed_paper", "deputy", paper=[world.file("deputy")])
    act = Act.objects.get(case_id=case_id, action="attach_signed_paper")
    assert (act.actor_name, act.on_behalf_name) == ("孙谷雨", "钱立冬")
