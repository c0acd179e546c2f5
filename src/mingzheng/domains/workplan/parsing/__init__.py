"""Parsing of division schemes 分工方案: a document becomes headings, tasks and requirements with units and deadlines.

Pure rules on values: no database, no clock, no settings. It never guesses: what is doubtful becomes a finding that a person
answers. Booking the result as cases is the room's service; reading files is `documents.reading`.
"""

from .matching import Match, UnitName, match_unit, match_units
from .parser import parse_scheme
from .scheme import Copy, Duty, Heading, Requirement, Scheme, SchemeFinding, Task, UnitReference
from .time_phrases import Deadline, find_deadlines, read_deadline_cell, resolve_deadline
from .unit_phrases import UnitPhrase, parse_reference, parse_units

__all__ = [
    "Copy",
    "Deadline",
    "Duty",
    "Heading",
    "Match",
    "Requirement",
    "Scheme",
    "SchemeFinding",
    "Task",
    "UnitName",
    "UnitPhrase",
    "UnitReference",
    "find_deadlines",
    "match_unit",
    "match_units",
    "parse_reference",
    "parse_scheme",
    "parse_units",
    "read_deadline_cell",
    "resolve_deadline",
]
