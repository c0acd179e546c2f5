"""Opening and closing accounts, one's own pages, tokens, first run: who may, what is refused, what is on record."""

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client

from mingzheng.platform.access.public import SYSTEM, Actor, Grant, actor_for, grant_role
from mingzheng.platform.accounts import first_run, services, sessions, tokens
from mingzheng.platform.accounts.models import Account, AccountSession, SignInEvent
from mingzheng.platform.accounts.sealing import seal, unseal
from mingzheng.platform.accounts.sign_in_log import Visitor, list_events_for
from mingzheng.platform.accounts.tests.builders import PASSWORD, SINCE, make_staff
from mingzheng.platform.ledger.public import list_entries, now, today
from mingzheng.platform.org.public import NotPermitted, Refused, add_person, add_unit, appoint

pytestmark = pytest.mark.django_db


def actor_of(account) -> Actor:
    return actor_for(account, on=today())


def codes(caught) -> list[str]:
    return [reason.code for reason in caught.value.reasons]


def kinds(account) -> list[str]:
    return [entry.kind for entry in list_entries("account", str(account.pk))]


def test_the_system_administrator_opens_accounts_with_passwords_to_change(administrators):
    person = add_person(name="李四", editor=SYSTEM, on=SINCE)
    made = services.open_account(username="LiSi", person=person, actor=actor_of(administrators["system"]))
    assert made.account.username == "lisi"
    assert made.account.must_change_password
    assert made.account.check_password(made.password)
    assert made.password not in "".join(e.payload_text for e in list_entries("account", str(made.account.pk)))
    with pytest.raises(Refused) as caught:
        services.open_account(username="lisi", person=person, actor=SYSTEM)
    assert codes(caught) == ["username_taken", "person_has_account"]


@pytest.mark.parametrize("duty", ["security", "audit", ""])
def test_nobody_else_opens_closes_or_resets_accounts(administrators, staff, duty):
    actor = actor_of(administrators[duty]) if duty else actor_of(make_staff("lisi", "李四"))
    for act in (
        lambda: services.open_account(username="newone", person=staff.person, actor=actor),
        lambda: services.close_account(account=staff, reason="x", actor=actor),
        lambda: services.reset_password(account=staff, reason="x", actor=actor),
    ):
        with pytest.raises(NotPermitted):
            act()


def test_no_administrator_makes_or_touches_administrators(administrators):
    system, security = actor_of(administrators["system"]), actor_of(administrators["security"])
    target = administrators["audit"]
    for act in (
        lambda: services.open_account(username="second", kind="administrator", admin_duty="security", actor=system),
        lambda: services.close_account(account=target, reason="x", actor=system),
        lambda: services.reset_password(account=administrators["security"], reason="x", actor=system),
        lambda: services.reset_second_factor(account=target, reason="x", actor=security),
    ):
        with pytest.raises(NotPermitted):
            act()
    services.reset_second_factor(account=target, reason="手机遗失", actor=SYSTEM)
    target.refresh_from_db()
    assert target.totp_confirmed_at is None


def test_a_closed_account_loses_sessions_tokens_and_grants(signed_in, staff, administrators):
    grant_role(account=staff, role="reader", unit=None, valid_from=SINCE, reason="x", actor=SYSTEM)
    _, raw = tokens.issue_token(account=staff, title="对账", scopes=frozenset({"read"}), days=10, actor=actor_of(staff))
    services.close_account(account=staff, reason="调离", actor=actor_of(administrators["system"]))
    assert signed_in.get("/desk/account/").status_code == 302
    assert tokens.find_token(raw) is None
    assert not Grant.objects.filter(revoked_at=None).exists()
    assert kinds(staff)[-2:] == ["token_revoked", "account_closed"]
    with pytest.raises(Refused) as caught:
        services.close_account(account=staff, reason="", actor=SYSTEM)
    assert codes(caught) == ["already_closed", "reason_missing"]


def test_only_security_unlocks_and_resets_a_second_factor(administrators, staff):
    Account.objects.filter(pk=staff.pk).update(locked_until=now().replace(year=2999), failed_attempts=5)
    for duty in ("system", "audit"):
        with pytest.raises(NotPermitted):
            services.unlock_account(account=staff, reason="x", actor=actor_of(administrators[duty]))
        with pytest.raises(NotPermitted):
            services.reset_second_factor(account=staff, reason="x", actor=actor_of(administrators[duty]))
    security = actor_of(administrators["security"])
    services.unlock_account(account=staff, reason="本人核实", actor=security)
    staff.refresh_from_db()
    assert (staff.failed_attempts, staff.locked_until) == (0, None)
    with pytest.raises(Refused) as caught:
        services.unlock_account(account=staff, reason=" ", actor=security)
    assert codes(caught) == ["not_locked", "reason_missing"]


