"""Ask what would speak against readings before they are reported: forms show it at the field while somebody still types."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from mingzheng.figures.errors import BadReading
from mingzheng.figures.periods import Period
from mingzheng.figures.readings.facts import gather_unit, locked_codes
from mingzheng.figures.readings.rules import find_faults
from mingzheng.figures.readings.services import NO_DETAILS, read_value
from mingzheng.figures.registry import get_figure
from mingzheng.figures.wordings import Wording
from mingzheng.platform.ledger import public as ledger


@dataclass(frozen=True, slots=True)
class Checked:
    """A value as it reads (None when it cannot be read), and what speaks against it, by field."""

    wording: Wording | None
    faults: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def texts(self) -> tuple[str, ...]:
        """Return every fault in words."""
        return tuple(text for texts in self.faults.values() for text in texts)


def check_readings(values: Mapping[str, str], *, unit_id: int, period: Period) -> dict[str, Checked]:
    """Return what speaks against the values of several figures of a unit and period; nothing is written. Two queries.

    Raises UnknownFigure.
    """
    today = ledger.today()
    unit = gather_unit(unit_id, period, today=today)
    closed = locked_codes(unit_id, period)
    found = {}
    for code, text in values.items():
        figure = get_figure(code)
        try:
            wording = read_value(figure, text, NO_DETAILS)
        except BadReading as error:
            found[code] = Checked(None, error.errors)
            continue
        locked = bool(closed & {"", figure.code})
        found[code] = Checked(wording, find_faults(figure, wording, period, unit, locked=locked, today=today))
    return found


def check_reading(code: str, *, unit_id: int, period: Period, value: str) -> Mapping[str, Sequence[str]]:
    """Return what speaks against one reading, by field (value, unit, period, figure). Raises UnknownFigure."""
    return check_readings({code: value}, unit_id=unit_id, period=period)[code].faults
