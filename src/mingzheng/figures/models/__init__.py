"""Tables of this room: readings, locked periods, snapshots, tallies, and the words of figures nobody declared."""

from mingzheng.figures.models.local import LocalFigure
from mingzheng.figures.models.reading import PeriodLock, Reading
from mingzheng.figures.models.snapshot import Snapshot, SnapshotCheck, SnapshotValue
from mingzheng.figures.models.tally import Reconciliation, Tally

__all__ = [
    "LocalFigure",
    "PeriodLock",
    "Reading",
    "Reconciliation",
    "Snapshot",
    "SnapshotCheck",
    "SnapshotValue",
    "Tally",
]
