"""The door of the room: prepared queries, inserts and updates, and plain statements that are always the same."""

from mingzheng.platform.database.prepared import (
    Parameter,
    PreparedInsert,
    PreparedQuery,
    PreparedUpdate,
    execute_fixed,
    fetch_rows,
)
from mingzheng.platform.database.tallies import Tally

__all__ = ["Parameter", "PreparedInsert", "PreparedQuery", "PreparedUpdate", "Tally", "execute_fixed", "fetch_rows"]
