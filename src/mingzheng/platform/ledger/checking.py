"""Judge one stream on values alone: which record was altered, removed, reordered or inserted, and what the head proves.

No database and no clock; `verification` brings the rows here.
"""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from mingzheng.platform.ledger.chain import EMPTY, entry_hash, head_seal

# A record that does not fit its own place is tried at this many others before it is called altered.
_PLACES_TRIED = 5000


class Row(NamedTuple):
    """An entry as it stands in the table, in the order of the columns read."""

    head_id: int
    seq: int
    id: int
    stream: str
    stream_id: str
    kind: str
    payload_text: str
    actor: str
    occurred_on: date | None
    recorded_at: datetime
    suite: int
    key_generation: int
    private_box: bytes | None
    prev_hash: str
    hash: str


class Head(NamedTuple):
    """The head of a stream as it stands in the table."""

    id: int
    stream: str
    stream_id: str
    seq: int
    hash: str
    seal: str
    rooted_seq: int


class LeafRow(NamedTuple):
    """Where a signed root says the stream stood."""

    head_id: int
    root_number: int
    stream: str
    stream_id: str
    seq: int
    hash: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it was recorded. `seq` 0 means the stream or root as a whole."""

    code: str
    stream: str
    stream_id: str
    seq: int
    message: str
    entry_id: int | None = None


def compute_hash(row: Row, seq: int) -> str | None:
    """Return the hash the row would have at a place, or None when its values cannot be hashed at all."""
    try:
        return entry_hash(
            suite=row.suite,
            stream=row.stream,
            stream_id=row.stream_id,
            seq=seq,
            kind=row.kind,
            payload_text=row.payload_text,
            actor=row.actor,
            occurred_on=row.occurred_on,
            recorded_at=row.recorded_at,
            key_generation=row.key_generation,
            private_box=row.private_box,
            prev_hash=row.prev_hash,
        )
    except (ValueError, TypeError, AttributeError):
        return None


def is_whole(head: Head | None, rows: Sequence[Row], leaves: Sequence[LeafRow], *, seal_key: bytes) -> bool:
    """Say whether everything about the stream is as recorded. This is the fast way nearly every stream takes."""
    if head is None or head.seq != len(rows):
        return False
    before, last_id = EMPTY, 0
    for expected, row in enumerate(rows, start=1):
        if row.seq != expected or row.prev_hash != before or row.id <= last_id:
            return False
        if row.stream != head.stream or row.stream_id != head.stream_id or compute_hash(row, row.seq) != row.hash:
            return False
        before, last_id = row.hash, row.id
    if head.hash != before or not _seal_holds(head, seal_key):
        return False
    return _leaves_hold(head, rows, leaves)


def _seal_holds(head: Head, seal_key: bytes) -> bool:
    seal = head_seal(seal_key, stream=head.stream, stream_id=head.stream_id, seq=head.seq, entry=head.hash)
    return hmac.compare_digest(seal, head.seal)


def _leaves_hold(head: Head, rows: Sequence[Row], leaves: Sequence[LeafRow]) -> bool:
    for leaf in leaves:
        if (leaf.stream, leaf.stream_id) != (head.stream, head.stream_id) or not 1 <= leaf.seq <= len(rows):
            return False
        if rows[leaf.seq - 1].hash != leaf.hash:
            return False
    return head.rooted_seq == (leaves[-1].seq if leaves else 0)


class Diagnosis:
    """Finds out what happened to a stream that is not whole.

    Walks back from the newest hash that can be trusted: each genuine record names the hash of the one before it.
    """

    def __init__(self, head: Head | None, rows: Sequence[Row], leaves: Sequence[LeafRow], *, seal_key: bytes) -> None:
        """Take the stream as it stands."""
        self._head = head
        self._rows = rows
        self._leaves = leaves
        self._seal_key = seal_key
        origin: Head | Row | LeafRow = head or (rows[0] if rows else leaves[0])
        self._name = (origin.stream, origin.stream_id)
        self._findings: list[Finding] = []
        self._seen: set[int] = set()
        self._by_hash: dict[str, list[int]] = {}
        for index, row in enumerate(rows):
            self._by_hash.setdefault(row.hash, []).append(index)

    def findings(self) -> list[Finding]:
        """Return what is wrong, at least one finding."""
        self._judge_head()
        self._walk()
        self._judge_order()
        self._judge_leaves()
        if not self._findings:
            self._add("stream_damaged", 0, "流与其记录不符")
        return sorted(self._findings, key=lambda finding: finding.seq)

    def _add(self, code: str, seq: int, message: str, row: Row | None = None) -> None:
        self._findings.append(Finding(code, *self._name, seq, message, row.id if row else None))

    def _judge_head(self) -> None:
        if self._head is None:
            self._add("head_missing", 0, "流首记录不见了")
        elif not _seal_holds(self._head, self._seal_key):
            self._add("head_forged", self._head.seq, "流首记录被改动，或未用本机密钥封记")

    def _walk(self) -> None:
        newest = max((row.seq for row in self._rows), default=0)
        trusted = self._head is not None and _seal_holds(self._head, self._seal_key)
        seq = self._head.seq if self._head is not None and trusted else newest
        wanted = self._head.hash if self._head is not None and trusted else None
        while seq > 0:
            index = self._find(seq, wanted)
            if index is None:
                self._add("removed", seq, "记录被删除")
                wanted = None
            else:
                self._seen.add(index)
                wanted = self._judge_row(self._rows[index], seq, wanted)
            seq -= 1
        for index, row in enumerate(self._rows):
            if index not in self._seen:
                self._add("inserted", row.seq, "记录是插入的", row)

    def _find(self, seq: int, wanted: str | None) -> int | None:
        """Return the unseen row that belongs at a place: by its hash, by fitting there, or by standing there."""
        if wanted is not None:
            same = [index for index in self._by_hash.get(wanted, ()) if index not in self._seen]
            fitting = [index for index in same if compute_hash(self._rows[index], seq) == wanted]
            if fitting or same:
                return (fitting or same)[0]
        unseen = [index for index in self._standing(seq) if index not in self._seen]
        if wanted is None:
            for index in unseen + self._near(seq):
                if index not in self._seen and compute_hash(self._rows[index], seq) == self._rows[index].hash:
                    return index
        # A record that is whole at another place is not this one altered.
        return next((index for index in unseen if not self._fits_elsewhere(index, seq)), None)

    def _standing(self, seq: int) -> list[int]:
        return [index for index in self._near(seq) if self._rows[index].seq == seq]

    def _near(self, seq: int) -> list[int]:
        """Return rows around the place; rows are ordered by it, and few are moved far."""
        window = range(max(0, seq - 50), min(len(self._rows), seq + 50))
        return [*window] if len(self._rows) > 200 else [*range(len(self._rows))]

    def _fits_elsewhere(self, index: int, seq: int) -> bool:
        row = self._rows[index]
        if compute_hash(row, seq) == row.hash:
            # It is whole here but not what its successor names: it was put in the place of the true one.
            return False
        top = min(len(self._rows) + 50, _PLACES_TRIED)
        return any(compute_hash(row, other) == row.hash for other in range(1, top + 1))

    def _judge_row(self, row: Row, seq: int, wanted: str | None) -> str | None:
        """Report what is wrong with the record of a place and return the hash its predecessor must have."""
        own = compute_hash(row, seq)
        if (row.stream, row.stream_id) != self._name:
            self._add("altered", seq, "记录原属另一条流", row)
            return None
        if own != row.hash:
            self._add("altered", seq, "记录内容被改动", row)
            return row.prev_hash if row.prev_hash in self._by_hash else None
        if wanted is not None and row.hash != wanted:
            self._add("altered", seq, "记录被替换，后一记录所指不是它", row)
            return None
        if row.seq != seq:
            self._add("reordered", seq, f"记录被调换次序，现排在第 {row.seq} 位", row)
        if seq == 1 and row.prev_hash != EMPTY:
            self._add("removed", 1, "首条记录之前另有记录", row)
        return row.prev_hash

    def _judge_order(self) -> None:
        if any(finding.code == "reordered" for finding in self._findings):
            return
        last = 0
        for row in self._rows:
            if row.id <= last:
                self._add("reordered", row.seq, "记录编号与次序不符", row)
            last = max(last, row.id)

    def _judge_leaves(self) -> None:
        by_seq = {row.seq: row for row in self._rows}
        for leaf in self._leaves:
            row = by_seq.get(leaf.seq)
            if (leaf.stream, leaf.stream_id) != self._name or row is None or row.hash != leaf.hash:
                self._add("differs_from_root", leaf.seq, f"与第 {leaf.root_number} 号每日根不符", row)
        rooted = self._leaves[-1].seq if self._leaves else 0
        if self._head is not None and self._head.rooted_seq != rooted:
            self._add("root_leaf_missing", self._head.rooted_seq, "每日根中本流的一项不见了或被改动")


def check_stream(
    head: Head | None, rows: Sequence[Row], leaves: Sequence[LeafRow], *, seal_key: bytes
) -> list[Finding]:
    """Return the findings of one stream; none when it is whole."""
    if is_whole(head, rows, leaves, seal_key=seal_key):
        return []
    return Diagnosis(head, rows, leaves, seal_key=seal_key).findings()
