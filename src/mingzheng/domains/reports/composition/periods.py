"""Which period a binding means, as markup writes it: a year, a range of months or days, a day as of.

`2026` · `2026-01..2026-10` · `@2026-11-30` · `standing` · "" for the report's own year. Values are `figures`'.
"""

import calendar
import re
from datetime import date

from mingzheng.figures.public import Period, PeriodKind

STANDING = "standing"
_YEAR = re.compile(r"\d{4}")
_RANGE = re.compile(r"(\d{4}-\d{2}(?:-\d{2})?)\.\.(\d{4}-\d{2}(?:-\d{2})?)")
_AS_OF = re.compile(r"@(\d{4}-\d{2}-\d{2})")


class PeriodUnreadable(ValueError):
    """A period that is none of the written forms."""


def read_period(text: str, *, year: int) -> Period:
    """Return the period a binding means in a report of `year`. Raises PeriodUnreadable."""
    try:
        if not text or _YEAR.fullmatch(text):
            return Period.year(int(text or year))
        if text == STANDING:
            return Period.standing()
        found = _RANGE.fullmatch(text)
        if found:
            return Period.between(_day(found[1], is_end=False), _day(found[2], is_end=True))
        found = _AS_OF.fullmatch(text)
        if found:
            return Period.as_of(date.fromisoformat(found[1]))
    except ValueError:
        pass
    raise PeriodUnreadable(text)


def _day(text: str, *, is_end: bool) -> date:
    if len(text) == 10:
        return date.fromisoformat(text)
    year, month = int(text[:4]), int(text[5:7])
    if not 1 <= month <= 12:
        raise ValueError(text)
    return date(year, month, calendar.monthrange(year, month)[1] if is_end else 1)


def write_period(period: Period, *, year: int) -> str:
    """Return how markup writes a period in a report of `year`."""
    if period.kind == PeriodKind.STANDING:
        return STANDING
    if period.kind == PeriodKind.AS_OF:
        return f"@{period.last.isoformat()}"
    if period.kind == PeriodKind.YEAR:
        return "" if period.last.year == year else f"{period.last.year:04d}"
    return f"{period.first.isoformat()}..{period.last.isoformat()}"
