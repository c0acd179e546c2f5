"""What the text of a cell means: a day, a number, a choice by its words, a unit, a person or a record by name.

A name that fits nothing or several is asked about; nothing is guessed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from mingzheng.documents.writing.cell_values import BadValue, parse_value
from mingzheng.documents.writing.sheets import CellKind, SheetColumn
from mingzheng.platform.org.public import NameIndex, match_name
from mingzheng.registers.declaration import Field, Kind

CELL_KINDS: Mapping[Kind, CellKind] = {
    Kind.DATE: CellKind.DATE,
    Kind.INTEGER: CellKind.INTEGER,
    Kind.DECIMAL: CellKind.NUMBER,
}
_SEPARATORS = str.maketrans(dict.fromkeys("，,；;\n/|", "、"))


class Unclear(ValueError):
    """A cell that cannot be understood; the text is for people."""


class UnknownUnit(Unclear):
    """A unit's name that fits none or several: it is asked about."""

    def __init__(self, name: str) -> None:
        super().__init__(f"没有对上单位“{name}”")
        self.name = name


@dataclass(frozen=True, slots=True)
class Lookups:
    """Everything cells may name, gathered once for a whole file. `answers` say which unit an unclear name means."""

    units: NameIndex
    answers: Mapping[str, int] = field(default_factory=dict)
    persons: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    records: Mapping[str, Mapping[str, tuple[int, ...]]] = field(default_factory=dict)
    cases: Mapping[str, int] = field(default_factory=dict)


def read_cell(item: Field, text: str, lookups: Lookups) -> Any:
    """Return the value a cell stands for, as it would be typed. Raises Unclear, UnknownUnit."""
    if item.kind in CELL_KINDS:
        try:
            value = parse_value(text, SheetColumn(item.code, item.label, CELL_KINDS[item.kind]))
        except BadValue as error:
            raise Unclear(error.message) from None
        return value.isoformat() if item.kind is Kind.DATE and value is not None else value
    if item.kind is Kind.UNIT:
        return _unit(text, lookups)
    if item.kind is Kind.CHOICE:
        return _choice(item, text)
    if item.kind is Kind.CHOICES:
        return [_choice(item, part) for part in split_names(text)]
    if item.kind is Kind.PERSON:
        return _named(text, lookups.persons, "人员", "同名，请改写工号")
    if item.kind is Kind.PERSONS:
        return [_named(part, lookups.persons, "人员", "同名，请改写工号") for part in split_names(text)]
    if item.kind is Kind.RECORD:
        return _named(text, lookups.records.get(item.of, {}), "登记", "有几条同名登记")
    if item.kind is Kind.RECORDS:
        known = lookups.records.get(item.of, {})
        return [_named(part, known, "登记", "有几条同名登记") for part in split_titles(text)]
    if item.kind is Kind.CASE:
        if text not in lookups.cases:
            raise Unclear(f"没有编号为“{text}”的事项")
        return lookups.cases[text]
    return text


def split_names(text: str) -> list[str]:
    """Return the names in a cell, however they are parted."""
    return [part.strip() for part in text.translate(_SEPARATORS).split("、") if part.strip()]


def split_titles(text: str) -> list[str]:
    """Return the titles in a cell: parted by 、 or lines only, because titles hold commas."""
    return [part.strip() for part in text.replace("\n", "、").split("、") if part.strip()]


def _unit(text: str, lookups: Lookups) -> int:
    if text in lookups.answers:
        return lookups.answers[text]
    found = match_name(text, lookups.units)
    if found.unit is None:
        raise UnknownUnit(text)
    return found.unit.pk


def _choice(item: Field, text: str) -> str:
    for code, label in item.choices:
        if text in {code, label}:
            return code
    raise Unclear(f"“{text}”不在选项中，可填：{'、'.join(label for _, label in item.choices)}")


def _named(text: str, known: Mapping[str, tuple[int, ...]], what: str, several: str) -> int:
    hits = known.get(text, ())
    if len(hits) == 1:
        return hits[0]
    raise Unclear(f"“{text}”{several}" if hits else f"没有{what}“{text}”")
