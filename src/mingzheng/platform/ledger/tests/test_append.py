"""What appending promises: a place in the chain, one clock notice, private values that can be erased, no way back."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from mingzheng.platform.ledger import public as ledger
from mingzheng.platform.ledger.models import Entry, LedgerIsAppendOnlyError, StreamHead, SubjectKey

NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def put(subject="1", *, at=NOON, payload=None, private=None, stream="case"):
    return ledger.append(
        stream=stream,
        stream_id=subject,
        kind="act",
        payload=payload or {"state": "办理中"},
        actor="account:1",
        occurred_on=date(2026, 3, 1),
        recorded_at=at,
        private=private,
    )


def test_entries_of_a_stream_are_numbered_and_chained():
    first, second, other = put("1"), put("1"), put("2")
    assert (first.seq, second.seq, other.seq) == (1, 2, 1)
    assert second.prev_hash == first.hash
    assert [entry.id for entry in ledger.list_entries("case", "1")] == [first.id, second.id]
    assert ledger.list_entries("case", "1")[0].payload == {"state": "办理中"}


def test_an_append_costs_three_statements(django_assert_num_queries):
    with transaction.atomic():
        with django_assert_num_queries(3):
            put("1")
        with django_assert_num_queries(3):
            put("1")


def test_a_clock_set_back_is_said_once():
    put("1", at=NOON)
    put("2", at=NOON - timedelta(hours=2))
    put("1", at=NOON - timedelta(hours=1))
    notices = ledger.list_entries("system", "clock")
    assert [entry.kind for entry in notices] == ["clock_set_back"]
    assert notices[0].payload["latest"] == NOON.isoformat(timespec="microseconds")
    assert notices[0].payload["stream_id"] == "2"


def test_every_step_back_of_the_clock_is_said_and_older_streams_do_not_say_it_again():
    put("1", at=NOON - timedelta(minutes=30))
    put("2", at=NOON)
    for subject, hours in (("3", 3), ("1", 2), ("2", 1), ("4", 2)):
        put(subject, at=NOON - timedelta(hours=hours))
    told = [entry.payload["stream_id"] for entry in ledger.list_entries("system", "clock")]
    assert told == ["3", "4"]


def test_an_act_that_waited_for_a_lock_is_late_and_not_a_clock_set_back():
    put("1", at=ledger.now())
    put("2", at=ledger.now() - timedelta(seconds=20))
    put("1", at=ledger.now())
    assert ledger.list_entries("system", "clock") == []
    with time_machine.travel(ledger.now() - timedelta(seconds=20)):
        put("3", at=ledger.now())
    assert len(ledger.list_entries("system", "clock")) == 1


def test_a_second_of_difference_is_not_a_clock_set_back():
    put("1", at=NOON)
    put("2", at=NOON - timedelta(milliseconds=900))
    assert ledger.list_entries("system", "clock") == []


def test_the_past_can_be_recorded_on_purpose_and_leaves_its_reason():
    put("1", at=ledger.now())
    with ledger.recording_past(reason="期初导入", actor="account:1"):
        put("2", at=NOON)
    assert [entry.kind for entry in ledger.list_entries("system", "clock")] == ["past_recorded"]


def test_private_values_are_not_readable_in_the_row_and_come_back_through_the_key():
    entry = put("1", private={"applicant": "张三"})
    stored = Entry.objects.get(pk=entry.pk)
    assert "张三".encode() not in bytes(stored.private_box)
    assert "张三" not in stored.payload_text
    assert ledger.read_private(stored) == {"applicant": "张三"}


def test_the_national_suite_keeps_private_values_too(settings):
    settings.LEDGER_SUITE = "sm"
    entry = put("1", private={"applicant": "张三"})
    assert entry.suite == 2
    assert ledger.read_private(Entry.objects.get(pk=entry.pk)) == {"applicant": "张三"}


def test_erasure_destroys_the_key_and_a_later_value_gets_a_new_one():
    before = put("1", private={"applicant": "张三"})
    destroyed = ledger.erase_subject(
        stream="case", stream_id="1", actor="account:1", reason="保存期满", recorded_at=NOON
    )
    after = put("1", private={"applicant": "李四"})
    assert destroyed == 1
    assert ledger.read_private(before) is None
    assert ledger.read_private(after) == {"applicant": "李四"}
    assert [bytes(key.wrapped) == b"" for key in SubjectKey.objects.order_by("generation")] == [True, False]


@pytest.mark.parametrize("payload", [{"x": float("nan")}, {"x": object()}])
def test_values_json_cannot_carry_are_refused(payload):
    with pytest.raises((TypeError, ValueError)):
        put("1", payload=payload)
    assert StreamHead.objects.count() == 0


def test_no_code_changes_or_removes_an_entry():
    entry = put("1")
    entry.kind = "other"
    for attempt in (
        entry.save,
        entry.delete,
        Entry.objects.all().delete,
        lambda: Entry.objects.update(kind="x"),
        lambda: Entry.objects.bulk_update([entry], ["kind"]),
        lambda: Entry._base_manager.all().delete(),
    ):
        with pytest.raises(LedgerIsAppendOnlyError):
            attempt()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_entry SET kind = 'x'",
        "DELETE FROM ledger_entry",
        "DELETE FROM ledger_streamhead",
        "DELETE FROM ledger_subjectkey",
        "TRUNCATE ledger_entry CASCADE",
        "INSERT OR REPLACE INTO ledger_entry SELECT * FROM ledger_entry",
    ],
)
def test_the_database_itself_refuses(statement):
    if statement.startswith("TRUNCATE") and connection.vendor == "sqlite":
        pytest.skip("SQLite has no TRUNCATE")
    if "OR REPLACE" in statement and connection.vendor == "postgresql":
        pytest.skip("PostgreSQL has no INSERT OR REPLACE")
    put("1", private={"a": 1})
    connection.check_constraints()
    with (
        pytest.raises(DatabaseError, match=r"append-only|foreign key"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_a_real_database_is_never_flushed(monkeypatch):
    monkeypatch.setitem(connection.settings_dict, "NAME", "/srv/mingzheng.sqlite3")
    with pytest.raises(Exception, match="只增不减"):
        call_command("flush", interactive=False)
