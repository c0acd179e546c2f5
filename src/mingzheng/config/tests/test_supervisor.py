"""The supervisor: one signal ends everything, a crash is repaired, a hopeless start is given up, nobody is left behind."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from mingzheng.config import supervisor as module
from mingzheng.config.supervisor import Program, Supervisor, rotate_logs

CHILD = "import signal,sys,time; signal.signal(signal.SIGTERM, lambda *_: sys.exit(0)); time.sleep(120)"
PARENT = f"""
    import subprocess, sys, time
    child = subprocess.Popen([sys.executable, "-c", {CHILD!r}])
    with open(sys.argv[1], "a") as file: file.write(f"{{child.pid}}\\n")
    time.sleep(120)
"""
MAIN = """
    import sys
    from pathlib import Path
    from mingzheng.config.supervisor import Program, Supervisor
    folder = Path(sys.argv[1])
    command = (sys.executable, "-c", (folder / "parent.py").read_text(), str(folder / "pids"))
    pids = folder / "pids"
    raise SystemExit(Supervisor(
        programs=[Program("one", command, {}), Program("two", command, {})],
        log_folder=folder / "log", say=lambda text: None,
        is_ready=lambda: True, announce=lambda: (folder / "ready").touch(),
    ).run())
"""


def status_of(pid):
    return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()


def parent_of(pid):
    return int(status_of(pid)[1])


def is_alive(pid):
    try:
        return status_of(pid)[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def wait_for(condition, seconds=60):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited too long"
        time.sleep(0.05)


@pytest.fixture
def running(tmp_path):
    (tmp_path / "parent.py").write_text(textwrap.dedent(PARENT))
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    process = subprocess.Popen([sys.executable, "-c", textwrap.dedent(MAIN), str(tmp_path)], env=environment)
    pids = tmp_path / "pids"
    wait_for(lambda: (tmp_path / "ready").exists() and pids.exists() and len(pids.read_text().split()) >= 2)
    yield process, lambda: [int(word) for word in pids.read_text().split()]
    process.kill()
    process.wait()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_one_signal_ends_everything_even_grandchildren(running, number):
    process, pids = running
    process.send_signal(number)
    assert process.wait(20) == 0
    wait_for(lambda: not any(is_alive(pid) for pid in pids()))


def test_a_killed_program_is_started_again_and_its_orphans_are_ended(running):
    process, pids = running
    first = pids()[0]
    parent = parent_of(first)
    os.kill(parent, signal.SIGKILL)
    wait_for(lambda: len(pids()) >= 3)
    wait_for(lambda: not is_alive(first))
    assert process.poll() is None


def test_programs_end_when_the_supervisor_itself_is_killed(running):
    process, pids = running
    parents = [parent_of(pid) for pid in pids()]
    process.kill()
    process.wait()
    wait_for(lambda: not any(is_alive(pid) for pid in parents))


def test_a_program_that_cannot_start_is_given_up_with_the_end_of_its_log(tmp_path, monkeypatch):
    monkeypatch.setattr(module.signal, "signal", lambda *_: None)
    said = []
    program = Program("web", (sys.executable, "-c", "raise SystemExit('没有密钥')"), dict(os.environ))
    supervisor = Supervisor([program], tmp_path / "log", said.append, is_ready=lambda: False, announce=lambda: None)
    assert supervisor.run() == 1
    assert "没有密钥" in said[-1]


def test_a_log_that_grew_too_long_is_copied_aside_and_emptied(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "LOG_LIMIT", 3)
    log = tmp_path / "web.log"
    for text in ("first", "second"):
        log.write_text(text)
        rotate_logs(tmp_path)
    assert log.read_text() == ""
    assert (tmp_path / "web.log.1").read_text() == "second"
    assert (tmp_path / "web.log.2").read_text() == "first"
