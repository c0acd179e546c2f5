"""The installation's keys for the ledger, as settings hand them over: signing key, seal key, vault key.

`config.secrets` makes and keeps them; keys of subjects live in `privacy`.
"""

from functools import lru_cache

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from mingzheng.platform.ledger.chain import Suite


def _named_secret(setting: str) -> bytes:
    try:
        value = bytes.fromhex(getattr(settings, setting, ""))
    except ValueError as error:
        raise ImproperlyConfigured(f"{setting} must be 32 bytes in hex") from error
    if len(value) != 32:
        raise ImproperlyConfigured(f"{setting} must be 32 bytes in hex")
    return value


@lru_cache(maxsize=16)
def _seal_key(secret: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"mingzheng ledger head seal").derive(secret)


def signing_key() -> Ed25519PrivateKey:
    """Return the key that signs roots (`LEDGER_SIGNING_KEY`)."""
    return Ed25519PrivateKey.from_private_bytes(_named_secret("LEDGER_SIGNING_KEY"))


def public_key_hex() -> str:
    """Return the public half of the signing key; publish it beside the roots."""
    return signing_key().public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()


def trusted_public_keys() -> frozenset[str]:
    """Return the public keys whose roots count: the present one and those named in `LEDGER_FORMER_PUBLIC_KEYS`."""
    return frozenset({public_key_hex(), *getattr(settings, "LEDGER_FORMER_PUBLIC_KEYS", ())})


def seal_key() -> bytes:
    """Return the key of head seals, derived from the signing key."""
    return _seal_key(_named_secret("LEDGER_SIGNING_KEY"))


def vault_key() -> bytes:
    """Return the key that wraps subject keys (`LEDGER_VAULT_KEY`)."""
    return _named_secret("LEDGER_VAULT_KEY")


def current_suite() -> Suite:
    """Return the suite new rows are written in: `LEDGER_SUITE` is "sm" for SM3/SM4, otherwise SHA-256/AES."""
    return Suite.NATIONAL if getattr(settings, "LEDGER_SUITE", "") == "sm" else Suite.INTERNATIONAL