def test_a_new_password_ends_other_sessions_and_is_not_an_old_one(signed_in, staff):
    other = Client()
    other.post("/desk/sign-in", {"username": "zhangsan", "password": PASSWORD})
    assert AccountSession.objects.filter(ended_at=None).count() == 2

    def change(current, new):
        data = {"current_password": current, "new_password": new, "repeated": new}
        return signed_in.post("/desk/account/password", data)

    assert "现用密码不正确" in change("wrong", "Xin-Mima-2026!").content.decode()
    assert "最近 5 次" in change(PASSWORD, PASSWORD).content.decode()
    assert change(PASSWORD, "Xin-Mima-2026!").status_code == 302
    assert "最近 5 次" in change("Xin-Mima-2026!", PASSWORD).content.decode()
    assert signed_in.get("/desk/account/").status_code == 200
    assert other.get("/desk/account/").status_code == 302
    assert AccountSession.objects.filter(ended_at=None).count() == 1
    assert SignInEvent.objects.filter(what="password_changed").count() == 1


def test_repeated_passwords_must_agree(signed_in):
    data = {"current_password": PASSWORD, "new_password": "Xin-Mima-2026!", "repeated": "Xin-Mima-2027!"}
    assert "不一致" in signed_in.post("/desk/account/password", data).content.decode()


def test_one_ends_ones_own_sessions_and_security_anybodys(signed_in, staff, administrators):
    other = Client()
    other.post("/desk/sign-in", {"username": "zhangsan", "password": PASSWORD})
    own = signed_in.session.session_key
    elsewhere = AccountSession.objects.exclude(session_key=own).get()
    signed_in.post(f"/desk/account/sessions/{elsewhere.pk}/end")
    assert other.get("/desk/account/").status_code == 302
    mine = AccountSession.objects.get(session_key=own)
    stranger = actor_of(make_staff("lisi", "李四"))
    for actor in (stranger, actor_of(administrators["system"]), actor_of(administrators["audit"])):
        with pytest.raises(NotPermitted):
            sessions.end_session(session=mine, actor=actor, visitor=Visitor())
    assert sessions.list_open_sessions_for(stranger).count() == 0
    sessions.end_session(session=mine, actor=actor_of(administrators["security"]), visitor=Visitor())
    assert signed_in.get("/desk/account/").status_code == 302


def test_somebody_elses_session_or_token_is_not_found(signed_in, client):
    lisi = make_staff("lisi", "李四")
    other = Client()
    other.post("/desk/sign-in", {"username": "lisi", "password": PASSWORD})
    session = AccountSession.objects.get(account=lisi)
    assert signed_in.post(f"/desk/account/sessions/{session.pk}/end").status_code == 404
    token, _ = tokens.issue_token(account=lisi, title="t", scopes=frozenset({"read"}), days=1, actor=actor_of(lisi))
    assert signed_in.post(f"/desk/account/tokens/{token.pk}/revoke").status_code == 404


def test_the_sign_in_log_is_read_by_audit_and_by_its_owner(signed_in, staff, administrators):
    assert list_events_for(actor_of(administrators["audit"])).count() == 1
    assert list_events_for(actor_of(staff)).count() == 1
    for duty in ("system", "security"):
        assert list_events_for(actor_of(administrators[duty])).count() == 0


def test_a_token_is_shown_once_and_recognised_until_it_ends(signed_in, staff):
    page = signed_in.post("/desk/account/tokens/new", {"title": "对账", "scopes": ["read"], "days": "2"})
    raw = page.context["raw"]
    assert raw in page.content.decode()
    assert raw not in signed_in.get("/desk/account/").content.decode()
    found = tokens.find_token(raw)
    assert (found.account, found.scopes) == (staff, {"read"})
    with time_machine.travel(now().replace(year=now().year + 1), tick=False):
        assert tokens.find_token(raw) is None
    token = staff.api_tokens.get()
    assert token.last_used_on is not None
    signed_in.post(f"/desk/account/tokens/{token.pk}/revoke")
    assert tokens.find_token(raw) is None
    assert tokens.find_token("mz_unknown") is None


def test_a_token_is_refused_with_all_reasons_and_to_others(staff, administrators):
    with pytest.raises(Refused) as caught:
        tokens.issue_token(account=staff, title=" ", scopes=frozenset({"root"}), days=999, actor=actor_of(staff))
    assert codes(caught) == ["token_title", "token_scopes", "token_days"]
    for actor in (actor_of(administrators["system"]), actor_of(make_staff("lisi", "李四"))):
        with pytest.raises(NotPermitted):
            tokens.issue_token(account=staff, title="t", scopes=frozenset({"read"}), days=1, actor=actor)


