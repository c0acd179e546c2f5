"""The values printed in somebody's report: each cell of the form with its number and its place.

Which cells there are is `form`; finding them in a document is `reading`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from .form import OTHERWISE_AS_ONE, RESULT_GROUPS, CellKey, FormTable, Term, application, cells_of

_NUMBER = re.compile(r"-?\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|-?\d+(?:\.\d+)?")
_NOTHING = re.compile(r"[\s\-－—–─/／\\、.。·|]*")
_UNIT = re.compile(r"(?<=\d)\s*(?:件次|件|宗|次|个|份|项|万元)$|^无$")
_WIDTHS = str.maketrans("０１２３４５６７８９．－，　", "0123456789.-, ")


class State(StrEnum):
    """How a cell was read."""

    READ = "read"
    EMPTY = "empty"
    MALFORMED = "malformed"
    GUESSED = "guessed"


@dataclass(frozen=True, slots=True)
class Printed:
    """One cell as printed, with its place in the raw paragraphs. An empty cell counts as nothing printed."""

    quote: str
    paragraph: int
    start: int
    end: int
    value: Decimal | None
    state: State = State.READ
    page: int = 0

    @property
    def amount(self) -> Decimal:
        """Return the value for arithmetic: an empty cell is 0."""
        return self.value if self.value is not None else Decimal(0)


def parse_value(words: str) -> tuple[Decimal | None, State]:
    """Return the number in a cell and how it was read; words that are no number are malformed."""
    plain = _UNIT.sub("", words.translate(_WIDTHS).strip())
    if _NOTHING.fullmatch(plain):
        return None, State.EMPTY
    if len(plain) > 24:
        return None, State.MALFORMED
    compact = "".join(plain.split())
    if _NUMBER.fullmatch(compact):
        return Decimal(compact.replace(",", "").replace("，", "")), State.READ
    return None, State.MALFORMED


@dataclass
class FormValues:
    """What a report's tables say. `year` is the report's year where it is known; `older_form` that of 2019."""

    cells: dict[CellKey, Printed] = field(default_factory=dict)
    year: int | None = None
    unit: str = ""

    def has(self, table: FormTable) -> bool:
        """Return whether anything of a table was read."""
        return any(key.table is table for key in self.cells)

    def is_whole(self, table: FormTable) -> bool:
        """Return whether every cell of a table was found."""
        return not self.missing(table)

    def missing(self, table: FormTable) -> tuple[CellKey, ...]:
        """Return the cells nobody found; one row 其他处理 stands for its three."""
        return tuple(key for key in cells_of(table) if self.stand_in(key) not in self.cells)

    def stand_in(self, key: CellKey) -> CellKey:
        """Return the cell that speaks for a key: the one row 其他处理 of older forms, else the key itself."""
        if key not in self.cells and key.row in RESULT_GROUPS["其他处理"]:
            return application(OTHERWISE_AS_ONE.code, key.column)
        return key

    def find(self, key: CellKey) -> Printed | None:
        """Return a cell, or None."""
        return self.cells.get(key)

    def is_known(self, keys: Iterable[CellKey]) -> bool:
        """Return whether each of these was found and is a number or empty."""
        found = [self.cells.get(self.stand_in(key)) for key in keys]
        return all(cell is not None and cell.state is not State.MALFORMED for cell in found)

    def total(self, terms: Iterable[Term]) -> Decimal:
        """Return the signed sum of cells; a stand-in row counts once."""
        seen: dict[CellKey, int] = {}
        for term in terms:
            seen[self.stand_in(term.key)] = term.sign
        return sum((self.cells[key].amount * sign for key, sign in seen.items()), Decimal(0))

    def sum_of(self, keys: Iterable[CellKey]) -> Decimal | None:
        """Return the sum of cells, or None when one is unknown."""
        wanted = tuple(keys)
        return self.total(Term(key) for key in wanted) if wanted and self.is_known(wanted) else None
