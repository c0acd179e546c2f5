"""Check every row of a file as one by one entering would: values, references, permissions, duplicates, own rules.

A fixed number of queries whatever the number of rows. Nothing is written here.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from mingzheng.casework.public import BadInput, cases_for
from mingzheng.platform.access.public import Actor
from mingzheng.platform.org.public import match_name, name_index
from mingzheng.registers.checking import duplicate_reason
from mingzheng.registers.declaration import Kind, Register
from mingzheng.registers.importing.cells import Lookups, Unclear, UnknownUnit, read_cell, split_names, split_titles
from mingzheng.registers.models import LIVE
from mingzheng.registers.naming import find_people_by_name
from mingzheng.registers.registry import get_register
from mingzheng.registers.rules import day_fault, enterable_units
from mingzheng.registers.selectors import records_for, rows_of
from mingzheng.registers.values import all_fields, column_values, read_given

CHUNK = 500


@dataclass(frozen=True, slots=True)
class CheckedLine:
    """One row: its values when it can be entered, what is wrong with it, whether it is there already."""

    line: int
    title: str
    values: Mapping[str, Any] | None = None
    problems: tuple[str, ...] = ()
    duplicate: str = ""


@dataclass(frozen=True, slots=True)
class UnclearName:
    """A unit's name the file uses and the house does not know, with what it might mean."""

    name: str
    rows: int
    candidates: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class CheckedSheet:
    """A checked file: ready rows, rows that are there already (left out), faulty rows (which stop it), unclear names."""

    lines: tuple[CheckedLine, ...]
    unclear: tuple[UnclearName, ...] = ()

    @property
    def ready(self) -> tuple[CheckedLine, ...]:
        """Return the rows that would be entered."""
        return tuple(
            line for line in self.lines if line.values is not None and not line.duplicate and not line.problems
        )

    @property
    def duplicates(self) -> tuple[CheckedLine, ...]:
        """Return the rows that are there already."""
        return tuple(line for line in self.lines if line.duplicate)

    @property
    def faulty(self) -> tuple[CheckedLine, ...]:
        """Return the rows with something wrong."""
        return tuple(line for line in self.lines if line.problems)

    @property
    def may_confirm(self) -> bool:
        """Say whether the file can be entered: every row is right or there already, and there is one to enter."""
        return bool(self.ready) and not self.faulty


@dataclass(slots=True)
class _Seen:
    """What is on record or stood earlier in the file, by group of unique columns."""

    held: dict[tuple[str, ...], set[tuple[Any, ...]]] = field(default_factory=dict)
    met: dict[tuple[str, ...], dict[tuple[Any, ...], int]] = field(default_factory=dict)


def check_lines(
    book: Register,
    lines: Sequence[tuple[int, Mapping[str, str]]],
    *,
    actor: Actor,
    answers: Mapping[str, int],
    today: date,
) -> CheckedSheet:
    """Return what would become of every row."""
    lookups = gather_lookups(book, lines, actor=actor, answers=answers, today=today)
    units = enterable_units(actor, book)
    unclear: Counter[str] = Counter()
    found = [_read_line(book, number, cells, lookups, units, today, unclear) for number, cells in lines]
    seen = _Seen()
    _gather_held(book, found, seen)
    checked = tuple(_mark_duplicate(book, line, seen) for line in found)
    asked = tuple(
        UnclearName(
            name,
            count,
            tuple((unit.pk, unit.name) for unit in match_name(name, lookups.units).candidates),
        )
        for name, count in unclear.most_common()
    )
    return CheckedSheet(checked, asked)


def gather_lookups(
    book: Register,
    lines: Sequence[tuple[int, Mapping[str, str]]],
    *,
    actor: Actor,
    answers: Mapping[str, int],
    today: date,
) -> Lookups:
    """Return everything the cells of a file may name."""
    persons: set[str] = set()
    titles: dict[str, set[str]] = {}
    cases: set[str] = set()
    for item in book.fields:
        texts = [cells[item.code] for _, cells in lines if item.code in cells]
        if item.kind in {Kind.PERSON, Kind.PERSONS}:
            persons.update(name for text in texts for name in [text, *split_names(text)])
        elif item.kind in {Kind.RECORD, Kind.RECORDS}:
            titles.setdefault(item.of, set()).update(name for text in texts for name in [text, *split_titles(text)])
        elif item.kind is Kind.CASE:
            cases.update(texts)
    return Lookups(
        units=name_index(at=today),
        answers=answers,
        persons=find_people_by_name(persons),
        records={code: _titles(actor, code, names) for code, names in titles.items()},
        cases=dict(cases_for(actor).filter(number__in=cases).values_list("number", "pk")) if cases else {},
    )


