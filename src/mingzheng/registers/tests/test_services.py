"""A record's life through the services: entered, verified by somebody else, corrected with a reason, struck out."""

from datetime import timedelta

import pytest

from mingzheng.casework.public import BadInput, KeyReused, NotInThisState, NotPermitted, Refused, Stale
from mingzheng.casework.tests.world import NOW, TODAY, World
from mingzheng.config.bench.counting import count_sent
from mingzheng.platform.ledger.public import list_entries, read_private
from mingzheng.registers.public import (
    RecordNotFound,
    correct_record,
    get_record_for,
    get_register,
    return_record,
    verify_record,
    withdraw_record,
)
from mingzheng.registers.rules import RecordFacts, list_reasons
from mingzheng.registers.selectors import papers_of
from mingzheng.registers.tests.records import enter, trip, visit
from mingzheng.registers.tests.toy import TOY, ToyVisit

pytestmark = pytest.mark.django_db


def stored(pk: int) -> ToyVisit:
    return ToyVisit._default_manager.get(pk=pk)


def code_of(error: pytest.ExceptionInfo) -> set[str]:
    return {reason.code for reason in error.value.reasons}


def test_an_entered_record_keeps_its_values_its_papers_and_its_ledger_entry(world: World) -> None:
    people = [world.people["liaison"].pk, world.people["head"].pk]
    paper = world.file("liaison")
    receipt = enter(world, themes=["law", "open"], people=people, phone="13900000000", evidence=(paper,))
    record = stored(receipt.record_id)
    assert (record.state, record.version, record.entered_name) == ("entered", 1, "赵小满")
    assert sorted(choice.code for choice in record.themes.all()) == ["law", "open"]
    assert {person.pk for person in record.people.all()} == set(people)
    assert [reference.file_id for reference in papers_of(TOY, record)] == [paper]
    (entry,) = list_entries("record", f"toy_visit:{record.pk}")
    assert entry.payload["changes"]["kind"] == [None, "meeting"]
    assert "phone" not in entry.payload["changes"]
    assert read_private(entry) == {"phone": [None, "13900000000"]}


def test_the_same_click_twice_enters_once(world: World) -> None:
    first = enter(world, key="k1")
    second = enter(world, key="k1")
    assert (second.record_id, second.repeated) == (first.record_id, True)
    assert ToyVisit._default_manager.count() == 1
    with pytest.raises(KeyReused):
        enter(world, key="k1", title="另一件")


def test_every_fault_of_every_field_is_told_at_once(world: World) -> None:
    with pytest.raises(BadInput) as error:
        enter(
            world, title="", kind="dance", guests=0, cost="很多", link="ftp://x", people=[999_999], host=999_999, x="1"
        )
    assert set(error.value.errors) >= {"title", "kind", "guests", "cost", "link", "x"}
    with pytest.raises(BadInput) as error:
        enter(world, cost="1.234")
    assert "2 位小数" in error.value.errors["cost"][0]
    with pytest.raises(BadInput) as error:
        enter(world, people=[999_999], host=999_999, occurred_on=(TODAY + timedelta(days=1)).isoformat())
    assert set(error.value.errors) == {"people", "host", "occurred_on"}


def test_the_books_own_rule_refuses_with_its_reason(world: World) -> None:
    with pytest.raises(Refused) as error:
        enter(world, kind="inspection")
    assert code_of(error) == {"no_leader"}


def test_one_link_is_entered_once_until_its_record_is_withdrawn(world: World) -> None:
    first = enter(world, link="https://example.cn/a/")
    with pytest.raises(Refused) as error:
        enter(world, link="https://example.cn/a")
    assert code_of(error) == {"duplicate"}
    withdraw_record("toy_visit", first.record_id, actor=world.actor("liaison"), reason="重复", recorded_at=NOW)
    enter(world, link="https://example.cn/a")


def test_a_unit_enters_for_itself_only_and_administrators_for_nobody(world: World) -> None:
    with pytest.raises(NotPermitted):
        enter(world, "tax_liaison")
    with pytest.raises(NotPermitted):
        enter(world, "stranger")
    enter(world, "clerk")


def test_a_secrecy_mark_is_refused_and_nothing_is_kept(world: World) -> None:
    with pytest.raises(Refused) as error:
        enter(world, title="机密★10年 走访")
    assert code_of(error) == {"secrecy_mark"}
    assert not ToyVisit._default_manager.exists()


def test_papers_of_somebody_else_are_not_taken(world: World) -> None:
    with pytest.raises(BadInput):
        enter(world, evidence=(world.file("tax_liaison"),))


def verify(world: World, pk: int, who: str = "verifier", **more: object) -> object:
    return verify_record("toy_visit", pk, actor=world.actor(who), recorded_at=NOW, **more)


def test_verification_needs_evidence_and_another_person(world: World) -> None:
    bare = enter(world).record_id
    with pytest.raises(Refused) as error:
        verify(world, bare)
    assert code_of(error) == {"no_evidence"}
    world.grant("clerk", "verifier", world.district.district)
    own = enter(world, "clerk", evidence=(world.file("clerk"),)).record_id
    with pytest.raises(Refused) as error:
        verify(world, own, "clerk")
    assert code_of(error) == {"own_entry"}
    verify(world, own)
    assert stored(own).verified_name == "罗雨桐"
    with pytest.raises(NotPermitted):
        verify(world, bare, "liaison")


def corrected(world: World, pk: int, who: str = "liaison", reason: str = "写错了", **more: object) -> object:
    seen = more.pop("seen_version", None)
    return correct_record(
        "toy_visit",
        pk,
        actor=world.actor(who),
        data=visit(world, **more),
        reason=reason,
        recorded_at=NOW,
        seen_version=seen,
    )


