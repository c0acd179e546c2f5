"""Counts calls over all processes without a write for each: a process tells the shared table in steps.

Whose calls, which table and what follows from too many belong to the rooms.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass

MOST_CALLERS = 10_000


@dataclass(slots=True)
class _Calls:
    window: int
    told: int = 0
    untold: int = 0


class Tally:
    """The calls one process has seen in this window, and what all processes have told the database of theirs.

    A process tells the database in steps, so that a read costs no write: together the processes may let through at most
    a step each more than the limit. Once too many, nothing more is written for the rest of the window.
    """

    def __init__(self, tell: Callable[[str, int, int], int]) -> None:
        """Keep how to add calls of a window to the count all processes share, and learn what it is then."""
        self._tell = tell
        self._lock = threading.Lock()
        self._calls: dict[str, _Calls] = {}

    def add(self, what: str, window: int, *, step: int, most: int) -> int:
        """Count a call and return how many there were, as far as known here."""
        with self._lock:
            calls = self._calls.get(what)
            if calls is None or calls.window != window:
                self._forget(window)
                calls = self._calls[what] = _Calls(window)
            calls.untold += 1
            telling = calls.untold if calls.untold >= step and calls.told <= most else 0
            calls.untold -= telling
        if telling:
            told = self._tell(what, window, telling)
            with self._lock:
                calls.told = max(calls.told, told)
        return calls.told + calls.untold

    def _forget(self, window: int) -> None:
        if len(self._calls) > MOST_CALLERS:
            self._calls = {what: calls for what, calls in self._calls.items() if calls.window == window}
