"""The door of the room: prepared queries, inserts and updates, fixed statements, what new databases need beside models."""

from mingzheng.platform.database.drawing import BesideModels
from mingzheng.platform.database.prepared import (
    Parameter,
    PreparedInsert,
    PreparedQuery,
    PreparedUpdate,
    execute_fixed,
    fetch_rows,
)
from mingzheng.platform.database.tallies import Tally

COUNT_CAP = 1_000
"""How far rows of a list are counted: a reader narrows a longer list, and counting on would keep him waiting."""

__all__ = [
    "COUNT_CAP",
    "BesideModels",
    "Parameter",
    "PreparedInsert",
    "PreparedQuery",
    "PreparedUpdate",
    "Tally",
    "execute_fixed",
    "fetch_rows",
]
