"""Jobs for the tests: one that counts, one that fails, one that gives up, one that never ends."""

import datetime as dt
import time
from pathlib import Path

from mingzheng.platform.jobs.registry import GiveUpError, job

runs: list[str] = []


@job()
def note(text: str) -> None:
    runs.append(text)


@job(attempts=3, first_delay=dt.timedelta(seconds=1))
def fail(text: str) -> None:
    runs.append(text)
    raise RuntimeError("broken")


@job()
def give_up() -> None:
    raise GiveUpError


@job(attempts=2)
def sleep_once(marker: str) -> None:
    """Sleep for ever the first time, end at once the second time."""
    path = Path(marker)
    if path.exists():
        path.with_suffix(".done").touch()
        return
    path.touch()
    time.sleep(600)
