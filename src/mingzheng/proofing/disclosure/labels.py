"""Recognises the form's words as people print them: spaces inside, numbering left out, small misprints.

Which words the form has is `form`; where the values stand is for `grids` and `flat`.
"""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from .form import (
    APPLICANTS,
    APPLICATION_ROWS,
    DOCUMENT_COLUMNS,
    OPENNESS_ROWS,
    OTHERWISE_AS_ONE,
    REMEDY_COLUMNS,
    REMEDY_GROUPS,
    Column,
    Row,
)

_NUMBERING = re.compile(
    r"^\s*(?:[（(]\s*[一二三四五六七八九十\d]{1,2}\s*[)）]|[一二三四五六七八九十]{1,2}\s*[、.．]|\d{1,2}\s*[.．、]?(?=\D))\s*"
)
_NOTE = re.compile(r"[（(][^（()）]*[)）]\s*$")
_HAN = re.compile(r"[^\u4e00-\u9fff]+")
_ALIKE = 0.8


@lru_cache(maxsize=4096)
def core(words: str) -> str:
    """Return only the characters that name something: no numbering, note, punctuation or space."""
    bare = _NUMBERING.sub("", words)
    return _HAN.sub("", _NOTE.sub("", bare)) or _HAN.sub("", bare)


_APPLICATION_CORES = {core(row.label): row.code for row in (*APPLICATION_ROWS, OTHERWISE_AS_ONE)}
_ORDER = [
    *(row.code for row in APPLICATION_ROWS[:20]),
    OTHERWISE_AS_ONE.code,
    *(row.code for row in APPLICATION_ROWS[20:]),
]
_OPENNESS_CORES = {core(row.label): row.code for row in OPENNESS_ROWS}
_REMEDY_CORES = {core(row.label): row.code for row in REMEDY_GROUPS}
_APPLICANT_CORES = {core(column.label): column.code for column in APPLICANTS}
_OUTCOME_CORES = {core(column.label): column.code for column in REMEDY_COLUMNS}
_DOCUMENT_CORES = {core(column.label): column.code for column in DOCUMENT_COLUMNS}
# Too short to be recognised with a misprint, or too common to be recognised out of order.
_SHORT = frozenset({"其他", "总计"})


def find_application_row(words: str, *, after: str = "") -> str | None:
    """Return the code of the row of table 2 these words name; `after` is the row above."""
    name = core(words)
    if name in _SHORT:
        return _APPLICATION_CORES[name] if after else None
    if name in _APPLICATION_CORES:
        return _APPLICATION_CORES[name]
    if len(name) < 4:
        return None
    rest = _ORDER[_ORDER.index(after) + 1 :] if after in _ORDER else _ORDER
    best = max(
        ((_likeness(name, label), code) for label, code in _APPLICATION_CORES.items() if code in rest),
        default=(0.0, ""),
    )
    return best[1] if best[0] >= _ALIKE else None


def _likeness(name: str, label: str) -> float:
    if label in _SHORT:
        return 0.0
    if len(name) >= 6 and label.startswith(name):
        return 0.9
    return SequenceMatcher(None, name, label, autojunk=False).ratio()


def find_openness_row(words: str) -> str | None:
    """Return the code of the row of table 1 these words name."""
    name = core(words)
    return _OPENNESS_CORES.get(name) or ("normative" if name == "规范性文件" else None)


def find_remedy_group(words: str) -> str | None:
    """Return the code of the group of table 3 these words name."""
    return _REMEDY_CORES.get(core(words))


def find_applicant(words: str) -> str | None:
    """Return the code of the column of table 2 these words head."""
    return _APPLICANT_CORES.get(core(words))


def find_outcome(words: str) -> str | None:
    """Return the code of the column of table 3 these words head."""
    return _OUTCOME_CORES.get(core(words))


def find_document_column(words: str) -> str | None:
    """Return the code of the column of 规章 and 行政规范性文件 these words head."""
    return _DOCUMENT_CORES.get(core(words))


@lru_cache(maxsize=64)
def pattern_of(label: str) -> re.Pattern[str]:
    """Return a pattern that finds a label in running text, with spaces anywhere and its numbering or without."""
    match = _NUMBERING.match(label)
    numbering = _spaced(match[0].strip()) if match else ""
    body = _spaced(label[match.end() :] if match else label)
    head = f"(?:{numbering}\\s*)?" if numbering else ""
    return re.compile(head + body + r"(?:\s*[（(][^（()）\d]{0,60}[)）])?")


def _spaced(words: str) -> str:
    parts = []
    for char in words:
        if "\u4e00" <= char <= "\u9fff" or char.isdigit():
            parts.append(re.escape(char) + r"\s*")
        else:
            parts.append(r"[^\u4e00-\u9fff\d\s]?\s*")
    return "".join(parts)


def labels_in_order() -> Sequence[Row]:
    """Return the rows of table 2 as a reader of running text meets them, the one-row 其他处理 among them."""
    return (*APPLICATION_ROWS[:20], OTHERWISE_AS_ONE, *APPLICATION_ROWS[20:])


def heads_of(columns: Sequence[Column]) -> dict[str, str]:
    """Return the heads of columns by their core."""
    return {core(column.label): column.code for column in columns}
