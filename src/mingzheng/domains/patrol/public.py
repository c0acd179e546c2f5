"""The door of the patrol room: what the wiring may bind."""

from mingzheng.domains.patrol.judging.model import KnownColumn
from mingzheng.domains.patrol.ports import bind_columns

__all__ = ["KnownColumn", "bind_columns"]
