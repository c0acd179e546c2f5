"""The days everybody is off by statute, used for a year whose holiday notice is not out yet.

Which bridge days the State Council grants and which weekends are worked instead is never guessed here: that is in the
notice (`notices`). Whether a year is estimated at all is decided in `calendars`.
"""

from datetime import date, timedelta
from functools import cache
from typing import Any

from mingzheng.kit.lazy import lazy_module

lunar_python = lazy_module("lunar_python")


_REVISION_YEAR = 2025
_LUNAR_FESTIVALS = (("端午节", 5, 5), ("中秋节", 8, 15))


@cache
def statutory_festivals(year: int) -> dict[date, str]:
    """Return the statutory days off of a year with the festival's name; the first name wins where two meet.

    From 2025 the 13 days of the 2024 revision, before that the 11 days in force since 2014.

    Legal basis: 全国年节及纪念日放假办法 第二条
    """
    revised = year >= _REVISION_YEAR
    new_year = _from_lunar(year, 1, 1)
    days = {date(year, 1, 1): "元旦"}
    first = -1 if revised else 0
    days.update(dict.fromkeys((new_year + timedelta(days=n) for n in range(first, 3)), "春节"))
    days.setdefault(_clear_and_bright(year), "清明节")
    days.update({date(year, 5, n): "劳动节" for n in ((1, 2) if revised else (1,))})
    days.update({date(year, 10, n): "国庆节" for n in (1, 2, 3)})
    for name, month, day in _LUNAR_FESTIVALS:
        days.setdefault(_from_lunar(year, month, day), name)
    return days


def _from_lunar(year: int, month: int, day: int) -> date:
    return _as_date(lunar_python.Lunar.fromYmd(year, month, day).getSolar())


def _clear_and_bright(year: int) -> date:
    """Return the day of the solar term 清明 (4, 5 or 6 April)."""
    return _as_date(lunar_python.Solar.fromYmd(year, 4, 1).getLunar().getJieQiTable()["清明"])


def _as_date(solar: Any) -> date:
    return date(solar.getYear(), solar.getMonth(), solar.getDay())
