"""Plain values the components are drawn from. Where they come from is each screen's matter; how they look is the templates'.

Every value is frozen and holds text, addresses and numbers only: no records, no requests.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Lamp(StrEnum):
    """The six states of a clock, each with its own colour, shape and word."""

    NORMAL = "normal"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"
    PAUSED = "paused"
    DONE = "done"
    NOT_STARTED = "not_started"

    @property
    def word(self) -> str:
        """Return the word that stands beside the shape."""
        return LAMP_WORDS[self]

    @property
    def glyph(self) -> str:
        """Return the shape as a character, for spreadsheets and plain text."""
        return LAMP_GLYPHS[self]


LAMP_WORDS = {
    Lamp.NORMAL: "正常",
    Lamp.DUE_SOON: "将到期",
    Lamp.OVERDUE: "逾期",
    Lamp.PAUSED: "暂停",
    Lamp.DONE: "已办结",
    Lamp.NOT_STARTED: "未启动",
}
LAMP_GLYPHS = {
    Lamp.NORMAL: "●",
    Lamp.DUE_SOON: "▲",
    Lamp.OVERDUE: "■",
    Lamp.PAUSED: "◐",
    Lamp.DONE: "✓",
    Lamp.NOT_STARTED: "○",
}


@dataclass(frozen=True, slots=True)
class Crumb:
    """One step of the breadcrumb; the last one has no address."""

    label: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab: a link to a list or a part of a page."""

    label: str
    url: str
    is_current: bool = False
    count: int | None = None
    lamp: str = ""


@dataclass(frozen=True, slots=True)
class Number:
    """A summary number that leads to what it counts."""

    value: int | str
    label: str
    url: str = ""
    lamp: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One field before and after an act."""

    label: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class PaperLink:
    """A paper that belongs to an act or a matter."""

    name: str
    url: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Act:
    """One entry of a timeline. `recorded_at` is shown beside `occurred_on` only when the days differ."""

    title: str
    actor: str
    occurred_on: date
    recorded_at: datetime | None = None
    unit: str = ""
    text: str = ""
    changes: tuple[Change, ...] = ()
    papers: tuple[PaperLink, ...] = ()
    icon: str = ""
    tone: str = ""
    note: str = ""

    @property
    def is_late_entry(self) -> bool:
        """Say whether the act was typed on another day than it happened."""
        return self.recorded_at is not None and self.recorded_at.date() != self.occurred_on


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a key-value list. `url` makes the value a link; `lamp` draws a lamp in its place."""

    label: str
    value: object = ""
    url: str = ""
    note: str = ""
    lamp: str = ""


@dataclass(frozen=True, slots=True)
class BoardColumn:
    """One state of a board; a lamp stands in its head where the state is a clock's."""

    label: str
    lamp: str = ""


@dataclass(frozen=True, slots=True)
class BoardCell:
    """One count of a board and the filtered list it leads to."""

    count: int
    url: str = ""
    lamp: str = ""


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One unit of a board with its counts, one for each column."""

    label: str
    cells: tuple[BoardCell, ...]
    url: str = ""
    note: str = ""

    @property
    def total(self) -> int:
        """Return the sum of the row."""
        return sum(cell.count for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Board:
    """Units by states, with what exactly is counted (`counts`: 按承办单位计件)."""

    caption: str
    columns: tuple[BoardColumn, ...]
    rows: tuple[BoardRow, ...]
    row_head: str = "单位"
    counts: str = ""
    empty: str = "还没有可统计的事项。"

    @property
    def totals(self) -> tuple[int, ...]:
        """Return the sum of each column."""
        return tuple(sum(row.cells[index].count for row in self.rows) for index in range(len(self.columns)))

    @property
    def total(self) -> int:
        """Return the sum of the whole board."""
        return sum(self.totals)


@dataclass(frozen=True, slots=True)
class Series:
    """One line or one colour of bars. `values` may hold None where nothing is known."""

    label: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Plot:
    """A plot with its table: `kind` is line, bar, stacked or rows (lying bars of one series); every series has one value a label."""

    title: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    kind: str = "line"
    unit: str = ""
    source: str = ""

    def __post_init__(self) -> None:
        for series in self.series:
            if len(series.values) != len(self.labels):
                raise ValueError(f"{series.label}: {len(series.values)} values for {len(self.labels)} labels")


@dataclass(frozen=True, slots=True)
class Choice:
    """An act as offered in 「现在可以办」; greyed with its reasons when it may not be done now."""

    label: str
    url: str = ""
    hint: str = ""
    icon: str = ""
    reasons: Sequence[str] = ()
    tone: str = ""

    @property
    def is_open(self) -> bool:
        """Say whether the act may be begun."""
        return bool(self.url) and not self.reasons


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of a procedure: `state` is done, current or ahead."""

    label: str
    state: str
    note: str = ""
