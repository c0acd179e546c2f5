"""Doors this room knows only by their shape: the consultation on a draft, what was published beside a document.

Bound in `config.wiring`.
"""

from collections.abc import Callable, Sequence
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


@dataclass(frozen=True, slots=True)
class BesideItem:
    """Something published that bears on a document: what it is to it ("解读", "问答", "相关办事"), its title and address."""

    words: str
    title: str
    address: str


BesideDoor = Callable[[str], Sequence[BesideItem]]


def _nothing(slug: str) -> Sequence[BesideItem]:
    """Answer where no room publishes: nothing stands beside a document."""
    return ()


_beside: BesideDoor = _nothing


def bind_beside(door: BesideDoor) -> None:
    """Say who answers. Called once, from the table of wiring."""
    global _beside
    _beside = door


def items_beside(slug: str) -> Sequence[BesideItem]:
    """Return what the public can read beside a document of the library."""
    return _beside(slug)
