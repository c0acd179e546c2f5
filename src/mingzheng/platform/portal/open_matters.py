"""What is open for comment now: rooms say it, the home page shows it, the first to close first."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OpenMatter:
    """Something readers may still say something about."""

    title: str
    url: str
    closes_on: dt.date


_sources: dict[str, Callable[[dt.date], Sequence[OpenMatter]]] = {}


def register_open_matters(room: str, source: Callable[[dt.date], Sequence[OpenMatter]]) -> None:
    """Let a room say what is open; the same room again takes its own place."""
    _sources[room] = source


def list_open_matters(on: dt.date, most: int = 5) -> list[OpenMatter]:
    """Return what is open on a day."""
    found = [matter for source in _sources.values() for matter in source(on)]
    return sorted(found, key=lambda one: (one.closes_on, one.url))[:most]
