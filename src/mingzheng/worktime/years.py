"""Working days of one year, counted once so that a deadline is found by looking up, not by walking. No law here."""

from collections.abc import Callable
from datetime import date


class WorkingYear:
    """The working days of a year. `count_upto` and `days` use proleptic ordinals (`date.toordinal`)."""

    __slots__ = ("_before", "_first", "days", "total")

    def __init__(self, year: int, is_working: Callable[[date], bool]) -> None:
        self._first = date(year, 1, 1).toordinal()
        self.days: list[int] = []
        self._before = [0]
        for ordinal in range(self._first, date(year, 12, 31).toordinal() + 1):
            if is_working(date.fromordinal(ordinal)):
                self.days.append(ordinal)
            self._before.append(len(self.days))
        self.total = len(self.days)

    def count_upto(self, ordinal: int) -> int:
        """Count the working days from 1 January to the given day, both included; the day before gives 0."""
        return self._before[ordinal - self._first + 1]
