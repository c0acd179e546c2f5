"""The frozen actor: what a grant reaches. No database."""

import pytest
from django.db.models import Q

from mingzheng.platform.access.actor import NOBODY, SYSTEM, Actor, GrantView, PostView
from mingzheng.platform.access.predicate import EVERYTHING, NOTHING, readable_condition, scopes

ONE_TWO = frozenset({1, 2})


def actor(*grants, **more) -> Actor:
    return Actor(kind="person", name="甲", account_id=7, grants=grants, **more)


@pytest.mark.parametrize(
    ("units", "procedure", "asked_unit", "asked_procedure", "reached"),
    [
        (ONE_TWO, None, 1, None, True),
        (ONE_TWO, None, 3, None, False),
        (ONE_TWO, None, None, None, True),
        (ONE_TWO, "foi", 1, "foi", True),
        (ONE_TWO, "foi", 1, "plan", False),
        (ONE_TWO, "foi", 3, "foi", False),
        (ONE_TWO, "foi", 1, None, True),
        (ONE_TWO, None, 2, "plan", True),
        (None, None, 99, "plan", True),
        (None, "foi", 99, "plan", False),
        (frozenset(), None, 1, None, False),
        (frozenset(), None, None, None, True),
    ],
)
def test_a_role_is_held_where_the_grant_reaches(units, procedure, asked_unit, asked_procedure, reached):
    who = actor(GrantView("verifier", units, procedure))
    assert who.has_role("verifier", asked_unit, asked_procedure) is reached
    assert who.has_any_role(("reader", "verifier"), asked_unit, asked_procedure) is reached
    assert not who.has_role("reader", asked_unit, asked_procedure)


def test_unit_and_procedure_must_meet_in_one_grant():
    who = actor(GrantView("verifier", frozenset({1}), "foi"), GrantView("verifier", frozenset({2}), "plan"))
    assert who.has_role("verifier", 1, "foi")
    assert not who.has_role("verifier", 1, "plan")


@pytest.mark.parametrize(
    ("grants", "procedure", "visibility", "readable"),
    [
        ((), None, 0, frozenset()),
        ((GrantView("reader", ONE_TWO, None),), None, 0, ONE_TWO),
        ((GrantView("reader", ONE_TWO, None),), "plan", 0, ONE_TWO),
        ((GrantView("reader", ONE_TWO, "foi"),), "plan", 0, frozenset()),
        ((GrantView("reader", ONE_TWO, "foi"),), "foi", 0, ONE_TWO),
        ((GrantView("reader", ONE_TWO, None, 0),), None, 1, frozenset()),
        ((GrantView("reader", ONE_TWO, None, 1),), None, 1, ONE_TWO),
        ((GrantView("reader", ONE_TWO, None, 2),), None, 1, ONE_TWO),
        ((GrantView("reader", None, None, 1),), None, 1, None),
        ((GrantView("reader", None, None, 0),), None, 1, frozenset()),
        ((GrantView("reader", ONE_TWO, None), GrantView("verifier", frozenset({3}), None)), None, 0, {1, 2, 3}),
        ((GrantView("reader", ONE_TWO, None), GrantView("verifier", None, None)), None, 0, None),
    ],
)
def test_readable_units_are_those_of_all_grants_that_reach(grants, procedure, visibility, readable):
    assert actor(*grants).readable_unit_ids(procedure, visibility) == readable


def test_the_system_reads_all_and_nobody_nothing():
    assert SYSTEM.readable_unit_ids("foi", 2) is None
    assert NOBODY.readable_unit_ids() == frozenset()
    assert SYSTEM.is_system
    assert not NOBODY.is_system
    assert (SYSTEM.ref, actor().ref) == ("system", "account:7")


def test_a_role_used_for_somebody_absent_says_for_whom():
    covered = GrantView("unit_head", ONE_TWO, None, on_behalf_of=5)
    own = GrantView("unit_head", frozenset({2}), None)
    assert actor(covered).has_role("unit_head", 1)
    assert actor(covered).role_on_behalf_of("unit_head", 1) == 5
    assert actor(covered, own).role_on_behalf_of("unit_head", 2) is None
    assert actor(covered, own).role_on_behalf_of("unit_head", 1) == 5
    assert actor(own).role_on_behalf_of("unit_head", 1) is None


def test_a_level_is_held_in_the_unit_itself():
    who = actor(posts=(PostView(1, "head", "局长"), PostView(2, "deputy", "副主任")))
    assert who.has_level("head", 1)
    assert not who.has_level("head", 2)
    assert not who.has_level("deputy", 1)


def test_scopes_keep_levels_apart_and_all_units_win():
    grants = (
        GrantView("reader", frozenset({1}), None, 0),
        GrantView("verifier", frozenset({2}), None, 1),
        GrantView("unit_head", None, None, 1),
        GrantView("unit_deputy", frozenset({3}), None, 1),
        GrantView("reader", frozenset({9}), "foi", 0),
    )
    assert scopes(actor(*grants), procedure="plan") == {0: frozenset({1}), 1: None}


def test_administrators_read_no_rows_even_with_a_stray_grant():
    who = actor(GrantView("reader", None, None, 2), admin_duty="system")
    assert readable_condition(who, procedure=None, unit_field="unit") == NOTHING
    assert readable_condition(SYSTEM, procedure=None, unit_field="unit") == EVERYTHING
    assert readable_condition(NOBODY, procedure=None, unit_field="unit") == NOTHING


def test_the_condition_names_units_level_by_level_and_no_level_above_the_grant():
    who = actor(
        GrantView("reader", frozenset({2, 1}), None, 0), GrantView("verifier", frozenset({3}), None, 2), home_unit_id=9
    )
    of_both = Q(unit__in=[1, 2]) & Q(level__lte=0) | Q(unit__in=[3])
    assert readable_condition(who, procedure=None, unit_field="unit", visibility_field="level") == of_both
    assert readable_condition(who, procedure=None, unit_field="unit") == Q(unit__in=[1, 2]) | Q(unit__in=[3])
    some = actor(GrantView("auditor", None, None, 1))
    assert readable_condition(some, procedure=None, unit_field="unit", visibility_field="level") == Q(level__lte=1)
    assert readable_condition(some, procedure=None, unit_field="unit") == EVERYTHING
