"""A workbook or CSV as rows of text under headings one asks for, wherever its head row stands. Meaning is its reader's.

xlsx and xls are read as documents are, CSV in whatever character set offices write it.
"""

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from .charsets import decode_text
from .errors import UnreadableDocument
from .model import Table
from .reader import read_document

SEARCHED_FOR_HEAD = 12
_TEXTS = (".csv", ".txt")
_NOISE = re.compile(r"[\s*＊:：]|（[^）]*）|\([^)]*\)")
_DELIMITERS = (",", "\t", ";", "，")

_Grid = list[list[str]]


class NotOurSheet(Exception):
    """A file that has not the headings asked for; says why and what to do."""

    code = "not_our_sheet"

    def __init__(self, message: str, next_step: str) -> None:
        super().__init__(message)
        self.message, self.next_step = message, next_step


@dataclass(frozen=True, slots=True)
class Headings:
    """What a sheet is read for: each heading with the key its cells stand under, and the keys it must have.

    `at_most` bounds the rows; `template` tells people where to get a sheet with the right headings.
    """

    keys: Mapping[str, str]
    required: frozenset[str]
    at_most: int
    template: str


@dataclass(frozen=True, slots=True)
class HeadedRows:
    """The rows under the head: (line in the file, texts by key, empty ones left out), and headings nobody asked for."""

    rows: tuple[tuple[int, dict[str, str]], ...]
    unknown: tuple[str, ...]


def plain_heading(text: str) -> str:
    """Return a heading without marks, notes in brackets and blanks, as headings are compared."""
    return _NOISE.sub("", text)


def read_headed_rows(data: bytes, headings: Headings, *, filename: str) -> HeadedRows:
    """Return the rows of the table whose head carries most of the headings.

    Raises NotOurSheet for a file that cannot be read, lacks a required heading, has no rows or too many.
    """
    wanted: dict[str, str] = {}
    for heading, key in headings.keys.items():
        wanted.setdefault(plain_heading(heading), key)
    try:
        is_text = filename.lower().endswith(_TEXTS)
        grids = _csv_grids(data, filename, headings) if is_text else _workbook_grids(data, filename)
    except UnreadableDocument as error:
        raise NotOurSheet(error.message_zh, error.advice_zh) from error
    found = [(*_find_head(wanted, grid), grid) for grid in grids]
    line, columns, grid = max(found, key=lambda item: len(item[1]), default=(0, {}, [[]]))
    missing = [heading for heading, key in headings.keys.items() if key in headings.required - set(columns.values())]
    if not columns or missing:
        needed = "、".join(f"“{heading}”" for heading in missing or headings.keys)
        raise NotOurSheet(f"没有找到这些栏：{needed}", headings.template)
    rows = _filled_rows(grid[line + 1 :], columns, first=line + 2)
    if len(rows) > headings.at_most:
        raise _too_long(headings, f"共 {len(rows)} 行，超过一次 {headings.at_most} 行")
    if not rows:
        raise NotOurSheet("表头下没有内容", "请填写后再上传")
    unknown = [text.strip() for text in grid[line] if text.strip() and plain_heading(text) not in wanted]
    return HeadedRows(rows, tuple(dict.fromkeys(unknown)))


def _find_head(wanted: Mapping[str, str], grid: _Grid) -> tuple[int, dict[int, str]]:
    """Return the line that carries most of the headings, with the key of each column."""
    best: tuple[int, dict[int, str]] = (0, {})
    for line, row in enumerate(grid[:SEARCHED_FOR_HEAD]):
        columns: dict[int, str] = {}
        for at, text in enumerate(row):
            key = wanted.get(plain_heading(text))
            if key is not None and key not in columns.values():
                columns[at] = key
        if len(columns) > len(best[1]):
            best = (line, columns)
    return best


def _filled_rows(
    rows: Iterable[Sequence[str]], columns: Mapping[int, str], *, first: int
) -> tuple[tuple[int, dict[str, str]], ...]:
    read = (
        (number, {key: row[at].strip() for at, key in columns.items() if at < len(row) and row[at].strip()})
        for number, row in enumerate(rows, start=first)
    )
    return tuple((number, cells) for number, cells in read if cells)


def _workbook_grids(data: bytes, filename: str) -> list[_Grid]:
    document = read_document(data, filename=filename)
    if document.format != "xlsx":
        raise NotOurSheet("不是表格文件", "请上传 xlsx 或 CSV 文件")
    tables = [block for block in document.blocks if isinstance(block, Table)]
    return [[[cell.text if cell.merged_from is None else "" for cell in row] for row in table.rows] for table in tables]


def _csv_grids(data: bytes, filename: str, headings: Headings) -> list[_Grid]:
    text = decode_text(data, filename=filename)
    delimiter = max(_DELIMITERS, key=next(iter(text.splitlines()), "").count)
    grid: _Grid = []
    try:
        for row in csv.reader(text.splitlines(keepends=True), delimiter=delimiter):
            if len(grid) > headings.at_most + SEARCHED_FOR_HEAD + 1:
                raise _too_long(headings, f"超过一次 {headings.at_most} 行")
            grid.append(list(row))
    except csv.Error as error:
        raise NotOurSheet("不是完整的 CSV 文件", "请用办公软件另存为 xlsx 后上传") from error
    return [grid]


def _too_long(headings: Headings, message: str) -> NotOurSheet:
    return NotOurSheet(message, f"请拆成几个文件，每个不超过 {headings.at_most} 行，分次上传")
