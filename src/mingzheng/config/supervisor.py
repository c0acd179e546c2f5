"""Keeps the programs of one installation running as one command: starts, restarts, stops, leaves nobody behind.

Standard library only and no Django, so that it stays small. Which programs there are is said in `config.cli.serve`.
"""

import contextlib
import ctypes
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

TICK_SECONDS = 0.1
GRACE_SECONDS = 25.0
HEALTHY_AFTER = 60.0
LONGEST_PAUSE = 30.0
CRASHES_BEFORE_READY = 3
LOG_LIMIT = 20 * 1024 * 1024
LOGS_KEPT = 5
PR_SET_PDEATHSIG = 1


@dataclass(frozen=True, slots=True)
class Program:
    """One program: its name in messages and logs, its command, its environment."""

    name: str
    command: tuple[str, ...]
    environment: dict[str, str]


@dataclass(slots=True)
class _Child:
    program: Program
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    crashes: int = 0
    start_again_at: float = 0.0


@dataclass(slots=True)
class Supervisor:
    """Runs programs until a signal.

    The first one starts alone: `is_ready` is asked until it says yes, then `announce` is called, once, and the others
    start (before, they would only take its processor time).
    """

    programs: Sequence[Program]
    log_folder: Path
    say: Callable[[str], None]
    is_ready: Callable[[], bool]
    announce: Callable[[], None]
    stop_signal: int = 0
    ready: bool = False
    children: list[_Child] = field(default_factory=list)

    def run(self) -> int:
        """Work until SIGTERM, SIGINT or SIGHUP; return the status of the whole command."""
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._remember_signal)
        self.log_folder.mkdir(parents=True, exist_ok=True)
        rotate_logs(self.log_folder)
        self.children = [_Child(program) for program in self.programs]
        next_rotation = time.monotonic() + 3600
        try:
            while not self.stop_signal:
                for child in self.children if self.ready else self.children[:1]:
                    if not self._keep_running(child):
                        return 1
                if not self.ready and self.is_ready():
                    self.ready = True
                    self.announce()
                if time.monotonic() > next_rotation:
                    next_rotation += 3600
                    rotate_logs(self.log_folder)
                time.sleep(TICK_SECONDS)
        finally:
            self._stop_all()
        return 0

    def _remember_signal(self, number: int, _frame: object) -> None:
        self.stop_signal = number

    def _keep_running(self, child: _Child) -> bool:
        """Start a program that is not running when its time has come; return False when it cannot be helped."""
        now = time.monotonic()
        if child.process is None:
            if now >= child.start_again_at:
                self._start(child)
            return True
        status = child.process.poll()
        if status is None:
            return True
        self._end_group(child)
        child.crashes = 0 if now - child.started > HEALTHY_AFTER else child.crashes + 1
        if not self.ready and child.crashes >= CRASHES_BEFORE_READY:
            self.say(f"{child.program.name} 无法启动（状态 {status}）。日志末尾：\n{self._tail(child)}")
            return False
        pause = min(0.5 * 2**child.crashes, LONGEST_PAUSE)
        self.say(f"{child.program.name} 意外退出（状态 {status}），{pause:g} 秒后重启。")
        child.process, child.start_again_at = None, now + pause
        return True

    def _start(self, child: _Child) -> None:
        with self._output_path(child).open("ab") as output:
            child.process = subprocess.Popen(
                child.program.command,
                env=child.program.environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=_die_with_parent(os.getpid()),
            )
        child.started = time.monotonic()

    def _stop_all(self) -> None:
        """Ask every program to end, wait, and end what is left with all it started."""
        running = [child for child in self.children if child.process is not None]
        for child in running:
            if child.process is not None and child.process.poll() is None:
                child.process.terminate()
        deadline = time.monotonic() + GRACE_SECONDS
        for child in running:
            if child.process is not None:
                try:
                    child.process.wait(max(deadline - time.monotonic(), 0.1))
                except subprocess.TimeoutExpired:
                    self.say(f"{child.program.name} 未按时结束，强制终止。")
            self._end_group(child)

    def _end_group(self, child: _Child) -> None:
        """Kill what a program left behind in its session."""
        if child.process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.process.pid, signal.SIGKILL)
        child.process.wait()

    def _output_path(self, child: _Child) -> Path:
        return self.log_folder / f"{child.program.name}.out"

    def _tail(self, child: _Child) -> str:
        return self._output_path(child).read_bytes()[-2000:].decode("utf-8", "replace")


def _die_with_parent(parent: int) -> Callable[[], None]:
    """Return what a child does before it becomes its program: ask the kernel to be ended when the supervisor dies."""
    library = ctypes.CDLL(None, use_errno=True)

    def ask() -> None:
        library.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            os._exit(1)

    return ask


def rotate_logs(folder: Path) -> None:
    """Copy logs that grew too long aside and empty them, keeping the last few copies. Programs append and go on."""
    for path in [*folder.glob("*.log"), *folder.glob("*.out")]:
        if path.stat().st_size < LOG_LIMIT:
            continue
        for number in range(LOGS_KEPT - 1, 0, -1):
            older = path.with_name(f"{path.name}.{number}")
            if older.exists():
                older.replace(path.with_name(f"{path.name}.{number + 1}"))
        shutil.copyfile(path, path.with_name(f"{path.name}.1"))
        os.truncate(path, 0)
