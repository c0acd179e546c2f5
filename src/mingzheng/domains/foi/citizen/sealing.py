"""Keeps bytes unreadable in the database, bound to their place. Drafts also need a secret only their owner holds."""

import json
import os
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

_NONCE = 12


class SealBrokenError(ValueError):
    """The box does not open here: another key, another secret, another place, or it was tampered with."""


def _box(purpose: str, secret: str) -> AESGCM:
    master = bytes.fromhex(settings.FIELD_ENCRYPTION_KEY)
    return AESGCM(HKDF(SHA256(), 32, salt=None, info=f"foi.{purpose}".encode()).derive(master + secret.encode()))


def seal(clear: bytes, *, purpose: str, place: str, secret: str = "") -> bytes:
    """Return the bytes encrypted for one purpose and place."""
    nonce = os.urandom(_NONCE)
    return nonce + _box(purpose, secret).encrypt(nonce, clear, place.encode())


def unseal(box: bytes, *, purpose: str, place: str, secret: str = "") -> bytes:
    """Return the bytes. Raises SealBrokenError."""
    try:
        return _box(purpose, secret).decrypt(bytes(box[:_NONCE]), bytes(box[_NONCE:]), place.encode())
    except (InvalidTag, ValueError) as error:
        raise SealBrokenError("the box does not open") from error


def seal_values(values: dict[str, Any], *, purpose: str, place: str, secret: str = "") -> bytes:
    """Return plain values encrypted."""
    return seal(json.dumps(values, ensure_ascii=False).encode(), purpose=purpose, place=place, secret=secret)


def unseal_values(box: bytes, *, purpose: str, place: str, secret: str = "") -> dict[str, Any]:
    """Return the values. Raises SealBrokenError."""
    values: dict[str, Any] = json.loads(unseal(box, purpose=purpose, place=place, secret=secret))
    return values
