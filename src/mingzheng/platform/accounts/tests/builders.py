"""Accounts for tests, with a known password that needs no change; used by other rooms' tests as well."""

from datetime import date

from mingzheng.platform.access.public import SYSTEM
from mingzheng.platform.accounts.models import Account
from mingzheng.platform.accounts.second_factor import confirm_enrolment
from mingzheng.platform.accounts.services import open_account
from mingzheng.platform.ledger.public import now
from mingzheng.platform.org.public import add_person, appoint

PASSWORD = "Yunshan-2026-Gongzuo"
SINCE = date(2020, 1, 1)
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def settle(account: Account, password: str = PASSWORD) -> Account:
    """Give an account a known password as if its owner had chosen it."""
    account.set_password(password)
    account.must_change_password = False
    account.password_changed_at = now()
    account.save()
    return account


def make_staff(username: str, name: str, *, unit=None, level: str = "clerk") -> Account:
    """Open an account for a new person, with a post when a unit is given."""
    person = add_person(name=name, employee_no=username, editor=SYSTEM, on=SINCE)
    if unit is not None:
        appoint(person=person, unit=unit, level=level, on=SINCE, editor=SYSTEM)
    return settle(open_account(username=username, person=person, actor=SYSTEM).account)


def make_administrator(duty: str, *, enrolled: bool = True) -> Account:
    """Open one of the three administrators' accounts, its second factor enrolled."""
    opened = open_account(username=f"gl-{duty}", kind="administrator", admin_duty=duty, label=duty, actor=SYSTEM)
    account = settle(opened.account)
    if enrolled:
        Account.objects.filter(pk=account.pk).update(totp_confirmed_at=now(), totp_secret="-")
        account.refresh_from_db()
    return account


def enrol(account: Account, code: str) -> tuple[str, ...]:
    """Enrol the test's generator with a code of it."""
    return confirm_enrolment(account=account, secret=SECRET, code=code)
