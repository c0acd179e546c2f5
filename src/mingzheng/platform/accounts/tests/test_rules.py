"""Names, passwords, locks and sessions as tables."""

from datetime import UTC, datetime, timedelta

import pytest

from mingzheng.platform.accounts import rules
from mingzheng.platform.accounts.browser_names import name_browser
from mingzheng.platform.accounts.passwords import common_passwords, generate_password
from mingzheng.platform.accounts.policy import Policy

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
POLICY = Policy()


@pytest.mark.parametrize(
    ("username", "taken", "expected"),
    [
        ("zhangsan", False, []),
        ("z.s-1_2", False, []),
        ("zs", False, ["username"]),
        ("1zhang", False, ["username"]),
        ("张三", False, ["username"]),
        ("zhang san", False, ["username"]),
        ("z" * 40, False, []),
        ("z" * 41, False, ["username"]),
        ("admin", False, ["username_default"]),
        ("root", True, ["username_default"]),
        ("zhangsan", True, ["username_taken"]),
    ],
)
def test_a_sign_in_name_has_a_shape_and_is_no_default(username, taken, expected):
    assert [r.code for r in rules.check_username(username, taken=taken)] == expected


@pytest.mark.parametrize(
    ("password", "classes"),
    [
        ("", 0),
        ("abc", 1),
        ("aB", 2),
        ("aB1", 3),
        ("aB1-", 4),
        ("密码", 1),
        ("密a1", 3),
        (" ", 1),
        ("ABC", 1),
        ("123", 1),
    ],
)
def test_classes_of_signs_are_counted(password, classes):
    assert rules.count_classes(password) == classes


@pytest.mark.parametrize(
    ("password", "expected"),
    [
        ("Kx7-mrtq", []),
        ("Kx7mrtqw", []),
        ("Kx7-mrt", ["password_short"]),
        ("kxymrtqw", ["password_classes"]),
        ("kxy7mrtq", ["password_classes"]),
        ("Kx7zhangsanQ", ["password_username"]),
        ("Kx7ZhangSanQ", ["password_username"]),
        ("Password1!", ["password_common"]),
        ("Aa1" + "x" * 125, []),
        ("Aa1" + "x" * 126, ["password_long"]),
        ("abc", ["password_short", "password_classes"]),
    ],
)
def test_a_password_is_refused_with_all_reasons(password, expected):
    found = rules.assess_password(password, username="zhangsan", policy=POLICY, common={"password"})
    assert [r.code for r in found] == expected


def test_the_common_list_is_there_and_generated_passwords_pass():
    assert "password" in common_passwords()
    for _ in range(200):
        password = generate_password()
        assert len(password) == 16
        assert rules.assess_password(password, username="", policy=POLICY, common=common_passwords()) == []
        assert rules.count_classes(password) == 4
        assert not set(password) & set("0O1lI")


@pytest.mark.parametrize(
    ("age", "old"),
    [(timedelta(days=89, hours=23), False), (timedelta(days=90), True), (timedelta(days=91), True), (None, True)],
)
def test_a_password_is_old_on_its_ninetieth_day(age, old):
    changed = None if age is None else AT - age
    assert rules.is_password_old(changed, at=AT, policy=POLICY) is old


@pytest.mark.parametrize(
    ("until", "locked"), [(None, False), (AT, False), (AT + timedelta(seconds=1), True), (AT - timedelta(1), False)]
)
def test_a_lock_holds_until_its_moment(until, locked):
    assert rules.is_locked(until, at=AT) is locked


@pytest.mark.parametrize(("failures", "locks"), [(1, False), (4, False), (5, True), (6, True)])
def test_five_failures_lock_for_half_an_hour(failures, locks):
    expected = AT + timedelta(minutes=30) if locks else None
    assert rules.locked_until_after(failures, at=AT, policy=POLICY) == expected


@pytest.mark.parametrize(
    ("started", "seen", "expected"),
    [
        (timedelta(hours=1), timedelta(minutes=29, seconds=59), ""),
        (timedelta(hours=1), timedelta(minutes=30), "idle"),
        (timedelta(hours=12), timedelta(minutes=1), "expired"),
        (timedelta(hours=11, minutes=59), timedelta(0), ""),
        (timedelta(hours=13), timedelta(minutes=31), "idle"),
    ],
)
def test_a_session_ends_by_idleness_or_age(started, seen, expected):
    how = rules.session_ended_how(
        started_at=AT - started, seen_at=AT - seen, at=AT, idle=POLICY.idle, life=POLICY.session_life
    )
    assert how == expected


@pytest.mark.parametrize(
    ("kind", "everybody", "required"),
    [
        ("administrator", False, True),
        ("administrator", True, True),
        ("staff", False, False),
        ("staff", True, True),
        ("service", True, False),
    ],
)
def test_the_second_factor_is_always_required_of_administrators(kind, everybody, required):
    assert rules.is_second_factor_required(kind=kind, policy=Policy(totp_for_everybody=everybody)) is required


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/120.0.0.0 Safari/537.36",
            "Chrome 120，Windows",
        ),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/120.0.0.0 Safari/537.36 Edg/121.0.0.0", "Edge 121，Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox 128，Linux"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Mobile/15E148 Safari/604.1",
            "Safari 17，iOS",
        ),
        ("Mozilla/5.0 (Linux; Android 13) Chrome/116.0 MicroMessenger/8.0.47 Mobile Safari/537.36", "微信 8，安卓"),
        ("curl/8.5", "curl/8.5"),
        ("", ""),
    ],
)
def test_a_browser_is_named_in_words(agent, words):
    assert name_browser(agent) == words
