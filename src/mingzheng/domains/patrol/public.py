"""The door of the patrol room: what the wiring may bind."""

from mingzheng.domains.patrol.judging.model import KnownColumn
from mingzheng.domains.patrol.ports import bind_columns, bind_lexicon

__all__ = ["KnownColumn", "bind_columns", "bind_lexicon"]
