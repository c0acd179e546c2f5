"""The one command people start: it answers, mends a killed process of the web server, and leaves nobody behind."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.once
PATIENCE_SECONDS = 120
START = (sys.executable, "-m", "mingzheng.config.cli", "serve", "--no-demo", "--no-fonts", "--port")


@pytest.fixture
def served(tmp_path):
    """Start an empty installation; yield its port and its process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    values = {
        name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")
    }
    with (tmp_path / "said").open("wb") as said:
        process = subprocess.Popen(
            (*START, str(port)), env={**values, "MINGZHENG_VAR": str(tmp_path)}, stdout=said, stderr=said
        )
    wait_until(lambda: "/first-run" in (tmp_path / "said").read_text("utf-8") or process.poll() is not None)
    yield port, process
    process.kill()
    process.wait()


def wait_until(is_true):
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not is_true():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def children_of(pid):
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def is_gone(pid):
    status = Path(f"/proc/{pid}/stat")
    return not status.exists() or status.read_text().rsplit(")", 1)[1].split()[0] == "Z"


def answers(port):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", "/healthz")
    status = connection.getresponse().status
    connection.close()
    return status


def test_one_command_serves_mends_a_killed_process_and_leaves_nobody_behind(served, tmp_path):
    port, process = served
    assert answers(port) == 200
    assert f"http://127.0.0.1:{port}/first-run" in (tmp_path / "said").read_text("utf-8")
    web = children_of(process.pid)[0]
    answering = children_of(web)
    assert len(answering) == 2
    # The application was loaded before the fork: both hold it in the same memory.
    maps = [Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines() for pid in answering]
    held = [{line.split(":")[0]: int(line.split()[1]) for line in lines[1:]} for lines in maps]
    assert all(one["Pss"] < 0.7 * one["Rss"] for one in held)

    os.kill(answering[0], signal.SIGKILL)
    wait_until(lambda: len(set(children_of(web)) - {answering[0]}) == 2)
    assert answers(port) == 200

    everybody = [web, *children_of(web), *children_of(process.pid)]
    process.send_signal(signal.SIGTERM)
    assert process.wait(60) == 0
    wait_until(lambda: all(is_gone(pid) for pid in everybody))
