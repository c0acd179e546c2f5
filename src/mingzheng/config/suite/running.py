"""Runs the checks of `steps`, shows what they say and how long they took, and judges the whole."""

import os
import re
import subprocess
import time
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from mingzheng.config.suite.steps import Step

CLOSING_LINE = re.compile(r"(passed|failed|error|no tests ran|skipped|deselected).* in [\d.]+s")
NO_TESTS = 5


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one step. `status` is None when it could not run; `reason` says why."""

    name: str
    status: int | None
    seconds: float
    reason: str = ""
    closing_line: str = ""

    @property
    def failed(self) -> bool:
        """Tell whether it ran and found something."""
        return self.status not in (None, 0)

    def describe(self) -> str:
        """Return its line in the summary."""
        word = "NOT RUN" if self.status is None else ("FAILED" if self.failed else "ok")
        return f"{word:>8}  {self.name} ({self.seconds:.1f} s){f': {self.reason}' if self.reason else ''}"


def run_checks(steps: Iterable[Step], *, root: Path, say: Callable[[str], None]) -> list[Outcome]:
    """Run quiet checks two at a time; the output of one is shown when it ends."""

    def run(step: Step) -> Outcome:
        reason = _missing_subcommand(step)
        if reason:
            return Outcome(step.name, None, 0.0, reason)
        started = time.monotonic()
        result = subprocess.run(
            step.command, cwd=root, env={**os.environ, **step.environment}, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        outcome = Outcome(step.name, result.returncode, time.monotonic() - started)
        text = result.stdout.decode("utf-8", "replace").strip() if outcome.failed else ""
        say(outcome.describe() + (f"\n{text}" if text else ""))
        return outcome

    with ThreadPoolExecutor(max_workers=2) as pool:
        return list(pool.map(run, steps))


def run_tests(step: Step, *, root: Path, say: Callable[[str], None], environment: Mapping[str, str]) -> Outcome:
    """Run one pytest run, showing its lines as they come, and keep its closing line."""
    say(f"\n---- {step.name}")
    started = time.monotonic()
    closing = ""
    with subprocess.Popen(
        step.command, cwd=root, env={**os.environ, **step.environment, **environment}, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8", errors="replace",
    ) as process:  # fmt: skip
        try:
            for line in process.stdout or ():
                say(line.rstrip("\n"))
                closing = line.strip() if CLOSING_LINE.search(line) else closing
        except BaseException:
            process.terminate()
            raise
    status = process.returncode
    reason = "no test was found" if status == NO_TESTS else ""
    return Outcome(step.name, status, time.monotonic() - started, reason, closing)


def _missing_subcommand(step: Step) -> str:
    folder = Path(__file__).resolve().parents[1] / "cli"
    if step.subcommand and not (folder / f"{step.subcommand}.py").exists() and not (folder / step.subcommand).is_dir():
        return f"there is no `mingzheng {step.subcommand}` yet"
    return ""
