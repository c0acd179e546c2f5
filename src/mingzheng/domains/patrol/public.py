"""The door of the patrol room: what the wiring may bind."""

from mingzheng.domains.patrol.judging.model import KnownColumn
from mingzheng.domains.patrol.ports import bind_columns, bind_lexicon
from mingzheng.domains.patrol.services.sealing import seal_pages

__all__ = ["KnownColumn", "bind_columns", "bind_lexicon", "seal_pages"]
