"""What an earlier run migrated is taken only while nothing that makes it has changed."""

import sqlite3
from pathlib import Path

import pytest

from mingzheng.config.suite.migrated import KEPT, Keeping, digest_of


@pytest.fixture
def source(tmp_path: Path) -> Path:
    room = tmp_path / "src" / "mingzheng" / "room"
    (room / "migrations").mkdir(parents=True)
    (room / "migrations" / "0001_initial.py").write_text("from mingzheng.room import guards\n", "utf-8")
    (room / "guards.py").write_text("from mingzheng.kit.words import TEXT\n", "utf-8")
    (room / "views.py").write_text("", "utf-8")
    (tmp_path / "src" / "mingzheng" / "kit").mkdir()
    (tmp_path / "src" / "mingzheng" / "kit" / "words.py").write_text("TEXT = 1\n", "utf-8")
    return tmp_path / "src"


@pytest.mark.parametrize(
    ("changed", "differs"),
    [
        ("room/migrations/0001_initial.py", True),
        ("room/migrations/0002_more.py", True),
        ("room/guards.py", True),
        ("kit/words.py", True),
        ("room/views.py", False),
    ],
)
def test_the_digest_follows_migrations_and_what_they_import(source: Path, changed: str, *, differs: bool) -> None:
    before = digest_of(source, ["room"])
    (source / "mingzheng" / changed).write_text("from mingzheng.room import guards\nchanged = True\n", "utf-8")
    assert (digest_of(source, ["room"]) != before) is differs


def test_the_applications_count(source: Path) -> None:
    assert digest_of(source, ["room"]) != digest_of(source, ["room", "other"])


def test_what_was_kept_is_taken_and_only_the_newest_stay(tmp_path: Path) -> None:
    folder, place = tmp_path / "kept", tmp_path / "test.sqlite3"
    for number in range(KEPT + 2):
        first = Keeping(folder, f"digest-{number}", place)
        assert not first.taken
        made = sqlite3.connect(":memory:")
        made.execute("CREATE TABLE a (b)")
        first.keep(made)
        made.close()
    assert len(list(folder.glob("*.sqlite3"))) == KEPT
    second = Keeping(folder, f"digest-{KEPT + 1}", place)
    assert second.taken
    copy = sqlite3.connect(place)
    assert copy.execute("SELECT name FROM sqlite_master").fetchall() == [("a",)]
    copy.close()
    second.keep(copy)
