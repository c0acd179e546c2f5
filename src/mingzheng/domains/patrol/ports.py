"""What this room needs of the room that publishes: the columns of our own portal, their owners and intervals.

Bound in `config/wiring.py`; until then there are no columns and the navigation of the front page is read instead.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from mingzheng.domains.patrol.judging.model import KnownColumn

# Given a moment: the columns the public sees, with paths ("/zwdt/") as addresses.
ColumnSource = Callable[[datetime], Sequence[KnownColumn]]


def _no_columns(at: datetime) -> Sequence[KnownColumn]:
    return ()


_source: ColumnSource = _no_columns


def bind_columns(source: ColumnSource) -> None:
    """Let a function say which columns our portal has. Called from `config.wiring` only."""
    global _source
    _source = source


def portal_columns(at: datetime) -> Sequence[KnownColumn]:
    """Return the columns of our portal, with paths as addresses."""
    return _source(at)
