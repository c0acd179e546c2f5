"""Put what happened to a record on record: its ledger entry and its key. Nothing here decides."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from mingzheng.casework.public import KeyReused
from mingzheng.platform.access.public import Actor
from mingzheng.platform.ledger.public import append
from mingzheng.registers.declaration import Openness, Register
from mingzheng.registers.models import Record, RecordKey

STREAM = "record"
LONGEST_KEY = 120


@dataclass(frozen=True, slots=True)
class Receipt:
    """The book's yes. `repeated` marks the answer to a call that was made before."""

    register: str
    record_id: int
    act: str
    version: int
    repeated: bool = False


def stream_id(book: Register, record_id: int) -> str:
    """Return under which name the ledger keeps a record."""
    return f"{book.code}:{record_id}"


def digest(*parts: Any) -> str:
    """Return the digest by which a repeated call is known to be the same call."""
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def find_replay(actor: Actor, key: str, wanted: str) -> Receipt | None:
    """Return the first result of a repeated call, or None. Raises KeyReused for the same key with other content."""
    if not key:
        return None
    kept = RecordKey.objects.filter(actor=actor.ref, key=key[:LONGEST_KEY]).first()
    if kept is None:
        return None
    if kept.request_digest != wanted:
        raise KeyReused("同一提交编号用于了不同内容", next_step="请刷新页面后重新填写")
    return Receipt(kept.register, kept.record_id, kept.act, kept.version, repeated=True)


def keep_key(actor: Actor, key: str, wanted: str, receipt: Receipt) -> None:
    """Remember the result of a call under its key."""
    if key:
        RecordKey.objects.create(
            actor=actor.ref,
            key=key[:LONGEST_KEY],
            request_digest=wanted,
            register=receipt.register,
            record_id=receipt.record_id,
            act=receipt.act,
            version=receipt.version,
        )


def split_private(book: Register, visibility: int, changes: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Part the values into those the ledger keeps openly and those it keeps encrypted: masked ones, and all of a closed one."""
    if visibility >= Openness.CLOSED or book.is_closed:
        return {}, dict(changes)
    masked = {item.code for item in book.fields if item.masked}
    return (
        {code: value for code, value in changes.items() if code not in masked},
        {code: value for code, value in changes.items() if code in masked},
    )


def payload_of(
    book: Register, record: Record, changes: Mapping[str, Any], *, reason: str = "", batch: int | None = None
) -> tuple[dict[str, Any], dict[str, Any] | None]:
    """Return what an entry says openly and what it keeps encrypted. A change is [before, after]."""
    shown, private = split_private(book, record.visibility, changes)
    payload: dict[str, Any] = {"version": record.version, "unit": record.unit_id, "state": record.state}
    if shown:
        payload["changes"] = shown
    if reason:
        payload["reason"] = reason
    if batch is not None:
        payload["batch"] = batch
    return payload, private or None


def write_entry(
    book: Register,
    record: Record,
    act: str,
    *,
    actor: Actor,
    changes: Mapping[str, Any],
    occurred_on: date,
    recorded_at: datetime,
    reason: str = "",
    batch: int | None = None,
) -> None:
    """Put one act on a record into the ledger, inside the caller's transaction."""
    payload, private = payload_of(book, record, changes, reason=reason, batch=batch)
    append(
        stream=STREAM,
        stream_id=stream_id(book, record.pk),
        kind=act,
        payload=payload,
        actor=actor.ref,
        occurred_on=occurred_on,
        recorded_at=recorded_at,
        private=private,
    )
