"""What a figure is: frozen data that a room declares once. How values come about is `values` and the sources' modules.

A definition is never edited in place: another meaning is another version; `registry` keeps the newest, rows keep theirs.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from mingzheng.figures.periods import PeriodKind, Scope

if TYPE_CHECKING:
    from mingzheng.platform.access.public import Actor


class Kind(StrEnum):
    """What sort of number it is. Only measured ones are compared year on year."""

    MEASURED = "measured"
    RULE = "rule"
    TARGET = "target"
    COUNT_OF_LIST = "count_of_list"
    RANK = "rank"
    CHANGE = "change"

    @property
    def label(self) -> str:
        """Return the word for screens."""
        return _KINDS[self.value]


_KINDS = {
    "measured": "统计数",
    "rule": "规定数",
    "target": "目标数",
    "count_of_list": "列举数",
    "rank": "排名",
    "change": "增减",
}


@dataclass(frozen=True, slots=True)
class Dimension:
    """By what a figure can be broken down. `many` means that one row may stand in several parts.

    `labels` may be a function where the words are known only when all rooms are loaded.
    """

    code: str
    title: str
    labels: Mapping[str, str] | Callable[[], Mapping[str, str]] = field(default_factory=dict)
    many: bool = False

    def label(self, value: object) -> str:
        """Return the word for one value of the dimension."""
        text = "" if value is None else str(value)
        labels = self.labels() if callable(self.labels) else self.labels
        return labels.get(text, text) if text else "未分类"


UNIT = Dimension("unit", "单位")


@dataclass(frozen=True, slots=True)
class RowWords:
    """How a row behind a figure is shown: its words, its page, and the ledger stream it is recorded in ("case:12")."""

    title: str
    url: str = ""
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Readings:
    """The value is reported: filled in by a unit with evidence and verified by somebody else."""


@dataclass(frozen=True, slots=True)
class Rows:
    """The value counts rows of a real table (or sums `amount`).

    `query` returns the rows that may count; this room limits them to the scope by `unit` (a path to a unit id) and
    `on` (a path to a date; None: whatever the time). `until` ends the counting of a row in figures as of a day.
    `dims` maps dimensions to paths; `distinct` counts different values of a path; `readable` limits the rows an
    actor may open (they are counted all the same).
    """

    query: Callable[[Scope], QuerySet[Any]]
    unit: str = ""
    on: str | None = None
    until: str = ""
    amount: str | None = None
    dims: Mapping[str, str] = field(default_factory=dict)
    distinct: str = ""
    describe: Callable[[Any], RowWords] | None = None
    readable: "Callable[[Actor, QuerySet[Any]], QuerySet[Any]] | None" = None


@dataclass(frozen=True, slots=True)
class Events:
    """The value is counted act by act: deltas appended with each act, folded into days, reconciled with a recount.

    `recount` returns the same counting from the real rows, as a `Rows`; it is the judge when both differ.
    """

    recount: Rows


@dataclass(frozen=True, slots=True)
class Ratio:
    """One figure over another; `percent` multiplies by a hundred. No value where the denominator is nothing."""

    numerator: str
    denominator: str
    percent: bool = True


@dataclass(frozen=True, slots=True)
class Total:
    """The sum of other figures of the same unit of counting, less those of `minus`.

    `rows` are the rows to open behind it where they are more telling than the parts.
    """

    of: tuple[str, ...]
    minus: tuple[str, ...] = ()
    rows: Rows | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """By how many per cent another figure changed against the same period a year before."""

    of: str


Source = Readings | Rows | Events | Ratio | Total | Change


@dataclass(frozen=True, slots=True)
class Figure:
    """One definition. `bounds` are in single units (not in 万); `replaces` names an older code with the same meaning."""

    code: str
    title: str
    counts: str
    unit: str = "件"
    version: int = 1
    scale: str = ""
    period: PeriodKind = PeriodKind.YEAR
    kind: Kind = Kind.MEASURED
    dimensions: tuple[Dimension, ...] = ()
    decimals: int = 0
    source: Source = field(default_factory=Readings)
    bounds: tuple[Decimal | int | None, Decimal | int | None] = (0, None)
    systems: tuple[str, ...] = ()
    basis: str = ""
    replaces: str = ""
    sensitive: bool = False
    note: str = ""

    @property
    def room(self) -> str:
        """Return the room that declares the figure: the first part of its code."""
        return self.code.partition(".")[0]

    @property
    def is_reading(self) -> bool:
        """Say whether values are reported, not computed."""
        return isinstance(self.source, Readings)

    @property
    def is_counted(self) -> bool:
        """Say whether the system counts records for it, so that nobody reports it."""
        return isinstance(self.source, Rows | Events)

    @property
    def is_percent(self) -> bool:
        """Say whether the value is a percentage, which can be neither summed nor broken into parts."""
        return self.unit == "%"

    def dimension(self, code: str) -> Dimension | None:
        """Return one of the dimensions; every figure has that of the unit."""
        return next((item for item in (UNIT, *self.dimensions) if item.code == code), None)
