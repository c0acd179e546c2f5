"""How dates, counts and remaining time are written on screens and papers.

Counting days belongs to `worktime`; this file only puts a result into words.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

NON_CLASSIFIED = "非涉密系统，严禁处理、存储、传输国家秘密"
SHANGHAI = ZoneInfo("Asia/Shanghai")
UNIT_WORDS = {"hour": "小时", "working_day": "个工作日", "calendar_day": "天", "month": "个月", "year": "年"}


def _local(value: date | datetime) -> date | datetime:
    """Return an aware moment as Shanghai time; leave everything else alone."""
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.astimezone(SHANGHAI)
    return value


def format_date(value: date | datetime | None) -> str:
    """Write a day as 2026年3月19日; nothing for None."""
    if value is None:
        return ""
    value = _local(value)
    return f"{value.year}年{value.month}月{value.day}日"


def format_short_date(value: date | datetime | None, *, this_year: int | None = None) -> str:
    """Write a day as 3月19日 when it lies in `this_year`, in full otherwise."""
    if value is None:
        return ""
    value = _local(value)
    return f"{value.month}月{value.day}日" if value.year == this_year else format_date(value)


def format_moment(value: datetime | date | None) -> str:
    """Write a moment as 2026年3月19日 17:40 in Shanghai time; a day without time as a day."""
    if not isinstance(value, datetime):
        return format_date(value)
    return f"{format_date(value)} {_local(value):%H:%M}"


def describe_remaining(remaining: int | None, *, unit: str = "working_day", suspended: bool = False) -> str:
    """Say how much time is left: 还剩 5 个工作日, 今天到期, 已逾期 3 个工作日, 计时暂停; nothing when unknown."""
    if suspended:
        return "计时暂停"
    if remaining is None:
        return ""
    word = UNIT_WORDS.get(str(unit), str(unit))
    if remaining == 0:
        return "不足 1 小时" if unit == "hour" else "今天到期"
    return f"还剩 {remaining} {word}" if remaining > 0 else f"已逾期 {-remaining} {word}"


def describe_due(
    due_on: date | datetime | None,
    *,
    remaining: int | None = None,
    unit: str = "working_day",
    suspended: bool = False,
) -> str:
    """Write a due date with the time left: 2026年3月19日（还剩 5 个工作日）."""
    if due_on is None:
        return "计时暂停" if suspended else "未定期限"
    left = describe_remaining(remaining, unit=unit, suspended=suspended)
    day = format_moment(due_on) if isinstance(due_on, datetime) else format_date(due_on)
    return f"{day}（{left}）" if left else day


def format_count(value: int) -> str:
    """Write a count with thousands separated: 12,480."""
    return f"{value:,}"


def format_size(size: int) -> str:
    """Write a file's size: 860 KB, 12.4 MB."""
    if size < 1024:
        return f"{size} 字节"
    if size < 1024 * 1024:
        return f"{size / 1024:.0f} KB"
    return f"{size / 1024 / 1024:.1f} MB"


def explanation_lines(steps: Any) -> list[dict[str, str]]:
    """Bring a deadline's explanation into lines of day and text.

    Accepts a `Deadline` (anything with `.steps`), a sequence of steps (`.on`, `.text`), of `(day, text)` pairs or of texts.
    """
    if not steps:
        return []
    if isinstance(steps, str):
        return [{"on": "", "text": line} for line in steps.splitlines() if line.strip()]
    items: Iterable[Any] = getattr(steps, "steps", steps)
    return [_explanation_line(item) for item in items]


def _explanation_line(item: Any) -> dict[str, str]:
    if isinstance(item, str):
        return {"on": "", "text": item}
    if isinstance(item, tuple | list):
        on, text = item
    else:
        on, text = item.on, item.text
    return {"on": on if isinstance(on, str) else format_date(on), "text": str(text)}
