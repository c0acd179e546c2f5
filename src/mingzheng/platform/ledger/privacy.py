"""Private values of an entry: a key per subject, encryption, reading back, erasure by destroying the key.

What may be called private is decided by the room that appends; here it is only kept unreadable without its key.
"""

import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import transaction

from mingzheng.platform.database.public import Parameter, PreparedQuery
from mingzheng.platform.ledger.chain import Suite, canonical
from mingzheng.platform.ledger.keys import current_suite, vault_key
from mingzheng.platform.ledger.models import Entry, SubjectKey

_NONCE = 12
_TAG = 16


class PrivateValuesUnreadableError(ValueError):
    """The box does not open with the key at hand: the key or the box is not the one it was."""

    code = "private_values_unreadable"


@dataclass(frozen=True, slots=True)
class OpenKey:
    """A subject's key, unwrapped."""

    generation: int
    suite: int
    secret: bytes


def _encrypt(secret: bytes, clear: bytes, bound_to: bytes, *, suite: int) -> bytes:
    nonce = secrets.token_bytes(_NONCE)
    if suite == Suite.INTERNATIONAL:
        return nonce + AESGCM(secret).encrypt(nonce, clear, bound_to)
    worker = Cipher(algorithms.SM4(secret[:16]), modes.GCM(nonce)).encryptor()
    worker.authenticate_additional_data(bound_to)
    return nonce + worker.update(clear) + worker.finalize() + worker.tag


def _decrypt(secret: bytes, box: bytes, bound_to: bytes, *, suite: int) -> bytes:
    nonce = box[:_NONCE]
    try:
        if suite == Suite.INTERNATIONAL:
            return AESGCM(secret).decrypt(nonce, box[_NONCE:], bound_to)
        worker = Cipher(algorithms.SM4(secret[:16]), modes.GCM(nonce, box[-_TAG:])).decryptor()
        worker.authenticate_additional_data(bound_to)
        return worker.update(box[_NONCE:-_TAG]) + worker.finalize()
    except InvalidTag as error:
        raise PrivateValuesUnreadableError("the key does not fit the private values") from error


def _place(stream: str, stream_id: str, number: int) -> bytes:
    return canonical([stream, stream_id, number]).encode()


def _unwrap(key: SubjectKey) -> OpenKey:
    place = _place(key.stream, key.stream_id, key.generation)
    secret = _decrypt(vault_key(), bytes(key.wrapped), place, suite=Suite.INTERNATIONAL)
    return OpenKey(generation=key.generation, suite=key.suite, secret=secret)


def opens(key: SubjectKey) -> bool:
    """Say whether a subject's key is the one that was made for it."""
    try:
        _unwrap(key)
    except ValueError:  # also what is no longer long enough to be a key
        return False
    return True


_LATEST = PreparedQuery(
    lambda: SubjectKey.objects.filter(stream=Parameter("stream"), stream_id=Parameter("stream_id")).order_by(
        "-generation"
    )[:1]
)


def key_for(stream: str, stream_id: str) -> OpenKey:
    """Return the subject's key, making one if there is none. Call under the lock of the stream's head."""
    latest = _LATEST.first(stream=stream, stream_id=stream_id)
    if latest is not None and latest.erased_at is None:
        return _unwrap(latest)
    row, key = _make_key(stream, stream_id, latest.generation + 1 if latest else 1)
    row.save(force_insert=True)
    return key


def new_keys(stream: str, stream_ids: Iterable[str]) -> dict[str, OpenKey]:
    """Make the first keys of many subjects at once, and return them. Raises IntegrityError for one that has a key."""
    made = {stream_id: _make_key(stream, stream_id, 1) for stream_id in stream_ids}
    SubjectKey.objects.bulk_create(row for row, _ in made.values())
    return {stream_id: key for stream_id, (_, key) in made.items()}


def _make_key(stream: str, stream_id: str, generation: int) -> tuple[SubjectKey, OpenKey]:
    secret, suite = secrets.token_bytes(32), current_suite()
    wrapped = _encrypt(vault_key(), secret, _place(stream, stream_id, generation), suite=Suite.INTERNATIONAL)
    row = SubjectKey(stream=stream, stream_id=stream_id, generation=generation, suite=suite, wrapped=wrapped)
    return row, OpenKey(generation=generation, suite=suite, secret=secret)


def close_box(key: OpenKey, values: dict[str, Any], *, stream: str, stream_id: str, seq: int) -> bytes:
    """Return the private values encrypted and bound to their place in the ledger."""
    return _encrypt(key.secret, canonical(values).encode(), _place(stream, stream_id, seq), suite=key.suite)


def read_private(entry: Entry) -> dict[str, Any] | None:
    """Return the private values of an entry, or None when it has none or they were erased.

    Raises PrivateValuesUnreadableError when the box or its key was tampered with.
    """
    if entry.private_box is None:
        return None
    key = SubjectKey.objects.filter(
        stream=entry.stream, stream_id=entry.stream_id, generation=entry.key_generation
    ).first()
    if key is None or key.erased_at is not None:
        return None
    opened = _unwrap(key)
    clear = _decrypt(
        opened.secret,
        bytes(entry.private_box),
        _place(entry.stream, entry.stream_id, entry.seq),
        suite=opened.suite,
    )
    values: dict[str, Any] = json.loads(clear)
    return values


def destroy_keys(stream: str, stream_id: str, *, at: datetime) -> int:
    """Destroy every key of the subject and return how many there were. `services.erase_subject` puts it on record."""
    with transaction.atomic():
        return SubjectKey.objects.filter(stream=stream, stream_id=stream_id, erased_at=None).update(
            wrapped=b"", erased_at=at
        )
