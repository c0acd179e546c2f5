"""Keeping small secrets (the second factor's key) unreadable in the database. The key itself comes from the installation."""

import base64
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


def _box() -> AESGCM:
    master = bytes.fromhex(settings.FIELD_ENCRYPTION_KEY)
    return AESGCM(HKDF(SHA256(), 32, salt=None, info=b"accounts.second-factor").derive(master))


def seal(text: str, *, owner: int) -> str:
    """Return the text encrypted for one account; it cannot be moved to another."""
    nonce = os.urandom(12)
    return base64.b64encode(nonce + _box().encrypt(nonce, text.encode(), str(owner).encode())).decode()


def unseal(sealed: str, *, owner: int) -> str:
    """Return the text. Raises ValueError when the key changed or the value was tampered with."""
    raw = base64.b64decode(sealed)
    try:
        return _box().decrypt(raw[:12], raw[12:], str(owner).encode()).decode()
    except InvalidTag as error:
        raise ValueError("sealed value cannot be opened with this installation's key") from error
