"""What cases announce to other rooms. Who listens stands in one table in `config.wiring`; a room never names another."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from mingzheng.platform.access.public import Actor


@dataclass(frozen=True, slots=True)
class CaseEvent:
    """Something that happened to a case, told inside the same transaction."""

    name: str
    case_id: int
    procedure: str
    act_id: int
    given: dict[str, Any]
    actor: Actor
    occurred_on: date
    recorded_at: datetime


Listener = Callable[[CaseEvent], None]
_listeners: dict[str, list[Listener]] = defaultdict(list)


def subscribe(name: str, listener: Listener) -> None:
    """Let a function hear an event. Called from `config.wiring` only; twice is once."""
    if listener not in _listeners[name]:
        _listeners[name].append(listener)


def publish(event: CaseEvent) -> None:
    """Tell every listener of an event, in order; a listener's error undoes the act."""
    for listener in _listeners.get(event.name, ()):
        listener(event)


def list_subscriptions() -> dict[str, list[str]]:
    """Return who listens to what, for the generated page."""
    return {name: [f"{item.__module__}.{item.__qualname__}" for item in items] for name, items in _listeners.items()}
