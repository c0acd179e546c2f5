"""Put the whole past of many new subjects on record at once: the same entries, hashes and seals as `services.append`.

For imports and benchmarks. A stream that exists already is refused: only `append` may lengthen one.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from mingzheng.platform.ledger.chain import EMPTY, canonical, entry_hash, head_seal
from mingzheng.platform.ledger.keys import current_suite, seal_key
from mingzheng.platform.ledger.models import Entry, StreamHead
from mingzheng.platform.ledger.privacy import OpenKey, close_box, new_keys
from mingzheng.platform.ledger.services import is_recording_past


@dataclass(frozen=True, slots=True)
class Line:
    """One entry to come, as `append` takes it."""

    kind: str
    payload: dict[str, Any]
    actor: str
    occurred_on: date | None
    recorded_at: datetime
    private: dict[str, Any] | None = None


def append_to_new_streams(stream: str, lines: Mapping[str, Sequence[Line]]) -> int:
    """Write the entries of new streams (`lines` by stream id, oldest first) and return how many entries there are.

    Statements do not grow with the entries but by the database's own packets. Raises RuntimeError outside
    `recording_past`, because nobody doubts the clock here; IntegrityError when a stream exists already.
    """
    if not is_recording_past():
        raise RuntimeError("bulk entries are the past: call inside recording_past()")
    with transaction.atomic():
        sealed = [stream_id for stream_id, found in lines.items() if any(line.private is not None for line in found)]
        keys = new_keys(stream, sealed)
        chains = {
            stream_id: list(_chain(stream, stream_id, found, keys.get(stream_id)))
            for stream_id, found in lines.items()
            if found
        }
        heads = StreamHead.objects.bulk_create(_head(entries[-1]) for entries in chains.values())
        for head, entries in zip(heads, chains.values(), strict=True):
            for entry in entries:
                entry.head_id = head.pk
        return len(Entry.objects.bulk_create(entry for entries in chains.values() for entry in entries))


def _chain(stream: str, stream_id: str, lines: Iterable[Line], key: OpenKey | None) -> Iterator[Entry]:
    before = EMPTY
    for seq, line in enumerate(lines, start=1):
        box, generation = None, 0
        if line.private is not None and key is not None:
            box, generation = close_box(key, line.private, stream=stream, stream_id=stream_id, seq=seq), key.generation
        entry = Entry(
            stream=stream,
            stream_id=stream_id,
            seq=seq,
            kind=line.kind,
            payload_text=canonical(line.payload),
            actor=line.actor,
            occurred_on=line.occurred_on,
            recorded_at=line.recorded_at,
            suite=current_suite(),
            key_generation=generation,
            private_box=box,
            prev_hash=before,
        )
        entry.hash = before = entry_hash(
            suite=entry.suite,
            stream=stream,
            stream_id=stream_id,
            seq=seq,
            kind=entry.kind,
            payload_text=entry.payload_text,
            actor=entry.actor,
            occurred_on=entry.occurred_on,
            recorded_at=entry.recorded_at,
            key_generation=generation,
            private_box=box,
            prev_hash=entry.prev_hash,
        )
        yield entry


def _head(last: Entry) -> StreamHead:
    seal = head_seal(seal_key(), stream=last.stream, stream_id=last.stream_id, seq=last.seq, entry=last.hash)
    return StreamHead(
        stream=last.stream,
        stream_id=last.stream_id,
        seq=last.seq,
        hash=last.hash,
        seal=seal,
        recorded_at=last.recorded_at,
    )
