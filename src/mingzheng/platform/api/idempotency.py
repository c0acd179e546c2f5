"""The Idempotency-Key: required on every write, and the first answer kept where no door keeps it.

The door of cases keeps keys itself, in the transaction of the act; its endpoints use the key and nothing here.
"""

import base64
import datetime as dt
import functools
import hashlib
import os
import re
from collections.abc import Callable
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse

from mingzheng.platform.api.callers import caller
from mingzheng.platform.api.models import KeptAnswer
from mingzheng.platform.api.problems import Problem, ProblemError
from mingzheng.platform.ledger.public import now

HEADER = "Idempotency-Key"
KEY = re.compile(r"[!-~]{1,80}")
Run = Callable[..., HttpResponse]
KEPT_FOR = dt.timedelta(days=7)


def require_key(request: HttpRequest) -> str:
    """Return the key of a write. Raises ProblemError 400 when it is missing or not 1 to 80 printable characters."""
    given = request.headers.get(HEADER, "")
    if not given:
        raise ProblemError(
            Problem(
                400, "idempotency_key_missing", f"写入须带 {HEADER}。", "每一次新的操作用一个新的值，重试时用原值。"
            )
        )
    if not KEY.fullmatch(given):
        raise ProblemError(Problem(400, "idempotency_key_malformed", f"{HEADER} 应为 1 至 80 个可见 ASCII 字符。"))
    return given


def begin(request: HttpRequest) -> None:
    """Claim the key inside the open transaction of a write. Raises Replayed with the first answer when it was claimed.

    Raises ProblemError 409 when the key was used for another request.
    """
    who = caller(request)
    mark = _fingerprint(request)
    try:
        with transaction.atomic():
            row = KeptAnswer.objects.create(account_id=who.account.pk, key=who.key, fingerprint=mark, kept_at=now())
    except IntegrityError:
        held = KeptAnswer.objects.filter(account_id=who.account.pk, key=who.key).first()
        if held is None:
            raise
        raise Replayed(_repeat(held, mark)) from None
    request.kept_answer_id = row.pk  # type: ignore[attr-defined]


def keep_answers(run: Run) -> Run:
    """Wrap an operation's whole run in the transaction that keeps its answer; a refusal rolls everything back."""

    @functools.wraps(run)
    def wrapped(request: HttpRequest, **values: Any) -> HttpResponse:
        try:
            with transaction.atomic():
                response = run(request, **values)
                if response.status_code >= 400:
                    raise _NotKept(response)
                _keep(request, response)
                return response
        except _NotKept as refusal:
            return refusal.response

    return wrapped


def _keep(request: HttpRequest, response: HttpResponse) -> None:
    row_id = getattr(request, "kept_answer_id", None)
    if row_id is not None:
        KeptAnswer.objects.filter(pk=row_id).update(status=response.status_code, body=_seal(response.content, row_id))


def _box() -> AESGCM:
    master = bytes.fromhex(settings.FIELD_ENCRYPTION_KEY)
    return AESGCM(HKDF(SHA256(), 32, salt=None, info=b"api.kept-answer").derive(master))


def _seal(content: bytes, row_id: int) -> str:
    """Return an answer encrypted for its row: it may hold a key that is shown once, or personal values."""
    nonce = os.urandom(12)
    return base64.b64encode(nonce + _box().encrypt(nonce, content, str(row_id).encode())).decode()


def _unseal(sealed: str, row_id: int) -> bytes:
    raw = base64.b64decode(sealed)
    return _box().decrypt(raw[:12], raw[12:], str(row_id).encode())


def prune(*, at: dt.datetime) -> int:
    """Remove answers older than a week; return how many."""
    removed, _ = KeptAnswer.objects.filter(kept_at__lt=at - KEPT_FOR).delete()
    return removed


class Replayed(Exception):
    """The write was made before; carries the first answer."""

    def __init__(self, response: HttpResponse) -> None:
        super().__init__()
        self.response = response


class _NotKept(Exception):
    def __init__(self, response: HttpResponse) -> None:
        super().__init__()
        self.response = response


def _repeat(held: KeptAnswer, mark: str) -> HttpResponse:
    if held.fingerprint != mark:
        raise ProblemError(Problem(409, "key_reused", f"该 {HEADER} 已用于另一请求。", "新的操作请换一个新的值。"))
    return HttpResponse(
        _unseal(held.body, held.pk),
        status=held.status,
        content_type="application/json; charset=utf-8",
        headers={"Idempotent-Replayed": "true"},
    )


def _fingerprint(request: HttpRequest) -> str:
    parts: tuple[Any, ...] = (request.method, request.get_full_path(), request.body)
    return hashlib.sha256(repr(parts).encode()).hexdigest()
