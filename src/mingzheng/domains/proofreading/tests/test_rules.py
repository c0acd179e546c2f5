"""Who may read a check, decide, and set a grave finding aside: tables without a database."""

import pytest

from mingzheng.domains.proofreading.rules import (
    CheckFacts,
    is_final_reviewer,
    may_keep_lexicon,
    may_read,
    may_send,
    reviewed_unit_ids,
    why_not_dismiss,
)
from mingzheng.platform.access.public import NOBODY, SYSTEM, Actor, GrantView

FINAL = ("office_director", "unit_head")
UNIT = 7
FACTS = CheckFacts(frozenset({1, 2}), UNIT)


def actor(account, role="", unit=UNIT, **more):
    grants = (GrantView(role, frozenset({unit}) if unit else None, None),) if role else ()
    return Actor(kind="person", name="某人", account_id=account, grants=grants, **more)


@pytest.mark.parametrize(
    ("who", "reads"),
    [
        (actor(1, "unit_liaison"), True),
        (actor(2, "office_clerk"), True),
        (actor(3, "unit_section_head"), True),
        (actor(3, "unit_section_head", unit=8), False),
        (actor(3, "office_director", unit=None), True),
        (actor(3, "unit_liaison"), False),
        (actor(3, "reader"), False),
        (NOBODY, False),
    ],
)
def test_senders_and_reviewers_of_the_unit_read(who, reads):
    assert may_read(who, FACTS) is reads


@pytest.mark.parametrize(
    ("who", "level", "may"),
    [
        (actor(1, "unit_liaison"), 0, True),
        (actor(1, "unit_liaison"), 3, True),
        (actor(1, "unit_liaison"), 1, False),
        (actor(1, "office_director"), 1, False),  # the author, whatever his office
        (actor(2, "unit_head"), 1, False),  # who stored the file is an author too
        (actor(3, "unit_section_head"), 1, False),
        (actor(3, "unit_section_head"), 2, True),
        (actor(3, "unit_head"), 1, True),
        (actor(3, "office_director", unit=None), 1, True),
        (actor(3, "unit_head", unit=8), 1, False),
        (actor(3, "unit_liaison"), 0, False),
    ],
)
def test_a_grave_finding_is_set_aside_by_the_final_reviewer_only(who, level, may):
    assert (why_not_dismiss(who, FACTS, level, FINAL) == "") is may


def test_final_reviewers_are_configured():
    assert is_final_reviewer(actor(3, "office_section_head"), FACTS, ("office_section_head",))
    assert not is_final_reviewer(actor(3, "unit_head"), FACTS, ("office_section_head",))


def test_administrators_and_programs_send_nothing():
    assert may_send(actor(1, "unit_liaison"))
    assert not may_send(actor(1, "unit_liaison", admin_duty="system"))
    assert not may_send(SYSTEM)


def test_the_units_one_reviews_for_are_those_of_the_reviewing_roles():
    assert reviewed_unit_ids(actor(1, "unit_head")) == {UNIT}
    assert reviewed_unit_ids(actor(1, "office_director", unit=None)) is None
    assert reviewed_unit_ids(actor(1, "unit_liaison")) == frozenset()


def test_the_office_keeps_the_lexicon():
    assert may_keep_lexicon(actor(1, "office_clerk"))
    assert not may_keep_lexicon(actor(1, "unit_head"))
