"""Writers of one SQLite file wait in line: nobody writes beside another, and nobody is left out."""

import fcntl
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from mingzheng.platform.database.sqlite import base

WRITER = """
import sys, sqlite3
from mingzheng.platform.database.sqlite.base import DatabaseWrapper
from django.conf import settings
settings.configure()
from django.db.backends.sqlite3.base import DatabaseWrapper as Plain
settings_dict = {"NAME": sys.argv[1], "OPTIONS": {"transaction_mode": "IMMEDIATE"}, "TIME_ZONE": None, "CONN_MAX_AGE": 0,
    "CONN_HEALTH_CHECKS": False, "AUTOCOMMIT": True, "ATOMIC_REQUESTS": False, "TEST": {}, "HOST": "", "PORT": "", "USER": "",
    "PASSWORD": "", "ENGINE": ""}
wrapper = DatabaseWrapper(settings_dict, "default")
wrapper.connect()
for _ in range(50):
    wrapper.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    with wrapper.cursor() as cursor:
        (n,) = cursor.execute("SELECT n FROM counter").fetchone()
        cursor.execute("UPDATE counter SET n = %s", [n + 1])
    wrapper.commit()
    wrapper.set_autocommit(True)
"""


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has many writers and its own queue")
def test_processes_lose_no_write(tmp_path: Path) -> None:
    path = str(tmp_path / "counted.sqlite3")
    made = base.SQLiteWrapper.Database.connect(path)
    made.execute("PRAGMA journal_mode=WAL")
    made.execute("CREATE TABLE counter (n INTEGER)")
    made.execute("INSERT INTO counter VALUES (0)")
    made.commit()
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, path]) for _ in range(3)]
    assert [writer.wait(60) for writer in writers] == [0, 0, 0]
    assert made.execute("SELECT n FROM counter").fetchone() == (150,)
    made.close()


def test_the_turn_is_passed_on(tmp_path: Path) -> None:
    turnstile, order = base._Turnstile(str(tmp_path / "queue")), []
    assert turnstile.enter()

    def second() -> None:
        assert turnstile.enter()
        order.append("second")
        turnstile.leave()

    waiting = threading.Thread(target=second)
    waiting.start()
    order.append("first")
    turnstile.leave()
    waiting.join(10)
    assert order == ["first", "second"]


def test_patience_ends(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(base, "PATIENCE_SECONDS", 0.05)
    path = str(tmp_path / "queue")
    first, second = base._Turnstile(path), base._Turnstile(path)
    assert first.enter()
    assert not second.enter()
    first.leave()
    assert second.enter()
    second.leave()


def test_who_has_written_does_not_overtake_who_waits(tmp_path: Path) -> None:
    path, order = str(tmp_path / "queue"), list[str]()
    writing, waiting = base._Turnstile(path), base._Turnstile(path)
    assert writing.enter()

    def wait() -> None:
        assert waiting.enter()
        order.append("waited")
        waiting.leave()

    thread = threading.Thread(target=wait)
    thread.start()
    while base._lock(writing._next, 0.0, 0.0):  # until the other stands next in line
        fcntl.flock(writing._next, fcntl.LOCK_UN)
    writing.leave()
    assert writing.enter()
    order.append("wrote again")
    writing.leave()
    thread.join(10)
    assert order == ["waited", "wrote again"]
