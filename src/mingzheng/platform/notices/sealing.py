"""The signing keys of webhooks: made here, kept unreadable in the database, used to sign."""

import base64
import hashlib
import hmac
import os
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


def make_secret() -> str:
    """Return a new signing key, shown to its owner once."""
    return f"whsec_{secrets.token_urlsafe(32)}"


def sign(secret: str, *, timestamp: int, body: bytes) -> str:
    """Return the value of the signature header: the time and the HMAC over time and body."""
    mac = hmac.new(secret.encode(), f"{timestamp}.".encode() + body, hashlib.sha256)
    return f"t={timestamp},v1={mac.hexdigest()}"


def seal(secret: str, *, owner: int) -> str:
    """Return the key encrypted for one account."""
    nonce = os.urandom(12)
    return base64.b64encode(nonce + _box().encrypt(nonce, secret.encode(), str(owner).encode())).decode()


def unseal(sealed: str, *, owner: int) -> str:
    """Return the key. Raises ValueError when it cannot be opened with this installation's key."""
    raw = base64.b64decode(sealed)
    try:
        return _box().decrypt(raw[:12], raw[12:], str(owner).encode()).decode()
    except InvalidTag as error:
        raise ValueError("signing key cannot be opened with this installation's key") from error


def _box() -> AESGCM:
    master = bytes.fromhex(settings.FIELD_ENCRYPTION_KEY)
    return AESGCM(HKDF(SHA256(), 32, salt=None, info=b"notices.webhook").derive(master))
