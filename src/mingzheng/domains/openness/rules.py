"""Whether an entry is in place: something is published, and recently enough for its timing. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta

# How long a publication holds: what must come once (on an event) never grows old by itself.
TIMINGS = (
    ("event", "形成或变更后20个工作日内"),
    ("short", "作出决定后7个工作日内"),
    ("month", "每月"),
    ("quarter", "每季度"),
    ("half", "每半年"),
    ("year", "每年"),
    ("standing", "长期公开"),
)
LASTS = {"month": 31, "quarter": 92, "half": 184, "year": 366}


@dataclass(frozen=True, slots=True)
class Gap:
    """What is missing in an entry, and since when."""

    code: str
    text: str


def find_gap(timing: str, newest: date | None, on: date, *, grace: int) -> Gap | None:
    """Return why an entry is not in place on a day, or None. `grace` are days a renewal may come late.

    Legal basis: 政府信息公开条例 第二十六条 (及时公开); the entry's own timing.
    """
    if newest is None:
        return Gap("nothing", "没有挂接已公开的信息")
    lasts = LASTS.get(timing)
    if lasts is None or on <= newest + timedelta(days=lasts + grace):
        return None
    words = dict(TIMINGS)[timing]
    return Gap("old", f"应{words}更新，最近一次公开是 {newest.year}年{newest.month}月{newest.day}日")
