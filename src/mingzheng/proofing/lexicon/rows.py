"""The rows of the lexicon of grave misstatements: fixed sets, fixed terms, forbidden names, abolished bodies, persons.

Every row says from when to when it holds and where it is taken from. Reading files is `loading`; judging is `checks.grave`.
"""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What every row has: when it holds (both days included, None is open), its source, the level of 规则 3.8."""

    source: str
    valid_from: date | None = None
    valid_to: date | None = None
    level: int = 1

    def is_in_force(self, day: date | None) -> bool:
        """Say whether the row holds on a day; without a day, whether it has no end."""
        if day is None:
            return self.valid_to is None
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class FixedSet(Row):
    """Members that are named completely and in this order. `least` members in a row make it this set.

    Members that are common words make an incomplete set only near one of the names it is `called` by.
    """

    name: str
    members: tuple[str, ...]
    least: int = 3
    gap: int = 0
    called: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FixedTerm(Row):
    """A term with one wording. `near` matches it and what is mistaken for it; `right` are the wordings allowed.

    Only paragraphs with one of the `anchors` (all, when there is none) are looked at: it keeps many rows cheap.
    """

    name: str
    near: str
    right: tuple[str, ...]
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Forbidden(Row):
    """A wording that is wrong wherever it stands; `advice` says what to write; `anchors` as in a fixed term."""

    pattern: str
    message: str
    advice: str = ""
    quoted_is_right: bool = False
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Body(Row):
    """An institution that was abolished or renamed: `valid_to` is its last day, `successor` who does its work now."""

    names: tuple[str, ...]
    successor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Row):
    """A person in a post. `rank` orders leaders named together; `status` 落马 or 免职 for one no longer to be named."""

    name: str
    post: str
    group: str = ""
    rank: int = 0
    status: str = ""


@dataclass(frozen=True)
class Lexicon:
    """All rows of one office: those shipped and its own."""

    sets: tuple[FixedSet, ...] = ()
    terms: tuple[FixedTerm, ...] = ()
    forbidden: tuple[Forbidden, ...] = ()
    bodies: tuple[Body, ...] = ()
    persons: tuple[Person, ...] = field(default=(), repr=False)

    def with_rows(self, other: "Lexicon") -> "Lexicon":
        """Return this lexicon and the rows of another; a set or term of the same name and days replaces the shipped one."""
        kept_sets = [
            row for row in self.sets if (row.name, row.valid_from) not in {(o.name, o.valid_from) for o in other.sets}
        ]
        kept_terms = [
            row for row in self.terms if (row.name, row.valid_from) not in {(o.name, o.valid_from) for o in other.terms}
        ]
        return Lexicon(
            (*kept_sets, *other.sets),
            (*kept_terms, *other.terms),
            (*self.forbidden, *other.forbidden),
            (*self.bodies, *other.bodies),
            (*self.persons, *other.persons),
        )
