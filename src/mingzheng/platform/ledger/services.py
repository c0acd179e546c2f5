"""Writes to the ledger: append an entry, erase a subject's private values, record the past on purpose.

Roots are taken in `sealing`; checking everything is `verification`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection, connections, transaction
from django.utils.dateparse import parse_datetime
from django.utils.timezone import make_aware

from mingzheng.platform.database.public import execute_fixed, fetch_rows
from mingzheng.platform.ledger.chain import EMPTY, canonical, entry_hash, head_seal, instant
from mingzheng.platform.ledger.clock import now
from mingzheng.platform.ledger.keys import current_suite, seal_key
from mingzheng.platform.ledger.models import Entry
from mingzheng.platform.ledger.privacy import close_box, destroy_keys, key_for

ERASED = "private_values_erased"
CLOCK_TOLERANCE = timedelta(seconds=1)
LATE_TOLERANCE = timedelta(minutes=1)
_CLOCK = ("system", "clock")
_SET_BACK = "clock_set_back"
_recording_past: ContextVar[bool] = ContextVar("recording_past", default=False)

# One statement creates or locks the head, counts it up, and hands back what the entry needs: the hash before it and
# the newest moments on record. The hash must come from the locked row itself: a subquery would read a snapshot older
# than the lock on PostgreSQL.
_TAKE_PLACE = """
    INSERT INTO ledger_streamhead (stream, stream_id, seq, hash, seal, rooted_seq) VALUES (%s, %s, 1, '', '', 0)
    ON CONFLICT (stream, stream_id) DO UPDATE SET seq = ledger_streamhead.seq + 1
    RETURNING id, seq, hash, recorded_at, (SELECT recorded_at FROM ledger_entry ORDER BY id DESC LIMIT 1)
