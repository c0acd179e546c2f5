"""Reads the lexicon of grave misstatements: what is shipped, and the folder an office keeps for itself.

An office's folder holds TOML files (`[[set]]`, `[[term]]`, `[[forbidden]]`, `[[body]]`) and CSV files of persons, with a
head row 姓名、职务、组别、排序、状态、生效日期、失效日期、来源. No row is taken without a source. Nothing shipped names a
living person's post: those rows are the office's own.
"""

import csv
import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from mingzheng.kit.dates import parse_date
from mingzheng.proofing.context import Context
from mingzheng.proofing.text import Text

from .rows import Body, FixedSet, FixedTerm, Forbidden, Lexicon, Person

KEY = "grave"
_COLUMNS = ("姓名", "职务", "组别", "排序", "状态", "生效日期", "失效日期", "来源")


class LexiconError(ValueError):
    """A row cannot be used; the words say which file, which row, and why."""

    code = "bad_lexicon"


@cache
def shipped_lexicon() -> Lexicon:
    """Return the rows that come with the product."""
    lexicon = Lexicon()
    folder = resources.files("mingzheng.proofing.lexicon").joinpath("data")
    for item in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if item.name.endswith(".toml"):
            lexicon = lexicon.with_rows(read_toml(item.read_text(encoding="utf-8"), name=item.name))
    return lexicon


def read_folder(folder: Path) -> Lexicon:
    """Read an office's own rows. Raises LexiconError for a row that cannot be used."""
    lexicon = Lexicon()
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() == ".toml":
            lexicon = lexicon.with_rows(read_toml(path.read_text(encoding="utf-8"), name=path.name))
        elif path.suffix.lower() == ".csv":
            lexicon = lexicon.with_rows(Lexicon(persons=read_persons(path.read_bytes(), name=path.name)))
    return lexicon


def lexicon_of(context: Context) -> Lexicon:
    """Return the shipped rows with those of the office that the context carries."""
    own = context.lexicons.get(KEY)
    if own is None:
        return shipped_lexicon()
    joined = context.lexicons.get("grave+shipped")
    if not isinstance(joined, Lexicon):
        joined = shipped_lexicon().with_rows(own)
        context.lexicons["grave+shipped"] = joined
    return joined


def judged_day(text: Text, context: Context) -> date | None:
    """Return the day rows are chosen by: the day given, the day of signing, else the last day of the year the text names."""
    return context.day_of(text) or (date(text.year, 12, 31) if text.year else None)


def read_toml(words: str, *, name: str) -> Lexicon:
    """Read the rows of one TOML file. Raises LexiconError."""
    try:
        data = tomllib.loads(words)
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"{name}：文件格式有误，{error}") from error
    return Lexicon(
        sets=tuple(_make(FixedSet, row, name) for row in data.get("set", ())),
        terms=tuple(_make(FixedTerm, row, name) for row in data.get("term", ())),
        forbidden=tuple(_make(Forbidden, row, name) for row in data.get("forbidden", ())),
        bodies=tuple(_make(Body, row, name) for row in data.get("body", ())),
    )


def _make(shape: Any, row: Mapping[str, Any], name: str) -> Any:
    """Make a row of a TOML table: lists become tuples, patterns must compile, a source must be there."""
    values = {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
    if not values.get("source"):
        raise LexiconError(f"{name}：缺少来源（source）：{dict(row)}")
    try:
        for key in ("near", "pattern"):
            if key in values:
                re.compile(str(values[key]))
        return shape(**values)
    except (TypeError, re.error) as error:
        raise LexiconError(f"{name}：{dict(row)}：{error}") from error


def read_persons(data: bytes, *, name: str) -> tuple[Person, ...]:
    """Read a CSV file of persons, as WPS or Excel saves it (UTF-8 or GB18030). Raises LexiconError."""
    try:
        words = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        words = data.decode("gb18030", errors="replace")
    reader = csv.DictReader(words.splitlines())
    missing = [column for column in _COLUMNS[:2] + _COLUMNS[-1:] if column not in (reader.fieldnames or ())]
    if missing:
        raise LexiconError(f"{name}：缺少列：{'、'.join(missing)}")
    return tuple(_persons(reader, name))


def _persons(rows: Iterable[Mapping[str, str | None]], name: str) -> Iterable[Person]:
    for number, row in enumerate(rows, start=2):
        cells = {column: (row.get(column) or "").strip() for column in _COLUMNS}
        if not any(cells.values()):
            continue
        if not (cells["姓名"] and cells["职务"] and cells["来源"]):
            raise LexiconError(f"{name}第{number}行：姓名、职务、来源必填")
        try:
            rank = int(cells["排序"] or 0)
            days = _day(cells["生效日期"]), _day(cells["失效日期"])
        except ValueError as error:
            raise LexiconError(f"{name}第{number}行：{error}") from error
        yield Person(
            name=cells["姓名"],
            post=cells["职务"],
            group=cells["组别"],
            rank=rank,
            status=cells["状态"],
            valid_from=days[0],
            valid_to=days[1],
            source=cells["来源"],
        )


def _day(words: str) -> date | None:
    return parse_date(words) if words else None
