"""The door of the catalogues: what domains, reports and wiring may import."""

from mingzheng.catalogues.declaration import Catalogue, ChangeKind
from mingzheng.catalogues.enrolling import register_catalogue
from mingzheng.catalogues.models import Change, ChangeLine, Entry, EntryVersion
from mingzheng.catalogues.registry import EntryPanel, get_catalogue, list_catalogues
from mingzheng.catalogues.rules import may_propose, works_here
from mingzheng.catalogues.selectors import (
    EntryNotFound,
    count_by_class,
    entries_for,
    find_in_force,
    get_entry_for,
    in_force,
    versions_of,
)
from mingzheng.catalogues.services import ProposedLine, propose_change

__all__ = [
    "Catalogue",
    "Change",
    "ChangeKind",
    "ChangeLine",
    "Entry",
    "EntryNotFound",
    "EntryPanel",
    "EntryVersion",
    "ProposedLine",
    "count_by_class",
    "entries_for",
    "find_in_force",
    "get_catalogue",
    "get_entry_for",
    "in_force",
    "list_catalogues",
    "may_propose",
    "propose_change",
    "register_catalogue",
    "versions_of",
    "works_here",
]
