"""The separated duties and the grounds against a grant, as tables."""

from datetime import date

import pytest

from mingzheng.platform.access import rules
from mingzheng.platform.access.actor import NOBODY, SYSTEM, Actor, GrantView

AUDITOR = Actor(kind="person", name="审", account_id=4, grants=(GrantView("auditor", None, None),))
LOCAL_AUDITOR = Actor(kind="person", name="审", account_id=4, grants=(GrantView("auditor", frozenset({1}), None),))
ROOM_AUDITOR = Actor(kind="person", name="审", account_id=4, grants=(GrantView("auditor", None, "foi"),))
STAFF = Actor(kind="person", name="员", account_id=5, grants=(GrantView("office_director", None, None),))


def admin(duty: str) -> Actor:
    return Actor(kind="person", name=duty, account_id={"system": 1, "security": 2, "audit": 3}[duty], admin_duty=duty)


WHO = {
    "system": admin("system"),
    "security": admin("security"),
    "audit": admin("audit"),
    "machine": SYSTEM,
    "nobody": NOBODY,
    "staff": STAFF,
    "auditor": AUDITOR,
    "local_auditor": LOCAL_AUDITOR,
    "room_auditor": ROOM_AUDITOR,
}

MATRIX = {
    "may_grant": {"security", "machine"},
    "may_manage_accounts": {"system", "machine"},
    "may_secure_accounts": {"security", "machine"},
    "may_read_ledger": {"audit", "auditor"},
    "may_read_sign_in_log": {"audit"},
    "may_read_grants": {"security", "audit"},
    "may_read_organisation": {"system", "security", "audit"},
    "may_watch_jobs": {"system"},
    "may_see_case_contents": {"staff", "auditor", "local_auditor", "room_auditor", "machine"},
}


@pytest.mark.parametrize("rule", MATRIX)
@pytest.mark.parametrize("who", WHO)
def test_duties_are_separated(rule, who):
    assert getattr(rules, rule)(WHO[who]) is (who in MATRIX[rule])


@pytest.mark.parametrize(
    ("room", "who"),
    [
        ("accounts", {"security", "machine"}),
        ("access", {"security", "machine"}),
        ("ledger", {"security", "machine"}),
        ("files", {"security", "machine"}),
        ("casework", {"system", "machine"}),
        ("workplan", {"system", "machine"}),
    ],
)
def test_parameters_of_security_belong_to_security_and_the_rest_to_system(room, who):
    assert {name for name, actor in WHO.items() if rules.may_change_parameter(actor, room=room)} == who


DAY = date(2026, 3, 2)
GOOD = {"role": "unit_liaison", "valid_from": DAY, "valid_to": None, "reason": "三定方案", "roles_held": ()}


@pytest.mark.parametrize(
    ("grantee", "changes", "expected"),
    [
        (rules.Grantee(9, 90, "staff", True), {}, []),
        (rules.Grantee(9, None, "service", True), {}, []),
        (rules.Grantee(2, None, "staff", True), {}, ["to_oneself"]),
        (rules.Grantee(9, 20, "staff", True), {}, ["to_oneself"]),
        (rules.Grantee(9, 90, "administrator", True), {}, ["administrator"]),
        (rules.Grantee(9, 90, "staff", False), {}, ["inactive"]),
        (rules.Grantee(9, 90, "staff", True), {"role": "king"}, ["unknown_role"]),
        (rules.Grantee(9, 90, "staff", True), {"valid_to": DAY}, ["dates"]),
        (rules.Grantee(9, 90, "staff", True), {"valid_to": date(2026, 3, 3)}, []),
        (rules.Grantee(9, 90, "staff", True), {"reason": "  "}, ["reason_missing"]),
        (rules.Grantee(9, 90, "staff", True), {"roles_held": ("auditor",)}, ["auditor_works"]),
        (rules.Grantee(9, 90, "staff", True), {"role": "reader", "roles_held": ("auditor",)}, []),
        (rules.Grantee(9, 90, "staff", True), {"role": "auditor", "roles_held": ("reader",)}, []),
        (rules.Grantee(9, 90, "staff", True), {"role": "auditor", "roles_held": ("auditor",)}, []),
        (rules.Grantee(9, 90, "staff", True), {"role": "auditor", "roles_held": ("verifier",)}, ["auditor_works"]),
        (
            rules.Grantee(2, None, "administrator", False),
            {"role": "king", "valid_to": date(2026, 3, 1), "reason": ""},
            ["to_oneself", "administrator", "inactive", "unknown_role", "dates", "reason_missing"],
        ),
    ],
)
def test_a_grant_is_refused_with_all_its_reasons(grantee, changes, expected):
    granter = Actor(kind="person", name="安", account_id=2, person_id=20, admin_duty="security")
    assert [reason.code for reason in rules.check_grant(granter, grantee, **{**GOOD, **changes})] == expected


def test_two_accounts_without_a_person_are_not_one_person():
    granter = Actor(kind="person", name="安", account_id=2, person_id=None, admin_duty="security")
    assert rules.check_grant(granter, rules.Grantee(9, None, "service", True), **GOOD) == []


def test_who_works_learns_which_roles_stand_against_auditing():
    granter = Actor(kind="person", name="安", account_id=2, person_id=20, admin_duty="security")
    grantee = rules.Grantee(9, 90, "staff", True)
    (refusal,) = rules.check_grant(
        granter, grantee, **{**GOOD, "role": "auditor", "roles_held": ("verifier", "reader")}
    )
    assert f"（现有：{rules.ROLES['verifier'].title}）" in refusal.message
