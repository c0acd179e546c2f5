"""What this room needs of others: the columns of our own portal with their owners, and the lexicon the office keeps.

Bound in `config/wiring.py`; until then there are no columns, so that the navigation of the front page is read instead, and
pages are proofread by the rules alone.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from mingzheng.domains.patrol.judging.model import KnownColumn

# Given a moment: the columns the public sees, with paths ("/zwdt/") as addresses.
ColumnSource = Callable[[datetime], Sequence[KnownColumn]]


# Given a day: the office's words in force, as the proofreader's context takes them.
LexiconSource = Callable[[date], Mapping[str, Any]]


def _no_columns(at: datetime) -> Sequence[KnownColumn]:
    return ()


def _no_words(on: date) -> Mapping[str, Any]:
    return {}


_source: ColumnSource = _no_columns
_lexicon: LexiconSource = _no_words


def bind_columns(source: ColumnSource) -> None:
    """Let a function say which columns our portal has. Called from `config.wiring` only."""
    global _source
    _source = source


def portal_columns(at: datetime) -> Sequence[KnownColumn]:
    """Return the columns of our portal, with paths as addresses."""
    return _source(at)


def bind_lexicon(source: LexiconSource) -> None:
    """Let a function say which words the office keeps. Called from `config.wiring` only."""
    global _lexicon
    _lexicon = source


def words_of_office(on: date) -> Mapping[str, Any]:
    """Return the office's words in force on a day."""
    return _lexicon(on)
