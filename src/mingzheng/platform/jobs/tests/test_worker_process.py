"""The worker as a real process: killed in the middle of a job it loses nothing, told to stop it stops cleanly."""

import datetime as dt
import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from urllib.parse import urlencode

import pytest
from django.db import connection
from django_tasks_db.models import DBTaskResult

from mingzheng.platform.jobs import services
from mingzheng.platform.jobs.models import WorkerBeat
from mingzheng.platform.jobs.public import enqueue
from mingzheng.platform.jobs.tests import sample_jobs
from mingzheng.platform.ledger.public import now


def address_of_test_database():
    values = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{values['NAME']}"
    login = f"{values['USER']}:{values['PASSWORD']}@" if values["PASSWORD"] else f"{values['USER']}@"
    where = f"{values['HOST']}:{values['PORT']}" if values["PORT"] else values["HOST"]
    return f"postgres://{login}{where}/{values['NAME']}?{urlencode(values['OPTIONS'])}"


@contextmanager
def worker(tmp_path):
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "mingzheng.config.settings",
        "DATABASE_URL": address_of_test_database(),
        "MINGZHENG_VAR": str(tmp_path),
        "MINGZHENG_SECRET_KEY": "x" * 60,
        "MINGZHENG_LEDGER_KEY": "01" * 32,
        "MINGZHENG_VAULT_KEY": "02" * 32,
        "MINGZHENG_FIELD_KEY": "03" * 32,
    }
    command = [sys.executable, "-m", "django", "run_worker", "--interval", "0.05"]
    environment["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)
    process = subprocess.Popen(command, env=environment)
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.wait(20)


def wait_for(condition, seconds=90):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited too long"
        time.sleep(0.05)


@pytest.mark.django_db(transaction=True)
def test_a_job_whose_worker_is_killed_is_taken_back_and_finished_by_another(tmp_path):
    marker = tmp_path / "started"
    job_id = enqueue(sample_jobs.sleep_once, marker=str(marker))
    with worker(tmp_path) as first:
        wait_for(marker.exists)
        first.send_signal(signal.SIGKILL)
        first.wait(10)
    assert DBTaskResult.objects.get(pk=job_id).status == "RUNNING"

    assert services.reclaim_stale(at=now()) == 0, "a worker that was seen a moment ago still owns its job"
    assert services.reclaim_stale(at=now() + dt.timedelta(minutes=1)) == 1
    DBTaskResult.objects.filter(pk=job_id).update(run_after=now())
    with worker(tmp_path) as second:
        wait_for(marker.with_suffix(".done").exists)
        wait_for(lambda: DBTaskResult.objects.get(pk=job_id).status == "SUCCESSFUL")
        second.send_signal(signal.SIGTERM)
        assert second.wait(15) == 0
    assert WorkerBeat.objects.filter(stopped_at=None).count() == 1, "the killed one said no farewell, the second did"