"""
_COLUMNS = (
    "head_id", "stream", "stream_id", "seq", "kind", "payload_text", "actor", "occurred_on", "recorded_at", "suite",
    "key_generation", "private_box", "prev_hash", "hash",
)  # fmt: skip
_INSERT = f"INSERT INTO ledger_entry ({', '.join(_COLUMNS)}) VALUES ({', '.join(['%s'] * len(_COLUMNS))}) RETURNING id"  # noqa: S608 - constants
_ADVANCE = "UPDATE ledger_streamhead SET hash = %s, seal = %s, recorded_at = %s WHERE id = %s"


@dataclass(frozen=True, slots=True)
class _Place:
    head_id: int
    seq: int
    prev_hash: str
    of_stream: datetime | None
    of_ledger: datetime | None


def _moment(value: datetime | str | None) -> datetime | None:
    moment = parse_datetime(value) if isinstance(value, str) else value
    if moment is None or moment.tzinfo is not None:
        return moment
    # SQLite hands moments back without a zone; Django stores them in the connection's zone.
    return make_aware(moment, connection.timezone)


def _take_place(stream: str, stream_id: str) -> _Place:
    rows = fetch_rows(connections["default"], _TAKE_PLACE, [stream, stream_id])
    head_id, seq, prev_hash, of_stream, of_ledger = rows[0]
    return _Place(
        head_id=head_id,
        seq=seq,
        prev_hash=prev_hash or EMPTY,
        of_stream=_moment(of_stream),
        of_ledger=_moment(of_ledger),
    )


def append(
    *,
    stream: str,
    stream_id: str,
    kind: str,
    payload: dict[str, Any],
    actor: str,
    occurred_on: date | None,
    recorded_at: datetime,
    private: dict[str, Any] | None = None,
) -> Entry:
    """Put one entry at the end of a stream, inside the caller's transaction; the stream is locked until it ends.

    Three statements; two more for a subject's private values, one more the first time. When the clock stands behind
    what is already on record, the stream system/clock says so in an entry of its own.
    Raises TypeError or ValueError for values that cannot be put on record.
    """
    payload_text = canonical(payload)
    with transaction.atomic(savepoint=False):
        place = _take_place(stream, stream_id)
        box, generation = None, 0
        if private is not None:
            key = key_for(stream, stream_id)
            box, generation = close_box(key, private, stream=stream, stream_id=stream_id, seq=place.seq), key.generation
        entry = Entry(
            head_id=place.head_id,
            stream=stream,
            stream_id=stream_id,
            seq=place.seq,
            kind=kind,
            payload_text=payload_text,
            actor=actor,
            occurred_on=occurred_on,
            recorded_at=recorded_at,
            suite=current_suite(),
            key_generation=generation,
            private_box=box,
            prev_hash=place.prev_hash,
        )
        _insert(entry)
        _notice_clock(place, stream=stream, stream_id=stream_id, recorded_at=recorded_at)
    return entry


def _insert(entry: Entry) -> None:
    """Write the entry and move the head, in plain SQL: building both through the ORM costs five times as much."""
    box = bytes(entry.private_box) if entry.private_box is not None else None
    entry.hash = entry_hash(
        suite=entry.suite,
        stream=entry.stream,
        stream_id=entry.stream_id,
        seq=entry.seq,
        kind=entry.kind,
        payload_text=entry.payload_text,
        actor=entry.actor,
        occurred_on=entry.occurred_on,
        recorded_at=entry.recorded_at,
        key_generation=entry.key_generation,
        private_box=box,
        prev_hash=entry.prev_hash,
    )
    seal = head_seal(seal_key(), stream=entry.stream, stream_id=entry.stream_id, seq=entry.seq, entry=entry.hash)
    link = connections["default"]
    recorded_at = link.ops.adapt_datetimefield_value(entry.recorded_at)
    values = [getattr(entry, column) for column in _COLUMNS]
    values[_COLUMNS.index("recorded_at")] = recorded_at
    values[_COLUMNS.index("occurred_on")] = link.ops.adapt_datefield_value(entry.occurred_on)
    values[_COLUMNS.index("private_box")] = None if box is None else link.Database.Binary(box)  # type: ignore[attr-defined]
    ((entry.pk,),) = fetch_rows(link, _INSERT, values)
    execute_fixed(link, _ADVANCE, [entry.hash, seal, recorded_at, entry.head_id])
    entry._state.adding, entry._state.db = False, link.alias


def _is_behind(recorded_at: datetime, latest: datetime | None) -> bool:
    """Say whether a moment is before what is on record and not merely late: an act that waited for a lock is late."""
    if latest is None or recorded_at >= latest - CLOCK_TOLERANCE:
        return False
    return recorded_at < latest - LATE_TOLERANCE or now() < latest - CLOCK_TOLERANCE


def _notice_clock(place: _Place, *, stream: str, stream_id: str, recorded_at: datetime) -> None:
    if (stream, stream_id) == _CLOCK or _recording_past.get():
        return
    latest = place.of_ledger if _is_behind(recorded_at, place.of_ledger) else None
    if latest is None and _is_behind(recorded_at, place.of_stream):
        latest = place.of_stream
        told = Entry.objects.filter(head__stream=_CLOCK[0], head__stream_id=_CLOCK[1], kind=_SET_BACK).last()
        # Every stream last written before the clock went back would say so again; the first notice covers them all.
        if told is not None and latest is not None and told.payload["latest"] >= instant(latest):
            return
    if latest is None:
        return
    append(
        stream=_CLOCK[0],
        stream_id=_CLOCK[1],
        kind=_SET_BACK,
        payload={
            "latest": instant(latest),
            "recorded_at": instant(recorded_at),
            "stream": stream,
            "stream_id": stream_id,
        },
        actor="system",
        occurred_on=None,
        recorded_at=recorded_at,
    )


def is_recording_past() -> bool:
    """Say whether the caller stands inside `recording_past`."""
    return _recording_past.get()


@contextmanager
def recording_past(*, reason: str, actor: str) -> Iterator[None]:
    """Let the caller append entries with earlier moments (opening balance, demo year) without the clock being doubted.

    Leaves one entry `past_recorded` with the reason in system/clock.
    """
    append(
        stream=_CLOCK[0],
        stream_id=_CLOCK[1],
        kind="past_recorded",
        payload={"reason": reason},
        actor=actor,
        occurred_on=None,
        recorded_at=now(),
    )
    token = _recording_past.set(True)
    try:
        yield
    finally:
        _recording_past.reset(token)


def erase_subject(*, stream: str, stream_id: str, actor: str, reason: str, recorded_at: datetime) -> int:
    """Destroy the keys of a subject's private values and put that on record; the chain still verifies.

    Returns the number of keys destroyed. Legal basis: 个人信息保护法 第四十七条
    """
    with transaction.atomic():
        entry = append(
            stream=stream,
            stream_id=stream_id,
            kind=ERASED,
            payload={"reason": reason},
            actor=actor,
            occurred_on=None,
            recorded_at=recorded_at,
        )
        return destroy_keys(stream, stream_id, at=entry.recorded_at)
