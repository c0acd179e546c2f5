"""Whatever is done to one record of a stream, the record is named, and named for what was done."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzheng.platform.ledger.chain import EMPTY, canonical, head_seal, merkle_root
from mingzheng.platform.ledger.checking import Head, LeafRow, Row, check_stream, compute_hash

KEY = b"k" * 32
NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)


def chain(length, *, suite=1):
    rows, before = [], EMPTY
    for seq in range(1, length + 1):
        row = Row(
            head_id=1,
            seq=seq,
            id=seq * 10,
            stream="case",
            stream_id="7",
            kind="act",
            payload_text=canonical({"n": seq, "话": "办结"}),
            actor="account:1",
            occurred_on=date(2026, 3, 1),
            recorded_at=NOON + timedelta(minutes=seq),
            suite=suite,
            key_generation=0,
            private_box=b"box" if seq % 2 else None,
            prev_hash=before,
            hash="",
        )
        row = row._replace(hash=compute_hash(row, seq))
        before = row.hash
        rows.append(row)
    return rows


def head_for(rows, rooted=0):
    last = rows[-1]
    seal = head_seal(KEY, stream="case", stream_id="7", seq=last.seq, entry=last.hash)
    return Head(1, "case", "7", last.seq, last.hash, seal, rooted)


def found(head, rows, leaves=()):
    return {(finding.code, finding.seq) for finding in check_stream(head, rows, leaves, seal_key=KEY)}


lengths = st.integers(min_value=2, max_value=9)


@st.composite
def spots(draw):
    length = draw(lengths)
    return length, draw(st.integers(min_value=1, max_value=length))


@given(lengths, st.sampled_from([1, 2]))
def test_a_whole_stream_has_no_findings(length, suite):
    rows = chain(length, suite=suite)
    assert found(head_for(rows), rows) == set()


CHANGES = {
    "stream": "unit",
    "stream_id": "8",
    "kind": "other",
    "payload_text": "{}",
    "actor": "account:2",
    "occurred_on": date(2026, 2, 1),
    "recorded_at": NOON - timedelta(days=1),
    "suite": 3,
    "key_generation": 1,
    "private_box": b"other",
    "prev_hash": "f" * 64,
    "hash": "e" * 64,
}


@given(spots(), st.sampled_from(sorted(CHANGES)))
def test_any_single_column_changed_names_exactly_that_record(spot, column):
    length, seq = spot
    rows = chain(length)
    head = head_for(rows)
    rows[seq - 1] = rows[seq - 1]._replace(**{column: CHANGES[column]})
    assert found(head, rows) == {("altered", seq)}


@given(spots())
def test_a_record_rewritten_with_a_fitting_hash_is_named(spot):
    length, seq = spot
    rows = chain(length)
    head = head_for(rows)
    forged = rows[seq - 1]._replace(payload_text='{"forged":true}')
    rows[seq - 1] = forged._replace(hash=compute_hash(forged, seq))
    assert found(head, rows) == {("altered", seq)}


@given(spots())
def test_a_removed_record_is_named(spot):
    length, seq = spot
    rows = chain(length)
    head = head_for(rows)
    del rows[seq - 1]
    assert found(head, rows) == {("removed", seq)}


@given(spots())
def test_a_record_removed_with_the_later_ones_moved_up_is_named(spot):
    length, seq = spot
    rows = chain(length)
    head = head_for(rows)
    del rows[seq - 1]
    rows = [row._replace(seq=place) for place, row in enumerate(rows, start=1)]
    result = found(head, rows)
    assert ("removed", seq) in result
    assert not any(code in {"altered", "inserted"} for code, _ in result)


@given(lengths, st.data())
def test_records_that_changed_places_are_both_named(length, data):
    a, b = sorted(data.draw(st.lists(st.integers(1, length), min_size=2, max_size=2, unique=True)))
    rows = chain(length)
    head = head_for(rows)
    first, second = rows[a - 1], rows[b - 1]
    rows[a - 1], rows[b - 1] = second._replace(seq=a), first._replace(seq=b)
    assert found(head, rows) == {("reordered", a), ("reordered", b)}


@given(spots())
def test_an_inserted_record_is_named(spot):
    length, seq = spot
    rows = chain(length)
    head = head_for(rows)
    forged = rows[seq - 1]._replace(payload_text='{"forged":true}', id=9999)
    forged = forged._replace(hash=compute_hash(forged, seq))
    later = [row._replace(seq=row.seq + 1) for row in rows[seq - 1 :]]
    result = found(head, [*rows[: seq - 1], forged, *later])
    assert ("inserted", seq) in result
    assert not any(code in {"altered", "removed"} for code, _ in result)


def test_a_record_put_after_the_end_is_named():
    rows = chain(3)
    head = head_for(rows)
    assert found(head, chain(4)) == {("inserted", 4)}


def test_a_tail_cut_off_with_the_head_wound_back_shows_in_the_seal():
    rows = chain(4)[:2]
    head = head_for(chain(4))._replace(seq=2, hash=rows[-1].hash)
    assert ("head_forged", 2) in found(head, rows)


def test_a_whole_stream_rewritten_before_a_root_differs_from_the_root():
    genuine = chain(3)
    leaf = LeafRow(1, 5, "case", "7", 2, genuine[1].hash)
    rows = [row._replace(actor="account:9") for row in genuine]
    before = EMPTY
    for place, row in enumerate(rows):
        row = row._replace(prev_hash=before)
        rows[place] = row._replace(hash=compute_hash(row, row.seq))
        before = rows[place].hash
    assert found(head_for(rows, rooted=2), rows, [leaf]) == {("differs_from_root", 2)}


def test_entries_without_head_and_head_without_entries_are_named():
    rows = chain(2)
    assert found(None, rows) == {("head_missing", 0)}
    assert found(head_for(rows), []) == {("removed", 1), ("removed", 2)}


@pytest.mark.parametrize("count", [0, 1, 2, 3, 5, 8])
def test_no_two_leaf_lists_share_a_merkle_root(count):
    leaves = [bytes([n]) * 32 for n in range(count)]
    assert merkle_root(leaves, suite=1) != merkle_root([*leaves, b"x" * 32], suite=1)
    assert merkle_root(leaves, suite=2) != merkle_root([*leaves, b"x" * 32], suite=2)
