"""The second factor: enrolling a TOTP generator, checking a code once, recovery codes. Screens are in `account_views`."""

import hashlib
import secrets
from collections.abc import Sequence

import pyotp
from django.db import transaction

from mingzheng.kit.lazy import lazy_module
from mingzheng.platform.accounts.models import Account, RecoveryCode
from mingzheng.platform.accounts.sealing import seal, unseal
from mingzheng.platform.ledger.public import append, now
from mingzheng.platform.org.public import Refusal, Refused

segno = lazy_module("segno")

STEP_SECONDS = 30
RECOVERY_CODES = 10
ISSUER = "明政"


def new_secret() -> str:
    """Return a fresh TOTP key; it is stored only when a first code proves that the generator has it."""
    return pyotp.random_base32()


def enrolment_uri(account: Account, secret: str) -> str:
    """Return the address that a generator app reads from the QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=account.username, issuer_name=ISSUER)


def enrolment_qr(account: Account, secret: str) -> str:
    """Return the QR code as a data address for an image."""
    code = segno.make(enrolment_uri(account, secret), error="m")
    uri: str = code.svg_data_uri(scale=5, border=2, dark="#000", light="#fff")
    return uri


def matching_step(secret: str, code: str, *, after_step: int) -> int | None:
    """Return the time step a code belongs to: now or one step beside it, later than `after_step`; None when none."""
    digits = code.replace(" ", "")
    if not (digits.isascii() and digits.isdecimal() and len(digits) == 6):
        return None
    current = int(now().timestamp()) // STEP_SECONDS
    generator = pyotp.TOTP(secret)
    for step in (current, current - 1, current + 1):
        expected = generator.at(step * STEP_SECONDS)
        if step > after_step and secrets.compare_digest(expected, digits):
            return step
    return None


def _record(account: Account, kind: str, actor: str) -> None:
    append(
        stream="account",
        stream_id=str(account.pk),
        kind=kind,
        payload={},
        actor=actor,
        occurred_on=None,
        recorded_at=now(),
    )


@transaction.atomic
def confirm_enrolment(*, account: Account, secret: str, code: str) -> tuple[str, ...]:
    """Store the key once a code proves it, and return fresh recovery codes, shown this once. Raises Refused."""
    account = Account.objects.select_for_update().get(pk=account.pk)
    step = matching_step(secret, code, after_step=0)
    if step is None:
        text = "动态口令不正确，请核对手机时间后，输入当前显示的 6 位数字。"
        raise Refused([Refusal("wrong_code", text, "code")])
    account.totp_secret = seal(secret, owner=account.pk)
    account.totp_confirmed_at = now()
    account.totp_last_step = step
    account.save(update_fields=["totp_secret", "totp_confirmed_at", "totp_last_step"])
    codes = _renew_recovery_codes(account)
    _record(account, "second_factor_enrolled", f"account:{account.pk}")
    return codes


@transaction.atomic
def use_code(*, account: Account, code: str) -> bool:
    """Say whether a code is right; a right one works only once, even for two at the same time."""
    account = Account.objects.select_for_update().get(pk=account.pk)
    if not account.totp_secret:
        return False
    step = matching_step(unseal(account.totp_secret, owner=account.pk), code, after_step=account.totp_last_step)
    if step is None:
        return False
    account.totp_last_step = step
    account.save(update_fields=["totp_last_step"])
    return True


@transaction.atomic
def use_recovery_code(*, account: Account, code: str) -> bool:
    """Say whether a recovery code is right and unused, and use it up."""
    digest = _digest(account, code)
    used = RecoveryCode.objects.filter(account=account, digest=digest, used_at__isnull=True).update(used_at=now())
    if used:
        _record(account, "recovery_code_used", f"account:{account.pk}")
    return bool(used)


@transaction.atomic
def remove_second_factor(*, account: Account, actor: str) -> None:
    """Forget key and recovery codes, so that the owner enrols anew; the caller has judged who may."""
    account = Account.objects.select_for_update().get(pk=account.pk)
    account.totp_secret, account.totp_confirmed_at, account.totp_last_step = "", None, 0
    account.save(update_fields=["totp_secret", "totp_confirmed_at", "totp_last_step"])
    account.recovery_codes.all().delete()
    _record(account, "second_factor_removed", actor)


def _renew_recovery_codes(account: Account) -> tuple[str, ...]:
    account.recovery_codes.all().delete()
    codes = tuple(f"{secrets.token_hex(3)}-{secrets.token_hex(3)}" for _ in range(RECOVERY_CODES))
    RecoveryCode.objects.bulk_create(_rows(account, codes))
    return codes


def _rows(account: Account, codes: Sequence[str]) -> list[RecoveryCode]:
    return [RecoveryCode(account=account, digest=_digest(account, code)) for code in codes]


def _digest(account: Account, code: str) -> str:
    clean = code.strip().lower().replace(" ", "").replace("-", "")
    return hashlib.sha256(f"{account.pk}:{clean}".encode()).hexdigest()
