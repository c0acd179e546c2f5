"""Doors this room knows only by their shape: the public consultation on a draft. Bound in `config.wiring`."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ConsultationRecord:
    """How the consultation on a draft stands where opinions are collected; `address` is empty before its publication."""

    number: str
    address: str
    is_answered: bool
    received: int
    adopted: int
    partly: int
    not_adopted: int

    @property
    def counts(self) -> tuple[int, int, int, int]:
        """Return the numbers in the order of the form."""
        return (self.received, self.adopted, self.partly, self.not_adopted)


ConsultationDoor = Callable[[int], ConsultationRecord | None]


def _unbound(case_id: int) -> ConsultationRecord | None:
    """Answer where no room collects opinions: none is known."""
    return None


_door: ConsultationDoor = _unbound


def bind_consultation_door(door: ConsultationDoor) -> None:
    """Say who answers. Called once, from the table of wiring."""
    global _door
    _door = door


def find_consultation(case_id: int) -> ConsultationRecord | None:
    """Return how the consultation on the draft of a case stands, or None when it is held elsewhere."""
    return _door(case_id)
