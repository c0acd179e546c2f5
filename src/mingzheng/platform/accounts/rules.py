"""Judgements about names, passwords, attempts and sessions. Pure: the policy, the moment and the facts are arguments."""

import re
import string
from collections.abc import Collection
from datetime import datetime, timedelta

from mingzheng.platform.accounts.policy import Policy
from mingzheng.platform.org.public import Refusal

USERNAME_SHAPE = re.compile(r"[a-z][a-z0-9._-]{2,39}")
DEFAULT_NAMES = frozenset({"admin", "administrator", "root", "guest", "test", "user", "system", "demo", "super"})
_CLASSES = (string.ascii_lowercase, string.ascii_uppercase, string.digits)


def normalise_username(text: str) -> str:
    """Return a sign-in name as it is stored and compared."""
    return text.strip().lower()


def check_username(username: str, *, taken: bool) -> list[Refusal]:
    """Return what is wrong with a new sign-in name.

    Legal basis: GB/T 22239-2019 8.1.4.2 (重命名或删除默认账户)
    """
    if not USERNAME_SHAPE.fullmatch(username):
        return [Refusal("username", "登录名以字母开头，可用小写字母、数字、点、横线，3 至 40 位。", "username")]
    if username in DEFAULT_NAMES:
        return [Refusal("username_default", "不能使用 admin、root 等默认账户名。", "username")]
    return [Refusal("username_taken", "该登录名已被使用（含已停用账号）。", "username")] if taken else []


def count_classes(password: str) -> int:
    """Count which of lower case, upper case, digits and other signs occur."""
    present = [any(sign in letters for sign in password) for letters in _CLASSES]
    other = any(all(sign not in letters for letters in _CLASSES) for sign in password)
    return sum(present) + other


def assess_password(password: str, *, username: str, policy: Policy, common: Collection[str]) -> list[Refusal]:
    """Return every reason against a new password; reuse is checked against hashes, elsewhere.

    Legal basis: GB/T 22239-2019 8.1.4.1
    """
    reasons = []
    if len(password) < policy.min_length:
        reasons.append(Refusal("password_short", f"密码至少 {policy.min_length} 位。", "new_password"))
    if len(password) > 128:
        reasons.append(Refusal("password_long", "密码最多 128 位。", "new_password"))
    if count_classes(password) < 3:
        text = "密码须包含大写字母、小写字母、数字、符号中的三类以上。"
        reasons.append(Refusal("password_classes", text, "new_password"))
    if username and username.lower() in password.lower():
        reasons.append(Refusal("password_username", "密码不能包含登录名。", "new_password"))
    if password.lower() in common or _core(password) in common:
        reasons.append(Refusal("password_common", "这个密码过于常见，请换一个。", "new_password"))
    return reasons


def _core(password: str) -> str:
    """Return the password without the decoration people add to a common word: Password1! is password."""
    return password.lower().strip(string.digits + string.punctuation)


def is_password_old(changed_at: datetime | None, *, at: datetime, policy: Policy) -> bool:
    """Say whether the password must be renewed by its age."""
    return changed_at is None or at - changed_at >= policy.max_age


def is_locked(locked_until: datetime | None, *, at: datetime) -> bool:
    """Say whether a lock still holds."""
    return locked_until is not None and at < locked_until


def locked_until_after(failures: int, *, at: datetime, policy: Policy) -> datetime | None:
    """Return until when an account is locked after so many failures in a row; None: not yet."""
    return at + policy.lockout if failures >= policy.lockout_failures else None


def session_ended_how(
    *, started_at: datetime, seen_at: datetime, at: datetime, idle: timedelta, life: timedelta
) -> str:
    """Return why a session is over, empty when it is not."""
    if at - seen_at >= idle:
        return "idle"
    return "expired" if at - started_at >= life else ""


def is_second_factor_required(*, kind: str, policy: Policy) -> bool:
    """Say whether the account must use a second factor: administrators always, everybody where set so.

    Legal basis: GB/T 22239-2019 8.1.4.1 (两种或两种以上组合鉴别)
    """
    return kind == "administrator" or (kind == "staff" and policy.totp_for_everybody)
