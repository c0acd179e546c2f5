"""A file as rows of text under the book's headings. What the texts mean is judged in `rows`.

xlsx and xls are read by `documents.reading`, CSV in whatever character set offices write it.
"""

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mingzheng.documents.reading import UnreadableDocument, read_document
from mingzheng.documents.reading.charsets import decode_text
from mingzheng.documents.reading.model import Table
from mingzheng.registers.declaration import Register
from mingzheng.registers.values import all_fields

MOST_ROWS = 5_000
SEARCHED_FOR_HEAD = 12
SHEETS = (".xlsx", ".xls", ".et")
_NOISE = re.compile(r"[\s*＊:：]|（[^）]*）|\([^)]*\)")
_DELIMITERS = (",", "\t", ";", "，")


class NotOurSheet(Exception):
    """A file that is no sheet of this book; says why and what to do."""

    code = "not_our_sheet"

    def __init__(self, message: str, next_step: str) -> None:
        super().__init__(message)
        self.message, self.next_step = message, next_step


@dataclass(frozen=True, slots=True)
class SheetRows:
    """The rows under the head: (line in the file, texts by field), and the headings nobody asked for."""

    rows: tuple[tuple[int, dict[str, str]], ...]
    unknown: tuple[str, ...]


def plain_heading(text: str) -> str:
    """Return a heading without marks, notes in brackets and blanks, as headings are compared."""
    return _NOISE.sub("", text)


def read_sheet(book: Register, data: bytes, *, filename: str) -> SheetRows:
    """Return the rows of a file. Raises NotOurSheet for a file that cannot be read or has not the book's headings."""
    tables = (
        _csv_tables(data, filename) if filename.lower().endswith((".csv", ".txt")) else _sheet_tables(data, filename)
    )
    best = max((_find_head(book, table) for table in tables), key=lambda found: len(found[1]), default=(0, {}, []))
    line, columns, table = best
    missing = [item.label for item in all_fields(book) if item.required and item.code not in columns.values()]
    if not columns or missing:
        needed = "、".join(missing) or "登记簿的各栏"
        raise NotOurSheet(f"没有找到这些栏：{needed}", "请下载本登记簿的模板，按模板的表头填写后上传")
    rows = [
        (number, {code: row[at].strip() for at, code in columns.items() if at < len(row) and row[at].strip()})
        for number, row in enumerate(table[line + 1 :], start=line + 2)
    ]
    filled = tuple((number, cells) for number, cells in rows if cells)
    if len(filled) > MOST_ROWS:
        raise NotOurSheet(f"共 {len(filled)} 行，超过一次 {MOST_ROWS} 行", "请拆成几个文件分次导入")
    if not filled:
        raise NotOurSheet("表头下没有内容", "请填写后再上传")
    heads = {plain_heading(text) for text in table[line] if text.strip()}
    known = {plain_heading(item.label) for item in all_fields(book)}
    return SheetRows(filled, tuple(sorted(heads - known)))


def _find_head(book: Register, table: list[list[str]]) -> tuple[int, dict[int, str], list[list[str]]]:
    """Return the line that carries most of the book's headings, with the field of each column."""
    wanted = {plain_heading(item.label): item.code for item in all_fields(book)}
    best: tuple[int, dict[int, str]] = (0, {})
    for line, row in enumerate(table[:SEARCHED_FOR_HEAD]):
        columns: dict[int, str] = {}
        for at, text in enumerate(row):
            code = wanted.get(plain_heading(text))
            if code is not None and code not in columns.values():
                columns[at] = code
        if len(columns) > len(best[1]):
            best = (line, columns)
    return (*best, table)


def _sheet_tables(data: bytes, filename: str) -> list[list[list[str]]]:
    try:
        document = read_document(data, filename=filename)
    except UnreadableDocument as error:
        raise NotOurSheet(error.message_zh, error.advice_zh) from error
    tables = [block for block in document.blocks if isinstance(block, Table)]
    if document.format != "xlsx":
        raise NotOurSheet("不是表格文件", "请上传 xlsx 或 CSV 文件")
    return [[[cell.text if cell.merged_from is None else "" for cell in row] for row in table.rows] for table in tables]


def _csv_tables(data: bytes, filename: str) -> list[list[list[str]]]:
    try:
        text = decode_text(data, filename=filename)
    except UnreadableDocument as error:
        raise NotOurSheet(error.message_zh, error.advice_zh) from error
    first = next(iter(text.splitlines()), "")
    delimiter = max(_DELIMITERS, key=first.count)
    try:
        return [_bounded(csv.reader(text.splitlines(keepends=True), delimiter=delimiter))]
    except csv.Error as error:
        raise NotOurSheet("不是完整的 CSV 文件", "请用办公软件另存为 xlsx 后上传") from error


def _bounded(lines: Iterable[Sequence[str]]) -> list[list[str]]:
    found: list[list[str]] = []
    for line in lines:
        if len(found) > MOST_ROWS + SEARCHED_FOR_HEAD + 1:
            raise NotOurSheet(f"超过一次 {MOST_ROWS} 行", "请拆成几个文件分次导入")
        found.append(list(line))
    return found
