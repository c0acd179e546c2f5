"""The time zone the law is read in (D-08). Reading the machine's clock does not belong here (`platform.ledger`)."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from mingzheng.worktime.errors import ClockError

SHANGHAI = ZoneInfo("Asia/Shanghai")
_WEEKDAYS = "一二三四五六日"


def in_shanghai(moment: datetime) -> datetime:
    """Return an aware moment in Beijing time; a naive one is refused because nobody knows what it means."""
    if moment.tzinfo is None:
        raise ClockError("naive_datetime", "时刻缺少时区，无法确定属于哪一天")
    return moment.astimezone(SHANGHAI)


def legal_day(start: date | datetime) -> date:
    """Return the day an event is registered under: the Shanghai date of the moment it happened.

    Legal basis: 设计约定 D-08（非工作时间提交的，按提交时刻所在日期登记）
    """
    return in_shanghai(start).date() if isinstance(start, datetime) else start


def day_in_words(day: date) -> str:
    """Return 「2026年3月19日（周四）」."""
    return f"{day.year}年{day.month}月{day.day}日（周{_WEEKDAYS[day.weekday()]}）"


def moment_in_words(moment: datetime) -> str:
    """Return 「2026年3月19日（周四）9时05分」."""
    return f"{day_in_words(moment.date())}{moment.hour}时{moment.minute:02d}分"
