"""Digests over values and bytes. What is put under a digest, and the chain of them, belongs to `platform.ledger`."""

import hashlib
import json
from typing import Any


def canonical_json(value: Any) -> bytes:
    """Write a value as JSON in the one form that has the same bytes everywhere: sorted keys, no spaces, UTF-8.

    Raises TypeError or ValueError for what JSON does not know (dates, NaN): the caller turns these into text.
    """
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8")


def sha256_hex(content: bytes) -> str:
    """Return the SHA-256 of bytes as 64 hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()
