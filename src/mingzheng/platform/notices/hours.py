"""When a message may leave: quiet hours, the moment of the day's digest. Pure: moments and the calendar are arguments."""

import datetime as dt
import re
from typing import Protocol

from mingzheng.worktime.public import SHANGHAI

QUIET = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)")


class WorkingDays(Protocol):
    """What the digest needs of a calendar."""

    def is_working_day(self, day: dt.date) -> bool:
        """Say whether people work on that day."""


def read_quiet_hours(text: str) -> tuple[dt.time, dt.time] | None:
    """Return beginning and end of "22:00-07:00", None for an empty text. Raises ValueError with a Chinese message."""
    if not text:
        return None
    match = QUIET.fullmatch(text)
    if match is None:
        raise ValueError("应写作 22:00-07:00，或留空表示不设")
    hours = [int(part) for part in match.groups()]
    begin, end = dt.time(hours[0], hours[1]), dt.time(hours[2], hours[3])
    if begin == end:
        raise ValueError("起止时间不得相同")
    return begin, end


def quiet_until(at: dt.datetime, quiet: tuple[dt.time, dt.time] | None) -> dt.datetime | None:
    """Return when the quiet hours around a moment end, None when they do not cover it. The end itself is not quiet."""
    if quiet is None:
        return None
    local = at.astimezone(SHANGHAI)
    begin, end = quiet
    over_midnight = begin > end
    covered = (local.time() >= begin or local.time() < end) if over_midnight else begin <= local.time() < end
    if not covered:
        return None
    day = local.date() + dt.timedelta(days=1 if over_midnight and local.time() >= begin else 0)
    return dt.datetime.combine(day, end, tzinfo=SHANGHAI)


def digest_moment(at: dt.datetime, *, hour: int, calendar: WorkingDays) -> dt.datetime | None:
    """Return the moment of today's digest once it has come, None before it and on days off."""
    local = at.astimezone(SHANGHAI)
    moment = dt.datetime.combine(local.date(), dt.time(hour), tzinfo=SHANGHAI)
    return moment if local >= moment and calendar.is_working_day(local.date()) else None
