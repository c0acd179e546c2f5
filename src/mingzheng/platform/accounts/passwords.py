"""Making, checking and replacing passwords of an account. What a good password is, `rules` says."""

import secrets
import string
from functools import cache

from django.contrib.auth.hashers import check_password
from django.contrib.auth.password_validation import CommonPasswordValidator

from mingzheng.platform.accounts import rules
from mingzheng.platform.accounts.models import Account, PasswordHistory
from mingzheng.platform.accounts.policy import Policy
from mingzheng.platform.ledger.public import now
from mingzheng.platform.org.public import Refusal

# Without look-alikes (0 O, 1 l I), because people copy these from a slip.
_ALPHABETS = ("abcdefghjkmnpqrstuvwxyz", "ABCDEFGHJKMNPQRSTUVWXYZ", "23456789", "-+=@#")


@cache
def common_passwords() -> frozenset[str]:
    """Return the list of common passwords that Django carries."""
    return frozenset(CommonPasswordValidator().passwords)


def generate_password(length: int = 16) -> str:
    """Return a random password of all four classes."""
    signs = [secrets.choice(alphabet) for alphabet in _ALPHABETS]
    everything = "".join(_ALPHABETS[:3])
    signs += [secrets.choice(everything) for _ in range(length - len(signs))]
    secrets.SystemRandom().shuffle(signs)
    # A sign at the edge is lost when somebody double-clicks to copy.
    if signs[0] in string.punctuation or signs[-1] in string.punctuation:
        return generate_password(length)
    return "".join(signs)


def check_new_password(account: Account, password: str, *, policy: Policy) -> list[Refusal]:
    """Return every reason against this password for this account, reuse included."""
    reasons = rules.assess_password(password, username=account.username, policy=policy, common=common_passwords())
    if not reasons and _is_reused(account, password, policy):
        text = f"不能使用最近 {policy.history} 次用过的密码。" if policy.history else "新密码不能与现用密码相同。"
        reasons.append(Refusal("password_reused", text, "new_password"))
    return reasons


def _is_reused(account: Account, password: str, policy: Policy) -> bool:
    earlier = account.earlier_passwords.all()[: policy.history].values_list("password", flat=True)
    return any(check_password(password, known) for known in (account.password, *earlier) if known)


def replace_password(account: Account, password: str, *, policy: Policy, must_change: bool) -> None:
    """Store a new password and remember the old one; the caller has checked it and owns the transaction."""
    if account.has_usable_password():
        PasswordHistory.objects.create(account=account, password=account.password, replaced_at=now())
    account.set_password(password)
    account.password_changed_at = now()
    account.must_change_password = must_change
    account.save(update_fields=["password", "password_changed_at", "must_change_password"])
    kept = account.earlier_passwords.all()[: max(policy.history, 1)].values_list("pk", flat=True)
    account.earlier_passwords.exclude(pk__in=list(kept)).delete()
