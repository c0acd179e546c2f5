"""The door of the room: prepared queries, inserts and updates."""

from mingzheng.platform.database.prepared import Parameter, PreparedInsert, PreparedQuery, PreparedUpdate

__all__ = ["Parameter", "PreparedInsert", "PreparedQuery", "PreparedUpdate"]
