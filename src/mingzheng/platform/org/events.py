"""What this room announces to rooms above it. They subscribe at start and hear it in the same transaction."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class PersonLeft:
    """Somebody gave up posts; `successor_id` takes over where one was named."""

    person_id: int
    on: date
    post_ids: tuple[int, ...]
    unit_ids: tuple[int, ...]
    successor_id: int | None
    by: str


@dataclass(frozen=True, slots=True)
class CalendarChanged:
    """A year's holidays were imported or replaced."""

    year: int
    notice: str
    by: str


@dataclass(frozen=True, slots=True)
class AbsenceArranged:
    """Somebody covers for an absent person from one day to another (A/B 角), or no longer does."""

    absence_id: int
    person_id: int
    deputy_id: int
    starts_on: date
    ends_on: date
    is_over: bool
    by_person_id: int | None


_person_left: list[Callable[[PersonLeft], object]] = []
_calendar_changed: list[Callable[[CalendarChanged], object]] = []
_absence_arranged: list[Callable[[AbsenceArranged], object]] = []


def on_person_left(listener: Callable[[PersonLeft], object]) -> None:
    """Register who must hear that somebody left; the same listener counts once."""
    if listener not in _person_left:
        _person_left.append(listener)


def on_calendar_changed(listener: Callable[[CalendarChanged], object]) -> None:
    """Register who must hear that the calendar changed; the same listener counts once."""
    if listener not in _calendar_changed:
        _calendar_changed.append(listener)


def on_absence_arranged(listener: Callable[[AbsenceArranged], object]) -> None:
    """Register who must hear that somebody covers for another; the same listener counts once."""
    if listener not in _absence_arranged:
        _absence_arranged.append(listener)


def announce_person_left(event: PersonLeft) -> None:
    """Tell every listener, in the order they registered."""
    for listener in tuple(_person_left):
        listener(event)


def announce_calendar_changed(event: CalendarChanged) -> None:
    """Tell every listener, in the order they registered."""
    for listener in tuple(_calendar_changed):
        listener(event)


def announce_absence_arranged(event: AbsenceArranged) -> None:
    """Tell every listener, in the order they registered."""
    for listener in tuple(_absence_arranged):
        listener(event)
