"""What happens at the door: judge name and password, then the code; count failures, lock, throttle, write the log.

Opening and ending browser sessions is `sessions`; the pages are `sign_in_views`.
"""

from dataclasses import dataclass

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction

from mingzheng.platform.accounts import rules, second_factor
from mingzheng.platform.accounts.models import Account, AccountKind, SignInEvent
from mingzheng.platform.accounts.policy import THROTTLE_WINDOW, Policy, current_policy
from mingzheng.platform.accounts.sign_in_log import Visitor, count_failures, write_event
from mingzheng.platform.ledger.public import append, now

What = SignInEvent.What


@dataclass(frozen=True, slots=True)
class Answer:
    """The door's answer: the account when the password was right; `throttled` when the address must wait."""

    account: Account | None = None
    throttled: bool = False

    @property
    def needs_code(self) -> bool:
        """Say whether the second factor is still to come."""
        return self.account is not None and self.account.totp_confirmed_at is not None


def check_name_and_password(*, username: str, password: str, visitor: Visitor) -> Answer:
    """Judge name and password. Unknown, wrong, locked and closed give the same answer and take the same time.

    Legal basis: GB/T 22239-2019 8.1.4.1 (登录失败处理)
    """
    policy = current_policy()
    if is_throttled(visitor, policy):
        write_event(What.THROTTLED, account=None, visitor=visitor)
        return Answer(throttled=True)
    name = rules.normalise_username(username)
    known = Account.objects.filter(username=name).exclude(kind=AccountKind.SERVICE).first()
    if known is None:
        make_password(password)  # costs what checking one costs, so that the time does not tell
        write_event(What.UNKNOWN_NAME, account=None, visitor=visitor)
        return Answer()
    is_right = check_password(password, known.password)
    with transaction.atomic():
        account = Account.objects.select_for_update().get(pk=known.pk)
        # A password changed between the two reads was judged against the old one: judge again.
        if account.password != known.password:
            is_right = check_password(password, account.password)
        return _judge(account, is_right=is_right, visitor=visitor, policy=policy)


def is_throttled(visitor: Visitor, policy: Policy) -> bool:
    """Say whether too many attempts failed from this address lately."""
    return count_failures(visitor.ip, since=now() - THROTTLE_WINDOW) >= policy.address_failures


def _judge(account: Account, *, is_right: bool, visitor: Visitor, policy: Policy) -> Answer:
    if not account.is_active:
        write_event(What.INACTIVE, account=account, visitor=visitor)
        return Answer()
    if rules.is_locked(account.locked_until, at=now()):
        write_event(What.STILL_LOCKED, account=account, visitor=visitor)
        return Answer()
    if not is_right:
        count_failure(account, What.WRONG_PASSWORD, visitor=visitor, policy=policy)
        return Answer()
    return Answer(account=account)


def count_failure(account: Account, what: str, *, visitor: Visitor, policy: Policy) -> None:
    """Count one more failure of a row-locked account; lock it when there were too many, and say so in both records."""
    # A lock that ran out starts a new count.
    failures = 1 if account.locked_until is not None else account.failed_attempts + 1
    account.failed_attempts = failures
    account.locked_until = rules.locked_until_after(failures, at=now(), policy=policy)
    account.save(update_fields=["failed_attempts", "locked_until"])
    write_event(what, account=account, visitor=visitor)
    if account.locked_until is not None:
        write_event(What.LOCKED, account=account, visitor=visitor)
        append(
            stream="account",
            stream_id=str(account.pk),
            kind="account_locked",
            payload={"failures": failures, "until": account.locked_until.isoformat()},
            actor="system",
            occurred_on=None,
            recorded_at=now(),
        )


def check_code(*, account_id: int, code: str, visitor: Visitor) -> Account | None:
    """Judge the second factor: a six-digit code, or a recovery code. Failures count towards the lock."""
    policy = current_policy()
    if is_throttled(visitor, policy):
        write_event(What.THROTTLED, account=None, visitor=visitor)
        return None
    with transaction.atomic():
        account = Account.objects.select_for_update().filter(pk=account_id, is_active=True).first()
        if account is None or rules.is_locked(account.locked_until, at=now()):
            write_event(What.STILL_LOCKED, account=account, visitor=visitor)
            return None
        if second_factor.use_code(account=account, code=code):
            return account
        if second_factor.use_recovery_code(account=account, code=code):
            write_event(What.RECOVERY_CODE, account=account, visitor=visitor)
            return account
        count_failure(account, What.WRONG_CODE, visitor=visitor, policy=policy)
    return None


@transaction.atomic
def admit(*, account: Account, visitor: Visitor) -> None:
    """Note that the account is in: failures are forgotten, the log says so."""
    Account.objects.filter(pk=account.pk).update(failed_attempts=0, locked_until=None, last_signed_in_at=now())
    write_event(What.SIGNED_IN, account=account, visitor=visitor)
