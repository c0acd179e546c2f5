"""Read documents of every format an office receives into paragraphs and tables, or say in Chinese why not.

Answers for reading only: what a scheme, a report or a number means belongs to the rooms that import this one. Pictures
of text are not recognised. Bounded everywhere: `Limits` says how much time, memory and space any file may cost.
"""

from .errors import UnreadableDocument
from .headed_rows import HeadedRows, Headings, NotOurSheet, read_headed_rows
from .model import DEFAULT_LIMITS, Block, Cell, Document, Finding, Limits, Paragraph, Table
from .reader import read_document

__all__ = [
    "DEFAULT_LIMITS",
    "Block",
    "Cell",
    "Document",
    "Finding",
    "HeadedRows",
    "Headings",
    "Limits",
    "NotOurSheet",
    "Paragraph",
    "Table",
    "UnreadableDocument",
    "read_document",
    "read_headed_rows",
]
