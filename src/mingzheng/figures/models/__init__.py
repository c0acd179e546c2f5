"""Tables of this room: readings, locked periods, snapshots, tallies. Definitions are code, not rows."""

from mingzheng.figures.models.reading import PeriodLock, Reading
from mingzheng.figures.models.snapshot import Snapshot, SnapshotCheck, SnapshotValue
from mingzheng.figures.models.tally import Reconciliation, Tally

__all__ = ["PeriodLock", "Reading", "Reconciliation", "Snapshot", "SnapshotCheck", "SnapshotValue", "Tally"]
