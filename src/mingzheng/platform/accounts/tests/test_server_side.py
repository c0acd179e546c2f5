"""What happens without a browser: the command for administrators, the sweep of sessions, the log that is only added to."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from mingzheng.platform.accounts.jobs import sweep_sessions
from mingzheng.platform.accounts.models import Account, AccountSession, SignInEvent
from mingzheng.platform.accounts.sign_in_log import Visitor, write_event
from mingzheng.platform.ledger.public import now

pytestmark = pytest.mark.django_db


def run(*args, capsys=None, **options) -> str:
    call_command("administrator", *args, **options)
    return capsys.readouterr().out


def test_the_server_opens_resets_and_closes_administrators(capsys, administrators):
    said = run("open", "newsec", duty="security", capsys=capsys)
    account = Account.objects.get(username="newsec")
    assert account.check_password(said.split("：")[-1].strip())
    old = administrators["security"]
    said = run("reset", old.username, capsys=capsys)
    old.refresh_from_db()
    assert old.totp_confirmed_at is None
    assert old.check_password(said.split("：")[-1].strip())
    run("close", old.username, capsys=capsys)
    old.refresh_from_db()
    assert not old.is_active


@pytest.mark.parametrize(
    ("args", "options", "says"),
    [
        (("open", "newone"), {}, "--duty"),
        (("open", "admin"), {"duty": "audit"}, "默认账户"),
        (("reset", "nobody"), {}, "没有登录名"),
        (("close", "gl-audit"), {}, "唯一"),
    ],
)
def test_the_server_is_told_why_not(administrators, args, options, says):
    with pytest.raises(CommandError, match=says):
        call_command("administrator", *args, **options)


def test_sessions_nobody_came_back_to_are_marked(staff):
    for key, age in (("a", 5), ("b", 32)):
        AccountSession.objects.create(
            account=staff,
            session_key=key,
            started_at=now() - timedelta(hours=1),
            last_seen_at=now() - timedelta(minutes=age),
        )
    sweep_sessions.func()
    assert list(AccountSession.objects.filter(ended_at=None).values_list("session_key", flat=True)) == ["a"]


def test_postgresql_refuses_to_change_the_sign_in_log():
    if connection.vendor != "postgresql":
        pytest.skip("the database refuses on PostgreSQL only")
    event = write_event("signed_in", account=None, visitor=Visitor())
    with pytest.raises(IntegrityError), transaction.atomic():
        SignInEvent.objects.filter(pk=event.pk).update(ip="1.1.1.1")
    with pytest.raises(IntegrityError), transaction.atomic():
        SignInEvent.objects.filter(pk=event.pk).delete()
