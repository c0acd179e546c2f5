"""The sign-in policy in force, read from the parameters into one frozen value. Judging by it is `rules`."""

from dataclasses import dataclass
from datetime import timedelta

from mingzheng.platform.parameters.public import get_value, snapshot

THROTTLE_WINDOW = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Policy:
    """What this installation demands of passwords, attempts and sessions."""

    min_length: int = 8
    max_age: timedelta = timedelta(days=90)
    history: int = 5
    lockout_failures: int = 5
    lockout: timedelta = timedelta(minutes=30)
    address_failures: int = 30
    idle: timedelta = timedelta(minutes=30)
    session_life: timedelta = timedelta(hours=12)
    token_days: int = 180
    totp_for_everybody: bool = False


def current_policy() -> Policy:
    """Return the policy in force; at most one query."""
    with snapshot():
        return Policy(
            min_length=get_value("accounts.password_min_length"),
            max_age=timedelta(days=get_value("accounts.password_max_age_days")),
            history=get_value("accounts.password_history"),
            lockout_failures=get_value("accounts.lockout_failures"),
            lockout=timedelta(minutes=get_value("accounts.lockout_minutes")),
            address_failures=get_value("accounts.address_failures"),
            idle=timedelta(minutes=get_value("accounts.idle_minutes")),
            session_life=timedelta(hours=get_value("accounts.session_hours")),
            token_days=get_value("accounts.token_days"),
            totp_for_everybody=get_value("accounts.totp_required") == "everybody",
        )
