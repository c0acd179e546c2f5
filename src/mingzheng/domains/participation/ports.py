"""Doors this room knows only by their shape: whose draft it is that opinions are asked on. Bound in `config.wiring`."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DraftOfCase:
    """A draft another room writes: its words, and whether it touches the market."""

    text: str
    explanation: str
    touches_market: bool


DraftSource = Callable[[int], DraftOfCase | None]


def _unbound(case_id: int) -> DraftOfCase | None:
    """Answer where no room drafts: no case is known."""
    return None


_source: DraftSource = _unbound


def bind_draft_source(source: DraftSource) -> None:
    """Say who knows drafts by their case. Called once, from the table of wiring."""
    global _source
    _source = source


def find_draft_of(case_id: int) -> DraftOfCase | None:
    """Return the draft of a case of another room, or None."""
    return _source(case_id)
