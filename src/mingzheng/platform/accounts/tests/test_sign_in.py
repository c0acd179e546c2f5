"""At the door: one answer for every failure, locks, throttle, time-outs, forced steps, safe redirects."""

from datetime import timedelta

import pyotp
import pytest
import time_machine
from django.contrib.sessions.models import Session

from mingzheng.platform.accounts import signing_in
from mingzheng.platform.accounts.models import Account, AccountSession, SignInEvent
from mingzheng.platform.accounts.tests.builders import PASSWORD, SECRET, enrol, make_staff
from mingzheng.platform.ledger.public import list_entries, now
from mingzheng.platform.parameters.public import set_value

pytestmark = pytest.mark.django_db
What = SignInEvent.What


def attempt(client, username="zhangsan", password="wrong", **more):
    return client.post("/desk/sign-in", {"username": username, "password": password, **more})


def log() -> list[str]:
    return list(SignInEvent.objects.order_by("id").values_list("what", flat=True))


def refusal(answer) -> list[str]:
    return [str(error) for error in answer.context["form"].non_field_errors()]


def test_a_right_password_signs_in_and_is_logged(client, staff):
    answer = attempt(client, password=PASSWORD, next="/desk/account/")
    assert answer["Location"] == "/desk/account/"
    assert client.get("/desk/account/").status_code == 200
    assert log() == [What.SIGNED_IN]
    assert AccountSession.objects.get().account == staff
    staff.refresh_from_db()
    assert staff.last_signed_in_at is not None


def test_the_sign_in_name_is_taken_whatever_its_case_and_spaces(client, staff):
    assert attempt(client, username=" ZhangSan ", password=PASSWORD).status_code == 302


def test_unknown_wrong_closed_locked_and_service_say_the_same(client, staff):
    make_staff("lisi", "李四")
    Account.objects.filter(username="lisi").update(is_active=False)
    locked = make_staff("wangwu", "王五")
    Account.objects.filter(pk=locked.pk).update(locked_until=now() + timedelta(minutes=5))
    answers = [
        attempt(client, "nobody", PASSWORD),
        attempt(client, "zhangsan", "wrong"),
        attempt(client, "lisi", PASSWORD),
        attempt(client, "wangwu", PASSWORD),
    ]
    assert len({tuple(refusal(answer)) for answer in answers}) == 1
    assert {answer.status_code for answer in answers} == {200}
    assert log() == [What.UNKNOWN_NAME, What.WRONG_PASSWORD, What.INACTIVE, What.STILL_LOCKED]


def test_an_unknown_name_is_not_kept(client):
    attempt(client, username="MySecretPassword1")
    (event,) = SignInEvent.objects.all()
    assert event.account is None
    assert "MySecret" not in str(event.__dict__)


def test_the_fifth_failure_locks_for_half_an_hour(client, staff):
    with time_machine.travel("2026-03-02T09:00:00+08:00", tick=False) as clock:
        for _ in range(4):
            attempt(client)
        staff.refresh_from_db()
        assert staff.locked_until is None
        attempt(client)
        assert log()[-1] == What.LOCKED
        assert attempt(client, password=PASSWORD).status_code == 200
        clock.shift(timedelta(minutes=29, seconds=59))
        assert attempt(client, password=PASSWORD).status_code == 200
        clock.shift(timedelta(seconds=1))
        assert attempt(client, password=PASSWORD).status_code == 302
    staff.refresh_from_db()
    assert (staff.failed_attempts, staff.locked_until) == (0, None)
    assert "account_locked" in [entry.kind for entry in list_entries("account", str(staff.pk))]


def test_after_a_lock_ran_out_counting_starts_anew(client, staff):
    with time_machine.travel("2026-03-02T09:00:00+08:00", tick=False) as clock:
        for _ in range(5):
            attempt(client)
        clock.shift(timedelta(minutes=31))
        attempt(client)
        staff.refresh_from_db()
        assert (staff.failed_attempts, staff.locked_until) == (1, None)


def test_success_forgets_earlier_failures(client, staff):
    for _ in range(4):
        attempt(client)
    attempt(client, password=PASSWORD)
    client.post("/desk/sign-out")
    attempt(client)
    staff.refresh_from_db()
    assert staff.failed_attempts == 1


def test_the_number_of_failures_is_set_by_the_administrator(client, staff):
    set_value("accounts.lockout_failures", 3, actor="account:1", reason="测试")
    for _ in range(3):
        attempt(client)
    staff.refresh_from_db()
    assert staff.locked_until is not None


