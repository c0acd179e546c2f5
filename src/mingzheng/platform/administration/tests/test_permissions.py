"""Who may open which screen: strangers, staff, and each of the three duties, for every address of the room."""

import pytest
from django.urls import reverse

from mingzheng.platform.access.public import SYSTEM, grant_role
from mingzheng.platform.accounts.models import Account, AccountSession, ApiToken
from mingzheng.platform.accounts.tests.builders import make_staff
from mingzheng.platform.administration.urls import urlpatterns
from mingzheng.platform.jobs.models import DeadLetter, OutboxMessage
from mingzheng.platform.ledger.public import Entry, now, today
from mingzheng.platform.org.public import ask_alias, posts_of, record_absence
from mingzheng.platform.org.tests.builders import SINCE

pytestmark = pytest.mark.django_db
ALL = {"system", "security", "audit"}
MATRIX = {
    "home": ALL,
    "units": ALL,
    "new_unit": {"system"},
    "unit": ALL,
    "change_unit": {"system"},
    "rename_unit": {"system"},
    "move_unit": {"system"},
    "close_unit": {"system"},
    "aliases": ALL,
    "decide_alias": {"system"},
    "import": {"system"},
    "import_template": {"system"},
    "import_preview": set(),
    "people": ALL,
    "new_person": {"system"},
    "person": ALL,
    "change_person": {"system"},
    "appoint": {"system"},
    "see_off": {"system"},
    "reinstate": {"system"},
    "end_post": {"system"},
    "arrange_absence": {"system"},
    "end_absence": {"system"},
    "accounts": ALL,
    "new_account": {"system"},
    "account": ALL,
    "close_account": {"system"},
    "reset_password": {"system"},
    "new_token": {"system"},
    "revoke_token": {"system"},
    "unlock_account": {"security"},
    "reset_second_factor": {"security"},
    "grants": {"security", "audit"},
    "new_grant": {"security"},
    "revoke_grant": {"security"},
    "parameters": ALL,
    "parameter": ALL,
    "holidays": {"system"},
    "sessions": {"security"},
    "end_session": {"security"},
    "ledger": {"audit"},
    "verify": {"audit"},
    "entry": {"audit"},
    "sign_in_log": {"audit"},
    "jobs": {"system"},
    "requeue_letter": {"system"},
    "discard_letter": {"system"},
    "resend_message": {"system"},
    "settle_message": {"system"},
    "drop_message": {"system"},
}


@pytest.fixture
def addresses(accounts, district):
    staff = accounts["staff"]
    grant = grant_role(account=staff, role="reader", unit=None, valid_from=SINCE, reason="x", actor=SYSTEM)
    session = AccountSession.objects.create(account=staff, session_key="k" * 32, started_at=now(), last_seen_at=now())
    letter = DeadLetter.objects.create(
        job_id="00000000-0000-0000-0000-000000000001",
        task_path="x",
        attempts=5,
        enqueued_at=now(),
        failed_at=now(),
        error_class="ValueError",
    )
    message = OutboxMessage.objects.create(channel="webhook", kind="case.urge", state="failed", created_at=now())
    service = Account.objects.create(
        username="link", kind="service", label="对接", created_at=now(), password_changed_at=now()
    )
    token = ApiToken.objects.create(
        account=service, title="x", prefix="mz_", digest="x", scopes=["read"], created_at=now(), expires_at=now()
    )
    absence = record_absence(
        person=staff.person,
        deputy=make_staff("lisi", "李四", unit=district.office).person,
        starts_on=today(),
        ends_on=today(),
        editor=SYSTEM,
    )
    pks = {
        "absence": absence.pk,
        "service": service.pk,
        "unit": district.office.pk,
        "alias": ask_alias(unit=district.office, alias="区政府办", by="account:1", by_name="甲").pk,
        "person": staff.person_id,
        "account": staff.pk,
        "grant": grant.pk,
        "session": session.pk,
        "letter": letter.pk,
        "message": message.pk,
        "entry": Entry.objects.first().pk,
        "post": posts_of(staff.person_id, now().date())[0].pk,
    }
    nouns = {
        "decide_alias": "alias",
        "change_unit": "unit",
        "rename_unit": "unit",
        "move_unit": "unit",
        "close_unit": "unit",
        "change_person": "person",
        "appoint": "person",
        "see_off": "person",
        "reinstate": "person",
        "end_post": "post",
        "arrange_absence": "person",
        "end_absence": "absence",
        "close_account": "account",
        "reset_password": "account",
        "new_token": "service",
        "unlock_account": "account",
        "reset_second_factor": "account",
        "revoke_grant": "grant",
        "end_session": "session",
        "requeue_letter": "letter",
        "discard_letter": "letter",
        "resend_message": "message",
        "settle_message": "message",
        "drop_message": "message",
    }

    def address(name: str) -> str:
        if name == "parameter":
            return reverse("administration:parameter", args=["accounts.idle_minutes"])
        if name == "import_preview":
            return reverse("administration:import_preview", args=[1])
        if name == "revoke_token":
            return reverse("administration:revoke_token", args=[service.pk, token.pk])
        noun = nouns.get(name, name)
        return reverse(f"administration:{name}", args=[pks[noun]] if noun in pks else [])

    return address


def test_every_address_is_in_the_matrix():
    assert {pattern.name for pattern in urlpatterns} == set(MATRIX)


@pytest.mark.parametrize("who", [None, "staff", "system", "security", "audit"])
def test_each_screen_opens_to_its_duty_and_to_nobody_else(browser, addresses, who):
    client = browser(who)
    for name, allowed in MATRIX.items():
        for method in (client.get, client.post):
            answer = method(addresses(name))
            if who is None:
                assert answer.status_code == 302, name
                assert answer["Location"].startswith("/desk/sign-in"), name
            elif who not in allowed:
                expected = {403} if name != "import_preview" or who != "system" else {404, 302}
                assert answer.status_code in expected, (name, method)
            else:
                assert answer.status_code in {200, 302, 405, 409, 422, 404}, (name, answer.status_code)
                if method == client.get:
                    assert answer.status_code == 200, name


def test_an_auditor_over_everything_reads_the_ledger_and_a_local_one_does_not(browser, accounts, district, addresses):
    staff = accounts["staff"]
    grant_role(account=staff, role="auditor", unit=district.office, valid_from=SINCE, reason="x", actor=SYSTEM)
    assert browser("staff").get(addresses("ledger")).status_code == 403
    grant_role(account=staff, role="auditor", unit=None, valid_from=SINCE, reason="x", actor=SYSTEM)
    assert browser("staff").get(addresses("ledger")).status_code == 200
    assert browser("staff").get(addresses("sign_in_log")).status_code == 403


def test_every_screen_says_what_the_system_is_not_for(browser, addresses):
    for name in ("home", "units", "grants", "parameters"):
        page = browser("security").get(addresses(name)).content.decode()
        assert "严禁处理、存储、传输国家秘密" in page


def test_a_message_that_did_not_arrive_is_sent_again_by_hand_once(browser, addresses):
    system = browser("system")
    assert addresses("resend_message") in system.get(addresses("jobs")).content.decode()
    given = {"reason": "对方系统已恢复", "idempotency_key": "k1"}
    assert system.post(addresses("resend_message"), given).status_code == 302
    message = OutboxMessage.objects.get(kind="case.urge")
    assert (message.state, message.reason, message.attempts) == ("queued", "对方系统已恢复", 0)
    assert system.post(addresses("drop_message"), given | {"idempotency_key": "k2"}).status_code == 404
