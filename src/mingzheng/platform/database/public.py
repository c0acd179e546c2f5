"""The door of the room: prepared queries, inserts and updates, and plain statements that are always the same."""

from mingzheng.platform.database.prepared import (
    Parameter,
    PreparedInsert,
    PreparedQuery,
    PreparedUpdate,
    execute_fixed,
    fetch_rows,
)

__all__ = ["Parameter", "PreparedInsert", "PreparedQuery", "PreparedUpdate", "execute_fixed", "fetch_rows"]
