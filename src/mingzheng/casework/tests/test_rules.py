"""Who may read and act, who is barred, which state follows: the rules on values, line by line."""

from dataclasses import replace

import pytest

from mingzheng.casework.declaration import Action, Guard, PartyRole, Refusal, Who
from mingzheng.casework.facts import ActFact, CaseFacts, PartyFact
from mingzheng.casework.rules import (
    guard_reasons,
    levels_to_sign,
    may_perform,
    may_read,
    persons_of,
    separation_reasons,
    target_state,
    waiting_after,
)
from mingzheng.casework.tests.toy import TOY
from mingzheng.casework.tests.world import TODAY
from mingzheng.platform.access.public import SYSTEM, Actor, GrantView

FACTS = CaseFacts(
    case_id=7,
    procedure="toy",
    state="s",
    on=TODAY,
    opened_on=TODAY,
    origin_unit_id=1,
    handling_unit_id=2,
    handler_id=500,
    visibility=1,
    is_open=True,
    due_on=None,
    parties=(
        PartyFact(2, PartyRole.LEAD, viewed=False),
        PartyFact(3, PartyRole.LEAD, viewed=False),
        PartyFact(4, PartyRole.CO, viewed=True),
    ),
)
SOMEBODY = Actor(kind="person", name="某人", person_id=501)


def granted(*grants: GrantView) -> Actor:
    return replace(SOMEBODY, grants=grants)


def grant(unit: int | None, *, procedure: str | None = None, visibility: int = 1) -> GrantView:
    return GrantView("reader", None if unit is None else frozenset({unit}), procedure, visibility)


@pytest.mark.parametrize(
    ("actor", "readable"),
    [
        (SYSTEM, True),
        (SOMEBODY, False),
        (replace(SOMEBODY, person_id=500), True),
        (replace(SOMEBODY, acting_for=(500,)), True),
        (replace(SOMEBODY, person_id=None), False),
        (replace(SOMEBODY, own_case_ids=frozenset({7})), True),
        (replace(SOMEBODY, own_case_ids=frozenset({8})), False),
        (granted(grant(1)), True),
        (granted(grant(2)), True),
        (granted(grant(4)), True),
        (granted(grant(5)), False),
        (granted(grant(None)), True),
        (granted(grant(None, visibility=0)), False),
        (granted(grant(None, visibility=2)), True),
        (granted(grant(None, procedure="toy")), True),
        (granted(grant(None, procedure="other")), False),
        (granted(grant(5), grant(1, visibility=0), grant(4)), True),
    ],
)
def test_a_case_is_read_by_grant_handler_owner_and_system(actor: Actor, *, readable: bool) -> None:
    assert may_read(FACTS, actor) is readable


def test_a_watcher_reads_ordinary_cases_only() -> None:
    assert not may_read(FACTS, SOMEBODY, watching=True)
    assert may_read(replace(FACTS, visibility=0), SOMEBODY, watching=True)
    assert not may_read(replace(FACTS, visibility=0), SOMEBODY)


def test_a_case_without_handler_is_not_everybodys() -> None:
    assert not may_read(replace(FACTS, handler_id=None), replace(SOMEBODY, person_id=None))
    assert not may_read(replace(FACTS, case_id=None), replace(SOMEBODY, own_case_ids=frozenset({7})))


def test_one_of_several_units_with_the_role_is_enough() -> None:
    action = Action("act", "办理", by=(Who(roles=frozenset({"reader"}), of=PartyRole.LEAD),))
    assert may_perform(action, FACTS, granted(grant(3)))
    assert may_perform(action, FACTS, granted(grant(None)))
    assert not may_perform(action, FACTS, granted(grant(4)))
    assert not may_perform(action, FACTS, granted(grant(3, visibility=0)))


def test_somebody_stands_for_himself_and_for_whom_he_covers() -> None:
    assert persons_of(SOMEBODY) == {501}
    assert persons_of(replace(SOMEBODY, acting_for=(1, 2))) == {501, 1, 2}
    assert persons_of(Actor(kind="service", name="程序")) == frozenset()


@pytest.mark.parametrize(
    ("own", "levels"),
    [
        ((), ("section", "deputy", "head")),
        (("liaison",), ("section", "deputy", "head")),
        (("section",), ("deputy", "head")),
        (("liaison", "deputy"), ("head",)),
        (("head",), ()),
        (("unknown",), ("section", "deputy", "head")),
    ],
)
def test_nobody_signs_below_or_at_the_rung_of_who_asks(own: tuple[str, ...], levels: tuple[str, ...]) -> None:
    assert levels_to_sign(("section", "deputy", "head"), own) == levels


def test_a_rung_nobody_knows_is_the_lowest() -> None:
    for own in ((), ("unknown",), ("clerk",)):
        assert levels_to_sign(("unknown", "liaison", "head"), own) == ("liaison", "head")


def test_what_a_case_waits_for_is_added_settled_and_forgotten_when_it_closes() -> None:
    ask, settle = Action("ask", "", raises="extension"), Action("grant", "", settles="extension")
    plain = Action("urge", "")
    assert waiting_after("", ask, is_open=True) == "extension"
    assert waiting_after("extension", plain, is_open=True) == "extension"
    assert waiting_after("extension,paper", settle, is_open=True) == "paper"
    assert waiting_after("paper", ask, is_open=True) == "extension,paper"
    assert waiting_after("extension", plain, is_open=False) == ""


def performed(action: str, person: int, sequence: int, *, behalf: int | None = None) -> ActFact:
    return ActFact(action, person, behalf, None, TODAY, sequence, "s", "s")


@pytest.mark.parametrize(
    ("persons", "barred"), [({501}, True), ({502}, True), ({503}, False), ({503, 502}, True), (set(), False)]
)
def test_the_last_performer_and_whom_he_acted_for_are_barred(persons: set[int], *, barred: bool) -> None:
    action = Action("verify", "核验", not_same_as=("register", "dispatch"))
    facts = replace(FACTS, acts=(performed("register", 503, 1), performed("register", 501, 2, behalf=502)))
    reasons = separation_reasons(action, TOY, facts, persons)
    assert [reason.code for reason in reasons] == (["separation_of_duties"] if barred else [])
    if barred:
        assert "登记" in reasons[0].message


def test_every_guard_that_refuses_is_heard() -> None:
    no, other = Refusal("no", "不行"), Refusal("other", "也不行")
    guards = tuple(
        Guard(str(index), "", lambda facts, given, said=said: said) for index, said in enumerate((no, None, other))
    )
    assert guard_reasons(Action("a", "", guards=guards), FACTS, {}) == [no, other]
    assert guard_reasons(Action("a", ""), FACTS, {}) == []


def test_the_next_state_is_fixed_chosen_by_a_field_or_the_same() -> None:
    by_field = Action("a", "", to="ignored", to_by_field=("choice", (("yes", "done"), ("no", "back"))))
    assert target_state(Action("a", "", to="done"), FACTS, {}) == "done"
    assert target_state(Action("a", ""), FACTS, {}) == "s"
    assert target_state(by_field, FACTS, {"choice": "no"}) == "back"
    assert target_state(by_field, FACTS, {"choice": "maybe"}) == "s"
