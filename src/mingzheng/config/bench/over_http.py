"""Measures over HTTP: the web server people run, two processes, and a load generator beside it on the same cores."""

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mingzheng.config.bench.district import District, token_for
from mingzheng.config.bench.figures import Stopwatch

HOST = "127.0.0.1"
CALLERS = 4
WAIT_SECONDS = 60.0


@contextmanager
def web_server(var_dir: Path, processes: int = 2) -> Iterator[tuple[int, int]]:
    """Run the web server of this measurement and yield its port and its process id."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = probe.getsockname()[1]
    command = [
        *(sys.executable, "-m", "mingzheng.config.web", "--interface", "wsgi"),
        *("--host", HOST, "--port", str(port), "--no-ws"),
        *("--workers", str(processes), "--blocking-threads", "2", "--log-level", "warning"),
        "mingzheng.config.wsgi:application",
    ]
    with (var_dir / "web.out").open("ab") as output:
        server = subprocess.Popen(command, stdout=output, stderr=output)  # noqa: S603 - a list made here
    try:
        _wait_for(server, port)
        yield port, server.pid
    finally:
        server.terminate()
        server.wait(20)


def processor_seconds(pid: int) -> float:
    """Return the processor time a process and its children have used: steadier than time when others are at work."""
    fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    used = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text("utf-8").split()
    return used + sum(processor_seconds(int(child)) for child in children)


def resident_mebibytes(pid: int) -> float:
    """Return the memory a process and its children hold, pages they share counted once (PSS)."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text("utf-8").splitlines()
    held = next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0) / 1024
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text("utf-8").split()
    return round(held + sum(resident_mebibytes(int(child)) for child in children), 1)


def _wait_for(server: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            if _Caller(port).call("GET", "/healthz")[0] == http.client.OK:
                return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("the web server did not start; see web.out")


@dataclass(slots=True)
class _Caller:
    """One connection that stays open."""

    port: int
    connection: http.client.HTTPConnection = field(init=False)

    def __post_init__(self) -> None:
        self.connection = http.client.HTTPConnection(HOST, self.port, timeout=60)

    def call(
        self, method: str, path: str, token: str = "", key: str = "", body: dict[str, Any] | None = None
    ) -> tuple[int, Any]:
        """Send one request and return status and answer."""
        headers = {"Content-Type": "application/json"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        if key:
            headers["Idempotency-Key"] = key
        content = json.dumps(body) if body is not None else None
        try:
            self.connection.request(method, path, content, headers)
            answer = self.connection.getresponse()
        except (BrokenPipeError, ConnectionResetError, http.client.RemoteDisconnected):
            # The server ends connections that were idle too long; every request is safe to repeat by its key.
            self.connection.close()
            self.connection.request(method, path, content, headers)
            answer = self.connection.getresponse()
        received = answer.read()
        is_json = "json" in (answer.getheader("Content-Type") or "")
        return answer.status, json.loads(received) if is_json else received


def measure_lives_over_http(district: District, server: tuple[int, int], lives: int, run: str) -> dict[str, Any]:
    """Lead cases through their whole life over the API with several callers at once."""
    port, pid = server
    names = ["clerk", "verifier", *(f"liaison-{n}" for n in range(len(district.units)))]
    tokens = {name: token_for(district, name) for name in names}
    watches = [Stopwatch() for _ in range(CALLERS)]
    _work(district, port, tokens, range(CALLERS * 2), f"{run}-warm", Stopwatch())
    started, served, asked = time.perf_counter(), processor_seconds(pid), time.process_time()
    with ThreadPoolExecutor(CALLERS) as pool:
        shares = [range(first, lives, CALLERS) for first in range(CALLERS)]
        work = [
            pool.submit(_work, district, port, tokens, share, run, watch)
            for share, watch in zip(shares, watches, strict=True)
        ]
        for done in work:
            done.result()
    elapsed = time.perf_counter() - started
    served, asked = processor_seconds(pid) - served, time.process_time() - asked
    together = Stopwatch()
    for watch in watches:
        for name, laps in watch.laps.items():
            together.laps[name] += laps
    return {
        "lives": lives,
        "lives_per_second": round(lives / elapsed, 1),
        "requests_per_second": round(lives * len(together.laps) / elapsed, 1),
        "callers": CALLERS,
        "server_processor_ms_per_life": round(served / lives * 1000, 1),
        "caller_processor_ms_per_life": round(asked / lives * 1000, 1),
        "server_memory_mebibytes": resident_mebibytes(pid),
        "steps": together.figures(),
    }


def _work(district: District, port: int, tokens: dict[str, str], share: range, run: str, watch: Stopwatch) -> None:
    """Lead cases one after another; every person has a connection of his own, as people at their desks have."""
    callers = {name: _Caller(port) for name in tokens}
    for number in share:
        place = number % len(district.units)
        _live(callers, tokens, f"liaison-{place}", district.units[place].pk, f"{run}-{number}", watch)
    for caller in callers.values():
        caller.connection.close()


def _live(
    callers: dict[str, _Caller], tokens: dict[str, str], liaison: str, unit: int, mark: str, watch: Stopwatch
) -> None:
    opening = {"procedure": "bench", "data": {"title": f"测量 {mark}", "source": "性能测量"}}
    clerk = callers["clerk"]
    with watch.lap("register"):
        receipt = _expect(clerk.call("POST", "/api/v1/cases", tokens["clerk"], f"{mark}:register", opening), 201)
    steps: tuple[tuple[str, str, dict[str, Any]], ...] = (
        ("dispatch", "clerk", {"lead_units": [unit]}),
        ("receive", liaison, {}),
        ("report", liaison, {"result": "已办结。"}),
        ("verify", "verifier", {}),
    )
    for action, who, data in steps:
        path = f"/api/v1/cases/{receipt['case_id']}/actions/{action}"
        with watch.lap(action):
            _expect(callers[who].call("POST", path, tokens[who], f"{mark}:{action}", {"data": data}), 200)
    with watch.lap("find by number"):
        found = clerk.call("GET", f"/api/v1/cases/by-number/{receipt['number']}", tokens["clerk"])
    if _expect(found, 200)["state"] != "done":
        raise RuntimeError("the case did not come to its end")
    with watch.lap("find in the list"):
        listed = callers[liaison].call("GET", f"/api/v1/cases?procedure=bench&q={receipt['number']}", tokens[liaison])
    if [item["id"] for item in _expect(listed, 200)["items"]] != [receipt["case_id"]]:
        raise RuntimeError("the case is not in the list")


def _expect(answer: tuple[int, Any], status: int) -> Any:
    if answer[0] != status:
        raise RuntimeError(f"{answer[0]}: {answer[1]}")
    return answer[1]


def measure_pages_over_http(district: District, port: int, runs: int = 20) -> dict[str, Any]:
    """Time the API's lists as a unit's liaison and an office clerk read them."""
    watch, caller = Stopwatch(), _Caller(port)
    paths = {
        "todo": "/api/v1/cases?work=todo&limit=30",
        "unit": "/api/v1/cases?work=unit&limit=30",
        "procedure": "/api/v1/cases?procedure=bench&limit=30",
        "procedure, one unit, overdue": f"/api/v1/cases?procedure=bench&unit={district.units[3].pk}&lamp=overdue&limit=30",
    }
    for who in ("liaison-3", "clerk"):
        token = token_for(district, who)
        for name, path in paths.items():
            for _ in range(runs):
                with watch.lap(f"{who.partition('-')[0]}: {name}"):
                    _expect(caller.call("GET", path, token), 200)
    return watch.figures()
