"""What a hash covers: canonical JSON, the two cipher suites, the hash of an entry and of a root, the Merkle tree.

Pure functions on values. Keys live in `keys`; reading and writing rows in `services`, `sealing`, `verification`.
"""

import hashlib
import hmac
import json
from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import IntEnum
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives import hashes

EMPTY = "0" * 64


class Suite(IntEnum):
    """The algorithms of one row; written into the row, so an installation may change over."""

    INTERNATIONAL = 1  # SHA-256, AES-256-GCM
    NATIONAL = 2  # SM3, SM4-GCM


def digest(data: bytes, *, suite: int) -> bytes:
    """Return the 32 byte digest of the data under the suite."""
    if suite == Suite.INTERNATIONAL:
        return hashlib.sha256(data).digest()
    if suite == Suite.NATIONAL:
        running = hashes.Hash(hashes.SM3())
        running.update(data)
        return running.finalize()
    raise ValueError(f"unknown suite {suite}")


def _plain(value: object) -> str:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, (Decimal, UUID)):
        return str(value)
    raise TypeError(f"{type(value).__name__} cannot be put on record")


def canonical(value: Any) -> str:
    """Return the one JSON text of the value: sorted keys, no spaces, no NaN; dates, decimals and UUIDs as text.

    Raises TypeError or ValueError for what JSON cannot carry.
    """
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False, default=_plain)


def instant(moment: datetime) -> str:
    """Return an aware moment as UTC text with microseconds."""
    if moment.tzinfo is None:
        raise ValueError("a moment on record must carry its time zone")
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def entry_hash(
    *,
    suite: int,
    stream: str,
    stream_id: str,
    seq: int,
    kind: str,
    payload_text: str,
    actor: str,
    occurred_on: date | None,
    recorded_at: datetime,
    key_generation: int,
    private_box: bytes | None,
    prev_hash: str,
) -> str:
    """Return the hash of an entry. It covers the ciphertext of private values, so it outlives their erasure."""
    text = json.dumps(
        (
            int(suite),
            stream,
            stream_id,
            seq,
            kind,
            payload_text,
            actor,
            occurred_on.isoformat() if occurred_on else None,
            instant(recorded_at),
            key_generation,
            bytes(private_box).hex() if private_box is not None else None,
            prev_hash,
        ),
        ensure_ascii=False,
        separators=(",", ":"),
    )
    return digest(text.encode(), suite=suite).hex()


def leaf_hash(stream: str, stream_id: str, seq: int, entry: str, *, suite: int) -> bytes:
    """Return the hash of one leaf; the prefix keeps a leaf from being passed off as a node."""
    return digest(b"\x00" + canonical([stream, stream_id, seq, entry]).encode(), suite=suite)


class MerkleTree:
    """Folds leaves as they come, holding one hash per level."""

    def __init__(self, *, suite: int) -> None:
        """Start an empty tree."""
        self._suite = suite
        self._levels: list[bytes | None] = []
        self.count = 0

    def add(self, leaf: bytes) -> None:
        """Take the next leaf."""
        self.count += 1
        carried = leaf
        for level, waiting in enumerate(self._levels):
            if waiting is None:
                self._levels[level] = carried
                return
            carried = digest(b"\x01" + waiting + carried, suite=self._suite)
            self._levels[level] = None
        self._levels.append(carried)

    def root(self) -> str:
        """Return the root of the leaves so far; of none, the digest of nothing."""
        carried: bytes | None = None
        for waiting in self._levels:
            if waiting is None:
                continue
            carried = waiting if carried is None else digest(b"\x01" + waiting + carried, suite=self._suite)
        return (carried if carried is not None else digest(b"", suite=self._suite)).hex()


def merkle_root(leaves: Iterable[bytes], *, suite: int) -> str:
    """Return the Merkle root of the leaves in their order."""
    tree = MerkleTree(suite=suite)
    for leaf in leaves:
        tree.add(leaf)
    return tree.root()


def root_hash(
    *, number: int, day: date, sealed_at: datetime, leaf_count: int, merkle: str, previous_hash: str, suite: int
) -> str:
    """Return the hash of a root; roots are chained to one another as entries are."""
    text = canonical(
        [int(suite), number, day.isoformat(), instant(sealed_at), leaf_count, merkle, previous_hash],
    )
    return digest(text.encode(), suite=suite).hex()


def head_seal(key: bytes, *, stream: str, stream_id: str, seq: int, entry: str) -> str:
    """Return the keyed seal of a stream's head: who rewrites a chain without the key cannot rewrite this."""
    text = canonical([stream, stream_id, seq, entry])
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()
