"""The installation's keys for the ledger: signing, seal and vault key, from settings or from var/secrets.

A key that is nowhere is made once and kept readable by the owner alone. Keys of subjects live in `privacy`.
"""

import os
import secrets
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

from mingzheng.platform.ledger.chain import Suite


def _read_or_make(path: Path) -> bytes:
    try:
        return bytes.fromhex(path.read_text("ascii").strip())
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_hex(32))
        file.flush()
        os.fsync(file.fileno())
    try:
        # link() fails when another process was first; then its key is the key.
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return bytes.fromhex(path.read_text("ascii").strip())


@lru_cache(maxsize=16)
def _secret(configured: str, path: Path) -> bytes:
    value = bytes.fromhex(configured) if configured else _read_or_make(path)
    if len(value) != 32:
        raise ValueError(f"the ledger key {path.name} must be 32 bytes in hex")
    return value


def _named_secret(setting: str) -> bytes:
    return _secret(getattr(settings, setting, "") or "", Path(settings.VAR_DIR) / "secrets" / setting.lower())


def _derive(secret: bytes, purpose: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose.encode()).derive(secret)


@lru_cache(maxsize=16)
def _seal_key(secret: bytes) -> bytes:
    return _derive(secret, "mingzheng ledger head seal")


def signing_key() -> Ed25519PrivateKey:
    """Return the key that signs roots (`LEDGER_SIGNING_KEY`, 32 bytes in hex, or var/secrets/ledger_signing_key)."""
    return Ed25519PrivateKey.from_private_bytes(_named_secret("LEDGER_SIGNING_KEY"))


def public_key_hex() -> str:
    """Return the public half of the signing key; publish it beside the roots."""
    return signing_key().public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()


def seal_key() -> bytes:
    """Return the key of head seals, derived from the signing key."""
    return _seal_key(_named_secret("LEDGER_SIGNING_KEY"))


def vault_key() -> bytes:
    """Return the key that wraps subject keys (`LEDGER_VAULT_KEY` or var/secrets/ledger_vault_key)."""
    return _named_secret("LEDGER_VAULT_KEY")


def current_suite() -> Suite:
    """Return the suite new rows are written in: `LEDGER_SUITE` is "sm" for SM3/SM4, otherwise SHA-256/AES."""
    return Suite.NATIONAL if getattr(settings, "LEDGER_SUITE", "") == "sm" else Suite.INTERNATIONAL
