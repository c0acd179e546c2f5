"""The whole ledger is checked as it stands in the database, against its heads, its roots and roots held outside."""

import threading
from datetime import UTC, date, datetime

import pytest
from django.db import connection, connections, transaction

from mingzheng.platform.ledger import guards
from mingzheng.platform.ledger import public as ledger
from mingzheng.platform.ledger.models import StreamHead

NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
DAY = date(2026, 3, 2)


def put(subject="1", stream="case", **more):
    return ledger.append(
        stream=stream,
        stream_id=subject,
        kind="act",
        payload={"a": subject},
        actor="account:1",
        occurred_on=None,
        recorded_at=NOON,
        **more,
    )


def tamper(*statements):
    """Do what only somebody with the database in hand can do: take the triggers down and write."""
    connection.check_constraints()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # What is to be removed is held by foreign keys; whoever owns the tables can drop those too.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        guards.take_down(connection)
        for statement in statements:
            cursor.execute(statement)
        guards.put_up(connection)


def codes():
    return [(f.code, f.stream, f.stream_id, f.seq) for f in ledger.verify_ledger().findings]


@pytest.fixture
def some_streams(db):
    for subject in ("1", "2", "1", "3", "1"):
        put(subject, private={"name": "张三"})


def test_a_whole_ledger_has_no_findings_before_and_after_roots_and_erasure(some_streams):
    assert codes() == []
    first = ledger.take_root(DAY, at=NOON)
    put("2")
    second = ledger.take_root(DAY, at=NOON)
    ledger.erase_subject(stream="case", stream_id="1", actor="account:1", reason="期满", recorded_at=NOON)
    report = ledger.verify_ledger(published=[ledger.root_as_json(first), ledger.root_as_json(second)])
    assert (report.ok, report.entries, report.streams, report.roots) == (True, 9, 4, 2)
    assert (first.leaf_count, second.leaf_count) == (4, 2)


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("UPDATE ledger_entry SET actor='account:9' WHERE stream_id='1' AND seq=2", ("altered", "case", "1", 2)),
        ("DELETE FROM ledger_entry WHERE stream_id='1' AND seq=2", ("removed", "case", "1", 2)),
        ("DELETE FROM ledger_entry WHERE stream_id='1' AND seq=3", ("removed", "case", "1", 3)),
        ("UPDATE ledger_streamhead SET seq=2 WHERE stream_id='1'", ("head_forged", "case", "1", 2)),
        ("UPDATE ledger_entry SET private_box=NULL WHERE stream_id='3'", ("altered", "case", "3", 1)),
    ],
)
def test_what_was_done_to_a_record_is_named(some_streams, statement, expected):
    tamper(statement)
    assert expected in codes()


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("DELETE FROM ledger_subjectkey WHERE stream_id='3'", ("key_missing", "case", "3", 1)),
        ("UPDATE ledger_subjectkey SET generation=7 WHERE stream_id='2'", ("key_altered", "case", "2", 0)),
        (
            "UPDATE ledger_subjectkey SET erased_at='2026-03-02 12:00:00' WHERE stream_id='2'",
            ("key_destroyed", "case", "2", 0),
        ),
    ],
)
def test_a_key_gone_altered_or_destroyed_off_the_record_is_named(some_streams, statement, expected):
    tamper(statement)
    assert expected in codes()


def test_a_stream_removed_altogether_is_missed_by_the_roots(some_streams):
    ledger.take_root(DAY, at=NOON)
    connection.check_constraints()
    tamper("DELETE FROM ledger_entry WHERE stream_id='2'")
    assert ("removed", "case", "2", 1) in codes()
    assert ("differs_from_root", "case", "2", 1) in codes()


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("UPDATE ledger_root SET merkle_root='00' WHERE number=1", "root_altered"),
        ("UPDATE ledger_root SET signature='00' WHERE number=2", "root_wrong_signature"),
        ("UPDATE ledger_root SET public_key='00' WHERE number=2", "root_foreign_key"),
        ("UPDATE ledger_leaf SET seq=1 WHERE root_id=2", "root_leaves_altered"),
        ("DELETE FROM ledger_leaf WHERE root_id=2 AND stream='case'", "root_leaf_missing"),
    ],
)
def test_a_root_that_was_touched_is_named(some_streams, statement, code):
    ledger.take_root(DAY, at=NOON)
    put("1")
    ledger.take_root(DAY, at=NOON)
    tamper(statement)
    assert code in [found[0] for found in codes()]


def test_roots_made_anew_with_another_key_differ_from_those_held_outside(some_streams, settings):
    published = ledger.root_as_json(ledger.take_root(DAY, at=NOON))
    report = ledger.verify_ledger(published=[{**published, "number": 7}])
    assert [f.code for f in report.findings] == ["root_missing"]
    settings.LEDGER_SIGNING_KEY = "33" * 32
    assert {f.code for f in ledger.verify_ledger(published=[published]).findings} >= {
        "root_foreign_key",
        "head_forged",
        "published_wrong_signature",
    }


def test_the_day_is_sealed_once_and_the_roots_are_chained(some_streams):
    first = ledger.seal_day(DAY, at=NOON)
    assert ledger.seal_day(DAY, at=NOON).number == first.number == 1
    second = ledger.seal_day(date(2026, 3, 3), at=NOON)
    assert (second.previous_hash, second.number) == (first.hash, 2)
    assert not StreamHead.objects.filter(rooted_seq=0).exists()


@pytest.mark.django_db(transaction=True)
def test_appends_at_the_same_time_keep_each_chain_whole():
    if connection.vendor == "sqlite":
        pytest.skip("SQLite in memory has one connection")
    errors = []

    def work(number):
        try:
            for turn in range(15):
                with transaction.atomic():
                    put("shared", private={"n": turn})
                    put(f"own-{number}-{turn}")
                if turn == 7:
                    ledger.take_root(DAY, at=NOON)
        except Exception as error:
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    report = ledger.verify_ledger()
    assert (report.findings, report.roots, report.streams) == ([], 4, 62)
    assert StreamHead.objects.get(stream_id="shared").seq == 60
