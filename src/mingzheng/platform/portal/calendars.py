"""Writes a calendar that people subscribe to: periods and days of what rooms publish. Legal basis: none; RFC 5545."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from mingzheng.platform.portal.identity import get_site

_CONTROLS = dict.fromkeys((*range(9), 11, 12, *range(14, 32)), None)
_LONGEST_LINE = 73  # bytes; the standard allows 75 with the line's end


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """Whole days from the first to the last, under a key that stays the same when they move."""

    key: str
    title: str
    first: dt.date
    last: dt.date
    url: str


def write_calendar(name: str, events: Iterable[CalendarEvent], *, at: dt.datetime) -> str:
    """Return a calendar of events."""
    host = get_site().address.rpartition("/")[2]
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//mingzheng//portal//ZH", f"X-WR-CALNAME:{_escaped(name)}"]
    for one in events:
        lines += [
            *("BEGIN:VEVENT", f"UID:{one.key}@{host}"),
            f"DTSTAMP:{at.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}",
            f"DTSTART;VALUE=DATE:{one.first:%Y%m%d}",
            f"DTEND;VALUE=DATE:{one.last + dt.timedelta(days=1):%Y%m%d}",
            *(f"SUMMARY:{_escaped(one.title)}", f"URL:{one.url}", "TRANSP:TRANSPARENT", "END:VEVENT"),
        ]
    return "".join(_folded(line) for line in [*lines, "END:VCALENDAR"])


def _escaped(text: str) -> str:
    plain = text.translate(_CONTROLS).replace("\r", "")
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> str:
    """Return a line cut into pieces no longer than the standard allows."""
    pieces, piece = [], ""
    for character in line:
        if len((piece + character).encode()) > _LONGEST_LINE:
            pieces.append(piece)
            piece = " "
        piece += character
    return "".join(f"{part}\r\n" for part in [*pieces, piece])
