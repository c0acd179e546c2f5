"""Take the signed root over all streams, and write it so that it can be published outside.

A root holds one leaf per stream that moved since the root before it, and the hash of that root; so the newest root
stands for the whole ledger. What a root proves is checked in `verification`.
"""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import islice
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.db import transaction
from django.db.models import F, OuterRef, Subquery

from mingzheng.platform.ledger.chain import EMPTY, MerkleTree, instant, leaf_hash, root_hash
from mingzheng.platform.ledger.keys import current_suite, public_key_hex, signing_key
from mingzheng.platform.ledger.models import Leaf, Root, StreamHead
from mingzheng.platform.ledger.selectors import find_root
from mingzheng.platform.ledger.services import append

FORMAT = "mingzheng-ledger-root/1"
_BATCH = 2000


def _signed_text(root: str) -> bytes:
    return f"{FORMAT}\n{root}\n".encode()


def seal_day(day: date, *, at: datetime) -> Root:
    """Return the newest root of a day, taking one when there is none yet. Safe to repeat."""
    return find_root(day) or take_root(day, at=at)


def take_root(day: date, *, at: datetime) -> Root:
    """Take a root over everything committed so far and sign it. May be called several times a day."""
    with transaction.atomic():
        # This entry locks out a second sealer, and every root has at least its leaf.
        append(
            stream="system",
            stream_id="roots",
            kind="root_taken",
            payload={"day": day},
            actor="system",
            occurred_on=day,
            recorded_at=at,
        )
        before = Root.objects.order_by("-number").first()
        number = before.number + 1 if before else 1
        suite = current_suite()
        tree = MerkleTree(suite=suite)
        for batch in _batches(_moved_streams(number)):
            for leaf in batch:
                tree.add(leaf_hash(leaf.stream, leaf.stream_id, leaf.seq, leaf.hash, suite=suite))
            Leaf.objects.bulk_create(batch)
        root = _sign(Root(number=number, day=day, sealed_at=at, suite=suite), tree, before)
        standing = Leaf.objects.filter(root=number, head=OuterRef("pk")).values("seq")[:1]
        StreamHead.objects.filter(leaves__root=number).update(rooted_seq=Subquery(standing))
    return root


def _moved_streams(number: int) -> Iterator[Leaf]:
    rows = StreamHead.objects.filter(seq__gt=F("rooted_seq")).order_by("pk")
    for pk, stream, stream_id, seq, entry in rows.values_list("pk", "stream", "stream_id", "seq", "hash").iterator():
        yield Leaf(root_id=number, head_id=pk, stream=stream, stream_id=stream_id, seq=seq, hash=entry)


def _batches(leaves: Iterator[Leaf]) -> Iterator[list[Leaf]]:
    while batch := list(islice(leaves, _BATCH)):
        yield batch


def _sign(root: Root, tree: MerkleTree, before: Root | None) -> Root:
    root.leaf_count = tree.count
    root.merkle_root = tree.root()
    root.previous_hash = before.hash if before else EMPTY
    root.hash = hash_of(root)
    root.public_key = public_key_hex()
    root.signature = signing_key().sign(_signed_text(root.hash)).hex()
    root.save(force_insert=True)
    return root


def hash_of(root: Root) -> str:
    """Return the hash the root's own values give."""
    return root_hash(
        number=root.number,
        day=root.day,
        sealed_at=root.sealed_at,
        leaf_count=root.leaf_count,
        merkle=root.merkle_root,
        previous_hash=root.previous_hash,
        suite=root.suite,
    )


def signature_holds(*, root: str, public_key: str, signature: str) -> bool:
    """Say whether the signature over a root's hash was made with the private half of the public key (both hex)."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key)).verify(
            bytes.fromhex(signature), _signed_text(root)
        )
    except (InvalidSignature, ValueError):
        return False
    return True


def root_as_json(root: Root) -> dict[str, Any]:
    """Return the root as the statement to publish outside: small, free of personal data, checkable by anybody."""
    return {
        "format": FORMAT,
        "number": root.number,
        "day": root.day.isoformat(),
        "sealed_at": instant(root.sealed_at),
        "leaf_count": root.leaf_count,
        "merkle_root": root.merkle_root,
        "previous_hash": root.previous_hash,
        "suite": root.suite,
        "hash": root.hash,
        "public_key": root.public_key,
        "signature": root.signature,
    }
