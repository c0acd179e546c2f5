"""Check the whole ledger: every stream against its hashes, head and roots; every root against its leaves and signature.

Reads in three ordered passes and holds one stream at a time. The judgement of a stream stands in `checking`.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from itertools import groupby
from typing import Any

from django.db import connection, transaction

from mingzheng.platform.ledger.chain import EMPTY, MerkleTree, leaf_hash
from mingzheng.platform.ledger.checking import Finding, Head, LeafRow, Row, check_stream
from mingzheng.platform.ledger.key_checks import check_keys
from mingzheng.platform.ledger.keys import seal_key, trusted_public_keys
from mingzheng.platform.ledger.models import Entry, Leaf, Root, StreamHead
from mingzheng.platform.ledger.sealing import hash_of, signature_holds

_CHUNK = 5000
MOST_FINDINGS = 1000


@dataclass(slots=True)
class Report:
    """What was checked and what was found. `findings` stops at MOST_FINDINGS, `found` counts on."""

    entries: int = 0
    streams: int = 0
    roots: int = 0
    last_root: int = 0
    found: int = 0
    findings: list[Finding] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """Say whether nothing was found."""
        return self.found == 0

    def add(self, findings: Iterable[Finding]) -> None:
        """Take findings."""
        for finding in findings:
            self.found += 1
            if len(self.findings) < MOST_FINDINGS:
                self.findings.append(finding)

    def as_json(self) -> dict[str, Any]:
        """Return the report as plain values."""
        return {"ok": self.ok, **asdict(self)}


@contextmanager
def _one_state() -> Iterator[None]:
    """Read everything in one state of the database, without holding up those who write."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            # atomic() would begin IMMEDIATE and keep every writer waiting until the check is through.
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
    else:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield


def verify_ledger(*, published: Sequence[dict[str, Any]] = (), progress: Callable[[int], None] | None = None) -> Report:
    """Check everything; `published` are root statements kept outside. `progress` hears the entries done so far.

    What this proves: no change before the newest root held outside, and no change without the signing key after it
    (but a stream begun and wholly removed between two roots leaves no trace).
    """
    report = Report()
    with _one_state():
        _check_roots(report)
        _check_published(report, published)
        _check_streams(report, progress)
        report.add(check_keys())
    return report


def verify_stream(stream: str, stream_id: str) -> list[Finding]:
    """Check one stream against its hashes, head and roots; nothing found means it is as it was recorded."""
    columns = ("id", "stream", "stream_id", "seq", "hash", "seal", "rooted_seq")
    heads = StreamHead.objects.filter(stream=stream, stream_id=stream_id).values_list(*columns)
    rows = Entry.objects.filter(head__stream=stream, head__stream_id=stream_id).order_by("seq")
    names = ("head_id", "root_id", "stream", "stream_id", "seq", "hash")
    leaves = Leaf.objects.filter(stream=stream, stream_id=stream_id).order_by("root_id").values_list(*names)
    found = [Row._make(row) for row in rows.values_list(*Row._fields)]
    head = next((Head._make(one) for one in heads), None)
    if head is None and not found:
        return [Finding("stream_missing", stream, stream_id, 0, "没有办理记录")]
    return check_stream(head, found, [LeafRow._make(leaf) for leaf in leaves], seal_key=seal_key())


def _check_streams(report: Report, progress: Callable[[int], None] | None) -> None:
    key = seal_key()
    for head, rows, leaves in _streams():
        report.entries += len(rows)
        report.streams += 1
        report.add(check_stream(head, rows, leaves, seal_key=key))
        if progress is not None:
            progress(report.entries)


def _groups(rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[int, list[tuple[Any, ...]]]]:
    for head_id, group in groupby(rows, key=lambda row: row[0]):
        yield head_id, list(group)


