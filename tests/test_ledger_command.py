"""`mingzheng ledger` says what it found, fails when it found something, and prints the root to publish."""

import json
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner
from django.db import connection

from mingzheng.config.cli.ledger import ledger as command
from mingzheng.platform.ledger import guards
from mingzheng.platform.ledger import public as ledger

NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)


@pytest.fixture
def two_entries(db):
    for subject in ("1", "2"):
        ledger.append(
            stream="case",
            stream_id=subject,
            kind="act",
            payload={},
            actor="account:1",
            occurred_on=None,
            recorded_at=NOON,
        )


def test_verify_says_what_it_found_and_fails(two_entries):
    whole = CliRunner().invoke(command, ["verify"])
    assert (whole.exit_code, "未发现" in whole.output) == (0, True)
    connection.check_constraints()
    guards.take_down(connection)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE ledger_entry SET kind='x' WHERE stream_id='2'")
    guards.put_up(connection)
    told = CliRunner().invoke(command, ["verify", "--json"])
    assert told.exit_code == 1
    finding = json.loads(told.stdout)["findings"][0]
    assert (finding["code"], finding["stream_id"], finding["seq"]) == ("altered", "2", 1)


def test_root_prints_the_signed_root_of_the_day(two_entries):
    result = CliRunner().invoke(command, ["root"])
    printed = json.loads(result.stdout)
    assert printed == ledger.root_as_json(ledger.find_root(ledger.today()))
    assert json.loads(CliRunner().invoke(command, ["root"]).stdout)["number"] == 1
    assert json.loads(CliRunner().invoke(command, ["root", "--new"]).stdout)["number"] == 2
    assert CliRunner().invoke(command, ["root", "--day", "2020-01-01"]).exit_code == 1


def test_a_root_held_outside_is_compared(two_entries, tmp_path):
    printed = json.loads(CliRunner().invoke(command, ["root"]).stdout)
    held = tmp_path / "root.json"
    held.write_text(json.dumps({**printed, "hash": "0" * 64}), "utf-8")
    told = CliRunner().invoke(command, ["verify", "--published", str(held)])
    assert (told.exit_code, "外部留存的根签名不符" in told.output) == (1, True)
