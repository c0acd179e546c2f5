"""Killed in the middle of writing, the ledger keeps every act it acknowledged and no half act."""

import os
import signal
import subprocess
import sys
import time

import pytest
from django.conf import settings

WRITER = """
import sys
import django
django.setup()
from django.db import transaction
from mingzheng.platform.ledger import public as ledger
for number in range(1_000_000):
    with transaction.atomic():
        for stream_id in ("first", "second"):
            entry = ledger.append(stream="case", stream_id=stream_id, kind="act", payload={"n": number},
                private={"n": number}, actor="system", occurred_on=None, recorded_at=ledger.now())
    sys.stdout.write(f"{entry.seq}\\n")
    sys.stdout.flush()
"""
READER = """
import django
django.setup()
from mingzheng.platform.ledger import public as ledger
report = ledger.verify_ledger()
first, second = (len(ledger.list_entries("case", name)) for name in ("first", "second"))
print(report.found, first, second)
"""


def python(code, environment):
    return subprocess.Popen([sys.executable, "-c", code], env=environment, stdout=subprocess.PIPE, text=True)


@pytest.mark.long
def test_every_acknowledged_append_survives_a_kill_and_no_half_act_does(tmp_path):
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "mingzheng.config.settings",
        "DATABASE_URL": f"sqlite:///{tmp_path / 'ledger.sqlite3'}",
        "MINGZHENG_VAR": str(tmp_path),
        "MINGZHENG_SECRET_KEY": settings.SECRET_KEY,  # all four: writer and reader are one installation
        "MINGZHENG_LEDGER_KEY": settings.LEDGER_SIGNING_KEY,
        "MINGZHENG_VAULT_KEY": settings.LEDGER_VAULT_KEY,
        "MINGZHENG_FIELD_KEY": settings.FIELD_ENCRYPTION_KEY,
    }
    migrate = [sys.executable, "-m", "django", "migrate", "--skip-checks", "-v", "0", "ledger"]
    subprocess.run(migrate, env=environment, check=True)
    for pause in (0.05, 0.2, 0.5, 0.9, 1.3):
        with python(WRITER, environment) as writer:
            told = [writer.stdout.readline()]
            time.sleep(pause)
            os.kill(writer.pid, signal.SIGKILL)
            told += writer.stdout.read().splitlines()
        acknowledged = int(told[-1])
        with python(READER, environment) as reader:
            found, first, second = map(int, reader.stdout.read().split())
        assert found == 0
        assert first == second >= acknowledged
        # One act may be committed and not yet said.
        assert first - acknowledged <= 1