def _streams() -> Iterator[tuple[Head | None, list[Row], list[LeafRow]]]:
    """Yield each stream once with its head, entries and leaves: a merge of three tables ordered by the head."""
    tables = (
        StreamHead.objects.order_by("pk").values_list("id", "stream", "stream_id", "seq", "hash", "seal", "rooted_seq"),
        Entry.objects.order_by("head_id", "seq").values_list(*Row._fields),
        Leaf.objects.order_by("head_id", "root_id").values_list(
            "head_id", "root_id", "stream", "stream_id", "seq", "hash"
        ),
    )
    sources = [_groups(table.iterator(_CHUNK)) for table in tables]
    current = [next(source, None) for source in sources]
    while waiting := [group[0] for group in current if group is not None]:
        head_id = min(waiting)
        taken: list[list[tuple[Any, ...]]] = []
        for place, group in enumerate(current):
            if group is not None and group[0] == head_id:
                taken.append(group[1])
                current[place] = next(sources[place], None)
            else:
                taken.append([])
        heads, rows, leaves = taken
        yield (
            Head._make(heads[0]) if heads else None,
            [Row._make(row) for row in rows],
            [LeafRow._make(leaf) for leaf in leaves],
        )


def _check_roots(report: Report) -> None:
    leaves = _groups(
        Leaf.objects.order_by("root_id", "head_id")
        .values_list("root_id", "stream", "stream_id", "seq", "hash")
        .iterator(_CHUNK)
    )
    waiting = next(leaves, None)
    before, expected = EMPTY, 1
    trusted = trusted_public_keys()
    for root in Root.objects.order_by("number").iterator(_CHUNK):
        while waiting is not None and waiting[0] < root.number:
            report.add([_of_root(waiting[0], "root_missing", "每日根被删除，其各项仍在")])
            waiting = next(leaves, None)
        own: list[tuple[Any, ...]] = []
        if waiting is not None and waiting[0] == root.number:
            own, waiting = waiting[1], next(leaves, None)
        report.add(_judge_root(root, own, before=before, expected=expected, trusted=trusted))
        report.roots += 1
        report.last_root, before, expected = root.number, root.hash, root.number + 1
    if waiting is not None:
        report.add([_of_root(waiting[0], "root_missing", "每日根被删除，其各项仍在")])


def _of_root(number: int, code: str, message: str) -> Finding:
    return Finding(code, "root", str(number), 0, message)


def _judge_root(
    root: Root, leaves: list[tuple[Any, ...]], *, before: str, expected: int, trusted: frozenset[str]
) -> Iterator[Finding]:
    if root.number != expected:
        yield _of_root(expected, "root_missing", "每日根被删除")
    elif root.previous_hash != before:
        yield _of_root(root.number, "root_altered", "所指的上一个根不符")
    tree = MerkleTree(suite=root.suite)
    for _, stream, stream_id, seq, entry in leaves:
        tree.add(leaf_hash(stream, stream_id, seq, entry, suite=root.suite))
    if tree.count != root.leaf_count or tree.root() != root.merkle_root:
        yield _of_root(root.number, "root_leaves_altered", "根下各项被改动、删除或插入")
    if hash_of(root) != root.hash:
        yield _of_root(root.number, "root_altered", "每日根被改动")
    if root.public_key not in trusted:
        yield _of_root(root.number, "root_foreign_key", "每日根不是用本机密钥签的")
    elif not signature_holds(root=root.hash, public_key=root.public_key, signature=root.signature):
        yield _of_root(root.number, "root_wrong_signature", "每日根的签名不符")


def _check_published(report: Report, published: Sequence[dict[str, Any]]) -> None:
    trusted = trusted_public_keys()
    for statement in published:
        number = int(statement["number"])
        held = Root.objects.filter(number=number).values_list("hash", flat=True).first()
        public_key = str(statement["public_key"])
        if public_key not in trusted or not signature_holds(
            root=str(statement["hash"]), public_key=public_key, signature=str(statement["signature"])
        ):
            report.add([_of_root(number, "published_wrong_signature", "外部留存的根签名不符")])
        elif held is None:
            report.add([_of_root(number, "root_missing", "外部留存的根在库中不见了")])
        elif held != statement["hash"]:
            report.add([_of_root(number, "root_rewritten", "库中的根与外部留存的不同")])
