"""Makes and reads the secrets of one installation: `var/secrets.json`, readable by its owner only.

The environment may hand them over instead. Whether they are strong enough is judged in `config.production`.
"""

import base64
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
    """Three secrets with three uses, so that changing one does not touch what the others protect.

    `secret_key` signs sessions and forms; `ledger_signing_key` is an Ed25519 seed; `field_key` wraps the keys that
    encrypt personal values and files. The last two are 32 bytes in base64.
    """

    secret_key: str
    ledger_signing_key: str
    field_key: str

    @property
    def is_complete(self) -> bool:
        """Tell whether each one is there."""
        return all((self.secret_key, self.ledger_signing_key, self.field_key))


def make_secrets() -> Secrets:
    """Return fresh random secrets."""
    return Secrets(secrets.token_urlsafe(64), _random_key(), _random_key())


def read_secrets(values: Mapping[str, str], var_dir: Path) -> Secrets:
    """Return the secrets from the environment, then from the file; what neither has stays empty."""
    path = var_dir / FILE_NAME
    stored = json.loads(path.read_text("utf-8")) if path.is_file() else {}
    return Secrets(
        secret_key=values.get("MINGZHENG_SECRET_KEY", stored.get("secret_key", "")),
        ledger_signing_key=values.get("MINGZHENG_LEDGER_KEY", stored.get("ledger_signing_key", "")),
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
    """Return the 32 bytes of a key; raises ValueError when it is not 32 bytes of base64."""
    key = base64.b64decode(value, validate=True)
    if len(key) != KEY_BYTES:
        raise ValueError("a key must be 32 bytes in base64")
    return key


def _random_key() -> str:
    return base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode("ascii")