def test_a_service_account_has_tokens_and_no_password(client, administrators):
    system = actor_of(administrators["system"])
    made = services.open_account(username="oa-link", kind="service", label="市办公系统", actor=system)
    assert made.password == ""
    assert not made.account.has_usable_password()
    _, raw = tokens.issue_token(account=made.account, title="对接", scopes=frozenset({"write"}), days=30, actor=system)
    found = tokens.find_token(raw)
    assert actor_of(found.account).kind == "service"
    client.post("/desk/sign-in", {"username": "oa-link", "password": ""})
    assert client.get("/desk/account/").status_code == 302
    with pytest.raises(Refused):
        services.reset_password(account=made.account, reason="x", actor=system)


def test_cover_is_arranged_and_ended_on_ones_own_page(client, db):
    office = add_unit(code="DZB", name="党政办", kind="organ", valid_from=SINCE, editor=SYSTEM)
    section = add_unit(code="DZB-1", name="秘书科", kind="section", valid_from=SINCE, editor=SYSTEM, parent=office)
    zhang = make_staff("zhangsan", "张三", unit=office)
    li = make_staff("lisi", "李四", unit=section)
    outsider = add_person(name="王五", editor=SYSTEM, on=SINCE)
    appoint(
        person=outsider,
        unit=add_unit(code="JYJ", name="教育局", kind="organ", valid_from=SINCE, editor=SYSTEM),
        level="head",
        on=SINCE,
        editor=SYSTEM,
    )
    client.post("/desk/sign-in", {"username": "zhangsan", "password": PASSWORD})
    page = client.get("/desk/account/absences/new")
    assert "李四" in page.content.decode()
    assert "王五" not in page.content.decode()
    day = today().isoformat()
    wrong = client.post("/desk/account/absences/new", {"deputy": outsider.pk, "starts_on": day, "ends_on": day})
    assert wrong.status_code == 200
    client.post("/desk/account/absences/new", {"deputy": li.person_id, "starts_on": day, "ends_on": day})
    assert actor_of(li).acting_for == (zhang.person_id,)
    pk = zhang.person.absences.get().pk
    client.post(f"/desk/account/absences/{pk}/end")
    assert actor_of(li).acting_for == ()


def test_the_first_run_creates_three_administrators_once(client, settings, tmp_path, db):
    settings.VAR_DIR = tmp_path
    assert client.get("/desk/sign-in")["Location"] == "/first-run"
    page = client.get("/first-run")
    assert "var/first-run-token" in page.content.decode()
    token = (tmp_path / "first-run-token").read_text().strip()
    assert (tmp_path / "first-run-token").stat().st_mode & 0o777 == 0o600
    assert token not in page.content.decode()
    names = {"system": "xitong", "security": "anquan", "audit": "shenji"}
    assert "不正确" in client.post("/first-run", {"token": "guess", **names}).content.decode()
    assert Account.objects.count() == 0
    same = client.post("/first-run", {"token": token, **names, "audit": "xitong"})
    assert "不能相同" in same.content.decode()
    bad = client.post("/first-run", {"token": token, **names, "audit": "admin"})
    assert "默认账户" in bad.content.decode()
    done = client.post("/first-run", {"token": token, **names})
    assert [c.account.admin_duty for c in done.context["credentials"]] == ["system", "security", "audit"]
    assert not (tmp_path / "first-run-token").exists()
    assert client.get("/first-run").status_code == 404
    assert client.post("/first-run", {"token": token, **names}).status_code == 404
    assert first_run.ensure_first_run_token() is None
    with pytest.raises(Refused):
        services.create_first_administrators(usernames={**names, "system": "other"})
    assert Account.objects.count() == 3
    (credential, *_) = done.context["credentials"]
    client.post("/desk/sign-in", {"username": "xitong", "password": credential.password})
    assert client.get("/desk/account/")["Location"] == "/desk/account/password"


def test_the_database_itself_refuses_nonsense(staff):
    for change in ({"kind": "administrator"}, {"admin_duty": "system"}, {"person": None}, {"kind": "king"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Account.objects.filter(pk=staff.pk).update(**change)


def test_there_is_no_superuser():
    assert not hasattr(Account, "is_superuser")
    assert not hasattr(Account, "is_staff")


def test_a_sealed_secret_opens_only_for_its_owner():
    sealed = seal("JBSWY3DP", owner=1)
    assert unseal(sealed, owner=1) == "JBSWY3DP"
    assert seal("JBSWY3DP", owner=1) != sealed
    with pytest.raises(ValueError, match="cannot be opened"):
        unseal(sealed, owner=2)