def test_a_correction_says_what_and_why_and_waits_for_verification_again(world: World) -> None:
    pk = enter(world, evidence=(world.file("liaison"),), guests=3).record_id
    verify(world, pk)
    corrected(world, pk, guests=4)
    record = stored(pk)
    assert (record.state, record.version, record.guests, record.verified_at) == ("corrected", 3, 4, None)
    entry = list_entries("record", f"toy_visit:{pk}")[-1]
    assert (entry.payload["changes"], entry.payload["reason"]) == ({"guests": [3, 4]}, "写错了")


def test_a_correction_without_change_or_reason_is_refused_with_both(world: World) -> None:
    pk = enter(world, guests=3).record_id
    with pytest.raises(Refused) as error:
        corrected(world, pk, reason=" ", guests=3)
    assert code_of(error) == {"nothing_changed", "no_reason"}


def test_what_came_back_is_corrected_without_a_reason(world: World) -> None:
    pk = enter(world).record_id
    return_record("toy_visit", pk, actor=world.actor("verifier"), reason="缺照片", recorded_at=NOW)
    assert (stored(pk).state, stored(pk).note) == ("returned", "缺照片")
    with pytest.raises(NotInThisState):
        verify(world, pk)
    corrected(world, pk, reason="", guests=9)
    assert stored(pk).state == "corrected"


def test_who_loses_the_race_reads_who_did_what(world: World) -> None:
    pk = enter(world, guests=3).record_id
    corrected(world, pk, guests=4, seen_version=1)
    with pytest.raises(Stale) as error:
        corrected(world, pk, "head", guests=5, seen_version=1)
    assert "赵小满" in error.value.message
    assert "更正" in error.value.message


def test_a_verified_record_is_struck_out_by_those_who_verify(world: World) -> None:
    pk = enter(world, evidence=(world.file("liaison"),)).record_id
    verify(world, pk)
    with pytest.raises(NotPermitted):
        withdraw_record("toy_visit", pk, actor=world.actor("liaison"), reason="不算", recorded_at=NOW)
    with pytest.raises(Refused):
        withdraw_record("toy_visit", pk, actor=world.actor("verifier"), reason="", recorded_at=NOW)
    withdraw_record("toy_visit", pk, actor=world.actor("verifier"), reason="不算", recorded_at=NOW)
    with pytest.raises(NotInThisState):
        corrected(world, pk, guests=4)


def test_a_closed_record_is_not_there_for_others_and_its_ledger_entry_is_sealed(world: World) -> None:
    receipt = trip(world)
    book = get_register("toy_trip")
    assert get_record_for(world.actor("clerk"), book, receipt.record_id).place == "科创园"
    for who in ("director", "verifier", "liaison", "stranger"):
        with pytest.raises(RecordNotFound):
            get_record_for(world.actor(who), book, receipt.record_id)
        with pytest.raises(RecordNotFound):
            withdraw_record("toy_trip", receipt.record_id, actor=world.actor(who), reason="x", recorded_at=NOW)
    (entry,) = list_entries("record", f"toy_trip:{receipt.record_id}")
    assert "changes" not in entry.payload
    assert read_private(entry)["place"] == [None, "科创园"]


def test_a_day_to_come_is_for_books_that_allow_it(world: World) -> None:
    trip(world, day=TODAY + timedelta(days=20))
    with pytest.raises(BadInput):
        trip(world, day=TODAY.replace(year=1900))


def test_the_number_elsewhere_is_a_units_own_once(world: World) -> None:
    enter(world, external_number="A-1")
    with pytest.raises(Refused):
        enter(world, external_number="A-1")


def test_writes_send_no_more_than_their_ceiling(world: World) -> None:
    people = [world.people["liaison"].pk]
    enter(world, themes=["law"], people=people, evidence=(world.file("liaison", "a.pdf"),))
    actor = world.actor("liaison")
    paper = world.file("liaison", "bb.pdf")
    with count_sent() as entering:
        enter_record_quietly(world, actor, paper, people)
    assert entering.statements <= 30
    pk = enter(world, evidence=(world.file("liaison", "ccc.pdf"),)).record_id
    verifier = world.actor("verifier")
    with count_sent() as verifying:
        verify_record("toy_visit", pk, actor=verifier, recorded_at=NOW, key="v1")
    assert verifying.statements <= 8


def enter_record_quietly(world: World, actor: object, paper: int, people: list[int]) -> None:
    from mingzheng.registers.public import enter_record  # noqa: PLC0415 - beside its use

    data = visit(world, themes=["law"], people=people, phone="1", link="https://e.cn/1")
    enter_record("toy_visit", actor=actor, data=data, recorded_at=NOW, key="e1", evidence=(paper,))


def test_what_is_still_to_come_is_not_verified(world: World) -> None:
    facts = RecordFacts(1, "entered", 0, 7, 7, paper_count=1, is_to_come=True)
    assert [reason.code for reason in list_reasons("verify", TOY, facts, world.actor("verifier"))] == ["not_yet"]


@pytest.mark.parametrize("odd", [{"a": 1}, [1, [2]], True, "\x00", 2**70, -1, "NaN", "1e999", 10**15])
def test_odd_values_are_bad_input_and_nothing_worse(world: World, odd: object) -> None:
    for name in ("unit", "people", "themes", "host", "follows", "cost", "guests", "occurred_on", "external_number"):
        try:
            enter(world, **{name: odd})
        except (BadInput, NotPermitted):
            continue
        assert name in {"external_number"}, name