def test_one_address_is_throttled_and_another_is_not(client, staff):
    set_value("accounts.address_failures", 5, actor="account:1", reason="测试")
    for n in range(5):
        attempt(client, username=f"nobody{n}")
    answer = attempt(client, password=PASSWORD)
    assert answer.status_code == 429
    assert "10 分钟后" in refusal(answer)[0]
    elsewhere = client.post("/desk/sign-in", {"username": "zhangsan", "password": PASSWORD}, REMOTE_ADDR="10.0.0.9")
    assert elsewhere.status_code == 302


def test_a_forwarded_address_counts_only_behind_a_proxy(client, settings):
    client.post("/desk/sign-in", {"username": "x", "password": "y"}, HTTP_X_FORWARDED_FOR="9.9.9.9")
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    client.post("/desk/sign-in", {"username": "x", "password": "y"}, HTTP_X_FORWARDED_FOR="8.8.8.8, 9.9.9.9")
    assert list(SignInEvent.objects.order_by("id").values_list("ip", flat=True)) == ["127.0.0.1", "9.9.9.9"]


@pytest.mark.parametrize(
    ("wanted", "target"),
    [
        ("/desk/cases?x=1", "/desk/cases?x=1"),
        ("https://evil.example/", "/desk/"),
        ("//evil.example/", "/desk/"),
        ("/\\evil.example", "/desk/"),
        ("javascript:alert(1)", "/desk/"),
        ("desk", "/desk/"),
        ("", "/desk/"),
    ],
)
def test_one_is_sent_on_only_inside_this_site(client, staff, wanted, target):
    assert attempt(client, password=PASSWORD, next=wanted)["Location"] == target


def test_a_second_sending_of_the_form_goes_on_without_harm(signed_in):
    assert attempt(signed_in, password=PASSWORD, next="/desk/account/")["Location"] == "/desk/account/"
    assert AccountSession.objects.count() == 1


def test_strangers_are_asked_to_sign_in_and_come_back(client, db):
    answer = client.get("/desk/account/?tab=1")
    assert answer["Location"] == "/desk/sign-in?next=%2Fdesk%2Faccount%2F%3Ftab%3D1"
    fragment = client.get("/desk/account/", HTTP_HX_REQUEST="true")
    assert fragment.status_code == 204
    assert fragment["HX-Redirect"] == "/desk/sign-in?next=%2Fdesk%2F"
    assert client.post("/desk/account/password")["Location"].startswith("/desk/sign-in")


def test_signing_out_ends_the_session(signed_in):
    assert signed_in.get("/desk/sign-out").status_code == 405
    signed_in.post("/desk/sign-out")
    assert signed_in.get("/desk/account/").status_code == 302
    assert AccountSession.objects.get().ended_how == "signed_out"
    assert log()[-1] == What.SIGNED_OUT


def test_half_an_hour_without_a_touch_signs_out(client, staff):
    with time_machine.travel("2026-03-02T09:00:00+08:00", tick=False) as clock:
        attempt(client, password=PASSWORD)
        clock.shift(timedelta(minutes=20))
        assert client.get("/desk/account/").status_code == 200
        clock.shift(timedelta(minutes=20))
        assert client.get("/desk/account/").status_code == 200
        clock.shift(timedelta(minutes=15))
        assert client.get("/desk/account/", HTTP_X_BACKGROUND="1").status_code == 200
        clock.shift(timedelta(minutes=15))
        answer = client.get("/desk/account/", follow=True)
        assert "长时间未操作" in answer.content.decode()
        assert client.get("/desk/account/").status_code == 302
    assert AccountSession.objects.get().ended_how == "idle"
    assert log()[-1] == What.TIMED_OUT


def test_a_session_has_an_end_however_busy(client, staff):
    with time_machine.travel("2026-03-02T09:00:00+08:00", tick=False) as clock:
        attempt(client, password=PASSWORD)
        for _ in range(35):
            clock.shift(timedelta(minutes=20))
            assert client.get("/desk/account/").status_code == 200
        clock.shift(timedelta(minutes=20))
        assert client.get("/desk/account/").status_code == 302
    assert AccountSession.objects.get().ended_how == "expired"


def test_a_generated_password_must_be_changed_before_anything_else(client, staff):
    Account.objects.filter(pk=staff.pk).update(must_change_password=True)
    attempt(client, password=PASSWORD)
    assert client.get("/desk/account/")["Location"] == "/desk/account/password"
    assert client.get("/desk/account/password").status_code == 200
    new = {"current_password": PASSWORD, "new_password": "Xin-Mima-2026!", "repeated": "Xin-Mima-2026!"}
    assert client.post("/desk/account/password", new)["Location"] == "/desk/"
    assert client.get("/desk/account/").status_code == 200


