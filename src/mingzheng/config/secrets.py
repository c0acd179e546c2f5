"""Makes and reads the secrets of one installation: `var/secrets.json`, readable by its owner only.

The environment may hand them over instead. Whether they are strong enough is judged in `config.production`.
"""

import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

FILE_NAME = "secrets.json"
KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class Secrets:
    """One secret per use, so that changing one does not touch what the others protect.

    `secret_key` signs sessions and forms; `ledger_signing_key` (an Ed25519 seed) signs the ledger's roots;
    `ledger_vault_key` wraps the keys of personal values in the ledger; `field_key` those of files and fields elsewhere.
    Keys are 32 bytes in hex.
    """

    secret_key: str
    ledger_signing_key: str
    ledger_vault_key: str
    field_key: str

    @property
    def is_complete(self) -> bool:
        """Tell whether each one is there."""
        return all((self.secret_key, self.ledger_signing_key, self.ledger_vault_key, self.field_key))


def make_secrets() -> Secrets:
    """Return fresh random secrets."""
    return Secrets(secrets.token_urlsafe(64), *(secrets.token_hex(KEY_BYTES) for _ in range(3)))


def read_secrets(values: Mapping[str, str], var_dir: Path) -> Secrets:
    """Return the secrets from the environment, then from the file; what neither has stays empty."""
    path = var_dir / FILE_NAME
    stored = json.loads(path.read_text("utf-8")) if path.is_file() else {}
    return Secrets(
        secret_key=values.get("MINGZHENG_SECRET_KEY", stored.get("secret_key", "")),
        ledger_signing_key=values.get("MINGZHENG_LEDGER_KEY", stored.get("ledger_signing_key", "")),
        ledger_vault_key=values.get("MINGZHENG_VAULT_KEY", stored.get("ledger_vault_key", "")),
        field_key=values.get("MINGZHENG_FIELD_KEY", stored.get("field_key", "")),
    )


def create_secrets_file(var_dir: Path) -> bool:
    """Write fresh secrets unless the file exists; return whether it was written. Never overwrites."""
    var_dir.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(var_dir / FILE_NAME, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return False
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(asdict(make_secrets()), file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    return True


def decode_key(value: str) -> bytes:
    """Return the 32 bytes of a key; raises ValueError when it is not 32 bytes in hex."""
    key = bytes.fromhex(value)
    if len(key) != KEY_BYTES:
        raise ValueError("a key must be 32 bytes in hex")
    return key
