"""The flat form between a document and the tree: one record per requirement, with the cells and notes it was taken from.

Tables fill records in `tables`, running text in `running_text`; `assembling` makes the tree.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Label:
    """Number and title of a heading or task; both None where the scheme has none."""

    number: str | None = None
    title: str | None = None


NO_LABEL = Label()


@dataclass(frozen=True, slots=True)
class UnitNote:
    """A printed cell or note that names units: its label, its words, the role of names without a verb, and its place."""

    label: str
    text: str
    role: str
    place: str = ""


@dataclass
class Record:
    """One requirement as found; `broken` says what was wrong with its row.

    `has_own_place` is True where the document keeps a column or cell for units: names in the sentence are then no duty.
    `first_leads` is True where the document says that the first of several units leads.
    `is_part` is True where one numbered item names other units for each of its sentences and was parted there.
    """

    heading: Label = NO_LABEL
    task: Label = NO_LABEL
    number: str | None = None
    title: str | None = None
    text: str = ""
    notes: list[UnitNote] = field(default_factory=list)
    deadline: str = ""
    remarks: list[tuple[str, str]] = field(default_factory=list)
    broken: str = ""
    has_own_place: bool = False
    is_part: bool = False
    first_leads: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line of running text; `level` is the heading level its style gives, 0 for none."""

    text: str
    level: int = 0
    header: bool = False


@dataclass
class DutyRecord:
    """A duty outside the list, as found."""

    title: str
    text: str
    notes: list[UnitNote] = field(default_factory=list)
    number: str = ""