def _titles(actor: Actor, code: str, names: set[str]) -> dict[str, tuple[int, ...]]:
    found: dict[str, list[int]] = {}
    rows = records_for(actor, get_register(code)).filter(LIVE)
    for chunk in _chunks(sorted(names)):
        for pk, title in rows.filter(title__in=chunk).values_list("pk", "title"):
            found.setdefault(title, []).append(pk)
    return {name: tuple(ids) for name, ids in found.items()}


def _chunks(values: list[Any]) -> Iterable[list[Any]]:
    return (values[start : start + CHUNK] for start in range(0, len(values), CHUNK))


def _read_line(
    book: Register,
    number: int,
    cells: Mapping[str, str],
    lookups: Lookups,
    units: frozenset[int] | None,
    today: date,
    unclear: Counter[str],
) -> CheckedLine:
    data, problems = dict[str, Any](), dict[str, list[str]]()
    for item in all_fields(book):
        if item.code not in cells:
            continue
        try:
            data[item.code] = read_cell(item, cells[item.code], lookups)
        except UnknownUnit as error:
            unclear[error.name] += 1
            problems[item.code] = [f"{item.label}：{error}，请在上方选定"]
        except Unclear as error:
            problems[item.code] = [f"{item.label}：{error}"]
    title = cells.get("title", "")
    try:
        values = read_given(book, data, today=today)
        values = book.prepare(values) if book.prepare and not problems else values
    except BadInput as error:
        # What could not be understood is not told to be missing as well.
        problems = {code: list(texts) for code, texts in error.errors.items()} | problems
    if problems:
        return CheckedLine(number, title, problems=tuple(text for texts in problems.values() for text in texts))
    title = book.titled_by(values) if book.titled_by else title
    return CheckedLine(number, title, values, tuple(_line_faults(book, values, units, today)))


def _line_faults(book: Register, values: Mapping[str, Any], units: frozenset[int] | None, today: date) -> Iterable[str]:
    if fault := day_fault(book, date.fromisoformat(values["occurred_on"]), today):
        yield fault
    if units is not None and values["unit"] not in units:
        yield "您不能为这个单位登记"
    if book.judge is not None:
        yield from (reason.message for reason in book.judge(values))


def _groups(book: Register) -> list[tuple[str, ...]]:
    return [*book.unique, ("unit", "external_number")]


def _key(book: Register, group: tuple[str, ...], values: Mapping[str, Any]) -> tuple[Any, ...] | None:
    columns = column_values(book, values)
    key = tuple(columns.get(name, columns.get(f"{name}_id")) for name in group)
    return None if any(value in (None, "") for value in key) else key


def _gather_held(book: Register, lines: Iterable[CheckedLine], seen: _Seen) -> None:
    """Learn which unique values of the file are on record already: one query per group and 500 rows."""
    values = [line.values for line in lines if line.values is not None]
    for group in _groups(book):
        keys = [key for one in values if (key := _key(book, group, one)) is not None]
        held = seen.held.setdefault(group, set())
        narrow = max(range(len(group)), key=lambda at: len({key[at] for key in keys})) if keys else 0
        for chunk in _chunks(sorted({key[narrow] for key in keys})):
            rows = rows_of(book).filter(LIVE, **{f"{group[narrow]}__in": chunk})
            held.update(rows.values_list(*(_column(book, name) for name in group)))


def _column(book: Register, name: str) -> str:
    return str(book.model._meta.get_field(name).attname)


def _mark_duplicate(book: Register, line: CheckedLine, seen: _Seen) -> CheckedLine:
    if line.values is None:
        return line
    for group in _groups(book):
        key = _key(book, group, line.values)
        if key is None:
            continue
        if key in seen.held[group]:
            return _with_duplicate(line, duplicate_reason(book, "+".join(group)).message)
        first = seen.met.setdefault(group, {}).setdefault(key, line.line)
        if first != line.line:
            return _with_duplicate(line, f"与第 {first} 行重复")
    return line


def _with_duplicate(line: CheckedLine, why: str) -> CheckedLine:
    return CheckedLine(line.line, line.title, line.values, line.problems, why)