def test_an_old_password_must_be_renewed(client, staff):
    Account.objects.filter(pk=staff.pk).update(password_changed_at=now() - timedelta(days=91))
    attempt(client, password=PASSWORD)
    assert client.get("/desk/account/")["Location"] == "/desk/account/password"


def test_an_administrator_must_enrol_before_anything_else(client, administrators):
    account = administrators["system"]
    Account.objects.filter(pk=account.pk).update(totp_confirmed_at=None, totp_secret="")
    attempt(client, account.username, PASSWORD)
    assert client.get("/desk/account/")["Location"] == "/desk/account/second-factor"
    page = client.get("/desk/account/second-factor")
    secret = page.context["secret"]
    assert client.get("/desk/account/second-factor").context["secret"] == secret
    wrong = client.post("/desk/account/second-factor", {"code": "000000"})
    assert "核对手机时间" in wrong.content.decode()
    done = client.post("/desk/account/second-factor", {"code": pyotp.TOTP(secret).at(now())})
    assert len(done.context["codes"]) == 10
    assert client.get("/desk/account/").status_code == 200
    account.refresh_from_db()
    assert secret not in account.totp_secret


def test_the_code_is_asked_after_the_password_and_works_once(client, staff):
    with time_machine.travel("2026-03-02T09:00:05+08:00", tick=False) as clock:
        enrol(staff, pyotp.TOTP(SECRET).at(now()))
        clock.shift(timedelta(seconds=60))
        answer = attempt(client, password=PASSWORD, next="/desk/account/")
        assert answer["Location"].startswith("/desk/sign-in/code?next=")
        assert client.get("/desk/account/").status_code == 302
        code = pyotp.TOTP(SECRET).at(now())
        answer = client.post("/desk/sign-in/code", {"code": code, "next": "/desk/account/"})
        assert answer["Location"] == "/desk/account/"
        client.post("/desk/sign-out")
        attempt(client, password=PASSWORD)
        again = client.post("/desk/sign-in/code", {"code": code})
        assert again.status_code == 200
        assert "已用过" in again.content.decode()
    assert What.WRONG_CODE in log()


def test_wrong_codes_count_towards_the_lock(client, staff):
    with time_machine.travel("2026-03-02T09:00:05+08:00", tick=False) as clock:
        enrol(staff, pyotp.TOTP(SECRET).at(now()))
        clock.shift(timedelta(seconds=60))
        attempt(client, password=PASSWORD)
        for _ in range(5):
            client.post("/desk/sign-in/code", {"code": "123"})
        answer = client.post("/desk/sign-in/code", {"code": pyotp.TOTP(SECRET).at(now())})
        assert answer.status_code == 200
    staff.refresh_from_db()
    assert staff.locked_until is not None


def test_a_recovery_code_works_once(client, staff):
    codes = enrol(staff, pyotp.TOTP(SECRET).at(now()))
    attempt(client, password=PASSWORD)
    assert client.post("/desk/sign-in/code", {"code": codes[0].upper()}).status_code == 302
    client.post("/desk/sign-out")
    attempt(client, password=PASSWORD)
    assert client.post("/desk/sign-in/code", {"code": codes[0]}).status_code == 200


def test_the_code_page_waits_five_minutes_and_needs_a_password_first(client, staff):
    assert client.get("/desk/sign-in/code")["Location"].startswith("/desk/sign-in?")
    with time_machine.travel("2026-03-02T09:00:05+08:00", tick=False) as clock:
        enrol(staff, pyotp.TOTP(SECRET).at(now()))
        attempt(client, password=PASSWORD)
        assert client.get("/desk/sign-in/code").status_code == 200
        clock.shift(timedelta(minutes=5, seconds=1))
        assert client.get("/desk/sign-in/code").status_code == 302


def test_a_new_session_key_is_given_at_sign_in(client, staff):
    client.get("/desk/sign-in")
    session = client.session
    session["x"] = 1
    session.save()
    before = session.session_key
    attempt(client, password=PASSWORD)
    assert client.session.session_key != before
    assert not Session.objects.filter(session_key=before).exists()


def test_every_page_says_what_the_system_is_not_for(client, staff):
    assert "严禁处理、存储、传输国家秘密" in client.get("/desk/sign-in").content.decode()


def test_an_unknown_account_costs_a_hash_too(client, monkeypatch):
    hashed = []
    monkeypatch.setattr(signing_in, "make_password", hashed.append)
    attempt(client, username="nobody", password="abc")
    assert hashed == ["abc"]
