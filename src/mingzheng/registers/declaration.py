"""What a record book is: its fields, who may enter, evidence, verification, uniqueness, visibility, figures; frozen data.

A domain writes one `Register` and hands it to `registry.register`. Nothing here reads a database, a clock or a setting.
Whether a declaration is sound lives in `validation`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import Any

from mingzheng.casework.public import Refusal

OFFICE_ROLES = frozenset({"office_clerk", "office_section_head", "office_director"})
UNIT_ROLES = frozenset({"unit_liaison", "unit_section_head", "unit_deputy", "unit_head"})
OFFICE_VERIFIERS = frozenset({"verifier", "office_section_head", "office_director"})
UNIT_VERIFIERS = frozenset({"unit_section_head", "unit_deputy", "unit_head"})


class Kind(StrEnum):
    """The shapes a field of a record can have. The plural ones hold several values."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    LINK = "link"
    DATE = "date"
    INTEGER = "integer"
    DECIMAL = "decimal"
    BOOLEAN = "boolean"
    CHOICE = "choice"
    CHOICES = "choices"
    UNIT = "unit"
    PERSON = "person"
    PERSONS = "persons"
    RECORD = "record"
    RECORDS = "records"
    CASE = "case"


class Openness(IntEnum):
    """Who reads a record: everybody who works here, the unit and those over it, or only grants that reach closed rows."""

    OPEN = -1
    UNIT = 0
    CLOSED = 1

    @property
    def label(self) -> str:
        """Return the word on the screen."""
        return {Openness.OPEN: "全区可见", Openness.UNIT: "本单位和主管部门可见", Openness.CLOSED: "限定范围"}[self]


class Evidence(StrEnum):
    """Whether a record needs papers: before it counts as verified, may have them, or has none."""

    REQUIRED = "required"
    OPTIONAL = "optional"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a record; `code` is also its column in the table.

    `listed` shows it in the list, `filtered` lets the list be narrowed by it, `searched` puts its text into the index,
    `counted` makes it a dimension of the book's figures, `masked` hides it from readers without a grant for closed rows.
    `of` names the book a RECORD or RECORDS field points into. `past` refuses days to come.
    """

    code: str
    label: str
    kind: Kind = Kind.TEXT
    required: bool = False
    help: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    max_length: int = 200
    minimum: int | None = None
    maximum: int | None = None
    default: Any = None
    of: str = ""
    past: bool = False
    listed: bool = False
    filtered: bool = False
    searched: bool = False
    counted: bool = False
    masked: bool = False


def class_field(code: str, label: str, choices: tuple[tuple[str, str], ...], *, default: str | None = None) -> Field:
    """Return the field that says of what class a record is: must be given; listed, narrowed by and counted by."""
    return Field(
        code,
        label,
        Kind.CHOICE,
        required=True,
        choices=choices,
        default=default,
        listed=True,
        filtered=True,
        counted=True,
    )


def year_field(*, listed: bool = True) -> Field:
    """Return the field that says of which year a record is."""
    return Field("year", "年度", Kind.INTEGER, required=True, minimum=2000, maximum=2100, listed=listed, filtered=True)


@dataclass(frozen=True, slots=True)
class Verification:
    """Who verifies a record; never the person who entered or last corrected it."""

    by: frozenset[str] = OFFICE_VERIFIERS


@dataclass(frozen=True, slots=True)
class BookFigure:
    """A figure the book feeds: how many records, or the sum of `amount`, of those that satisfy `where`.

    Only verified records count where the book verifies. `as_of` counts what is there on a day instead of what happened
    in a period; `on` names the day that decides, `until` the day it ceased. Dimensions are the unit and the `counted`
    fields.
    """

    code: str
    title: str
    counts: str
    unit: str = "条"
    where: Mapping[str, Any] = field(default_factory=dict)
    amount: str = ""
    on: str = "occurred_on"
    as_of: bool = False
    until: str = ""
    systems: tuple[str, ...] = ()
    basis: str = ""


@dataclass(frozen=True, slots=True)
class BookShare:
    """A share in per cent: one of the book's figures over another."""

    code: str
    title: str
    counts: str
    numerator: str
    denominator: str
    as_of: bool = False
    systems: tuple[str, ...] = ()
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Reminder:
    """A day in a record that somebody must not forget; told before it to those who keep the unit's records.

    `days` is where the local value [CFG] begins; so are `every` and `least` of what is expected.
    """

    on: str
    title: str
    days: int = 30
    where: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Expected:
    """What should be on record in every period ("month", "quarter", "half_year" or "year").

    `least` records that satisfy `where`; none are expected where the local value is 0. A period without them is named
    on the book's page and told to those who enter. `code` names the local values.
    """

    code: str
    title: str
    every: str
    where: Mapping[str, Any] = field(default_factory=dict)
    least: int = 1
    basis: str = ""


# What a domain adds of its own: values in, tidied values or reasons out. Pure.
Prepare = Callable[[dict[str, Any]], dict[str, Any]]
Judge = Callable[[Mapping[str, Any]], list[Refusal]]


@dataclass(frozen=True, slots=True)
class Register:
    """One record book. `model` is its table, a subclass of `models.Record`.

    `title_label` and `day_label` say what a record's title and day are called here. `entered_by` are roles, held over
    the unit the record belongs to. `unique` lists groups of columns (unit and occurred_on may be among them) that occur
    once among records not withdrawn; the table has the same constraints. `future` allows a day to come. `file` names
    the personal file that gathers the book's records of a person, found by `person_fields`; `covers` is a RECORDS field
    whose book the file sets against it: what the person's records reach, and what not yet.
    """

    code: str
    title: str
    model: type[Any]
    fields: tuple[Field, ...]
    group: str
    purpose: str = ""
    basis: str = ""
    title_label: str = "标题"
    title_help: str = ""
    title_length: int = 200
    titled_by: Callable[[Mapping[str, Any]], str] | None = None
    day_label: str = "日期"
    unit_label: str = "单位"
    entered_by: frozenset[str] = OFFICE_ROLES | UNIT_ROLES
    verification: Verification | None = Verification()
    evidence: Evidence = Evidence.OPTIONAL
    unique: tuple[tuple[str, ...], ...] = ()
    openness: Openness = Openness.UNIT
    future: bool = False
    file: str = ""
    person_fields: tuple[str, ...] = ()
    covers: str = ""
    prepare: Prepare | None = None
    judge: Judge | None = None
    figures: tuple[BookFigure, ...] = ()
    shares: tuple[BookShare, ...] = ()
    reminders: tuple[Reminder, ...] = ()
    expected: tuple[Expected, ...] = ()

    def field(self, code: str) -> Field:
        """Return a field by code. KeyError when there is none."""
        for item in self.fields:
            if item.code == code:
                return item
        raise KeyError(code)

    @property
    def is_closed(self) -> bool:
        """Say whether its records are held back unless opened one by one."""
        return self.openness is Openness.CLOSED

    @property
    def plural_fields(self) -> tuple[Field, ...]:
        """Return the fields whose values stand in a table between the record and choices, persons or other records."""
        return tuple(item for item in self.fields if item.kind in RELATED)


# Kinds whose values stand in a table of their own beside the record; those that point to something.
RELATED = frozenset({Kind.CHOICES, Kind.PERSONS, Kind.RECORDS})
REFERENCES = frozenset({Kind.UNIT, Kind.PERSON, Kind.RECORD, Kind.CASE})
