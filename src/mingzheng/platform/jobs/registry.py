"""Declares background work: `job` (how often to try) and `timetable` (when to run by itself). Runs nothing.

A room declares its jobs in its own `jobs.py`. Jobs are thin, take plain JSON values and must be safe to repeat.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any, ParamSpec, TypeVar
from zoneinfo import ZoneInfo

from django_tasks import task
from django_tasks.base import Task

P = ParamSpec("P")
T = TypeVar("T")

SHANGHAI = ZoneInfo("Asia/Shanghai")
LONGEST_DELAY = timedelta(hours=6)


class GiveUpError(Exception):
    """Raised by a job that knows trying again is useless: it becomes a dead letter at once."""


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """How often a job is tried and how long it waits: 10 s, 40 s, 160 s … unless it says otherwise."""

    attempts: int = 5
    first_delay: timedelta = timedelta(seconds=10)

    def delay_after(self, attempt: int) -> timedelta:
        """Return the wait after the given attempt (1 is the first)."""
        factor: int = 4 ** min(attempt - 1, 10)
        return min(self.first_delay * factor, LONGEST_DELAY)


@dataclass(frozen=True, slots=True)
class TimetableEntry:
    """One job that starts by itself: every so often, or daily at a time of Shanghai's day."""

    name: str
    task: Task[..., Any]
    every: timedelta | None
    daily_at: time | None

    def latest_slot(self, at: datetime) -> datetime:
        """Return the last moment not after `at` at which this entry is due."""
        if self.every is not None:
            seconds = int(self.every.total_seconds())
            return datetime.fromtimestamp(int(at.timestamp()) // seconds * seconds, tz=UTC)
        local = at.astimezone(SHANGHAI)
        slot = datetime.combine(local.date(), self.daily_at or time(), tzinfo=SHANGHAI)
        return slot if slot <= local else slot - timedelta(days=1)


_policies: dict[str, RetryPolicy] = {}
_timetable: dict[str, TimetableEntry] = {}


def job(
    *, attempts: int = 5, first_delay: timedelta = timedelta(seconds=10), priority: int = 0
) -> Callable[[Callable[P, T]], Task[P, T]]:
    """Declare a module-level function as a background job."""

    def declare(function: Callable[P, T]) -> Task[P, T]:
        declared = task(priority=priority)(function)
        _policies[declared.module_path] = RetryPolicy(attempts, first_delay)
        return declared

    return declare


def timetable(
    *, name: str, every: timedelta | None = None, daily_at: time | None = None
) -> Callable[[Task[P, T]], Task[P, T]]:
    """Declare that a job (without arguments) starts by itself; exactly one of `every` and `daily_at` is given.

    Each slot runs once however many workers there are. After a stop only the latest slot is made up for.
    """
    if (every is None) == (daily_at is None):
        raise ValueError("a timetable entry needs either `every` or `daily_at`")

    def declare(declared: Task[P, T]) -> Task[P, T]:
        if name in _timetable and _timetable[name].task.module_path != declared.module_path:
            raise ValueError(f"timetable entry {name!r} is declared twice")
        _timetable[name] = TimetableEntry(name, declared, every, daily_at)
        return declared

    return declare


def policy_of(task_path: str) -> RetryPolicy:
    """Return how often the job behind a dotted path is tried."""
    return _policies.get(task_path, RetryPolicy())


def list_timetable() -> tuple[TimetableEntry, ...]:
    """Return every declared entry, by name."""
    return tuple(_timetable[name] for name in sorted(_timetable))
