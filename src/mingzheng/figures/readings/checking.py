"""Ask what would speak against a reading before it is reported: forms show it at the field while somebody still types."""

from collections.abc import Mapping, Sequence

from mingzheng.figures.errors import BadReading
from mingzheng.figures.periods import Period
from mingzheng.figures.readings.facts import gather_unit, is_locked
from mingzheng.figures.readings.rules import find_faults
from mingzheng.figures.readings.services import NO_DETAILS, read_value
from mingzheng.figures.registry import get_figure
from mingzheng.figures.wordings import Wording
from mingzheng.platform.ledger import public as ledger


def check_reading(code: str, *, unit_id: int, period: Period, value: str | Wording) -> Mapping[str, Sequence[str]]:
    """Return what speaks against a reading, by field (value, unit, period, figure); nothing is written.

    Raises UnknownFigure.
    """
    figure = get_figure(code)
    try:
        wording = read_value(figure, value, NO_DETAILS)
    except BadReading as error:
        return error.errors
    today = ledger.today()
    unit = gather_unit(unit_id, period, today=today)
    return find_faults(figure, wording, period, unit, locked=is_locked(code, unit_id, period), today=today)
