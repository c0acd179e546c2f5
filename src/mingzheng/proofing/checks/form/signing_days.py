"""A document signed on a day off is worth a second look.

Rule: none forbids it; a sign-off on a weekend or holiday is often a typing error or a date put back. Source: 倒填日期 is a
fault of publishing (政府网站与政务新媒体检查指标); calendars are those of 国务院办公厅. Information only.
"""

import re
from collections.abc import Iterable

from mingzheng.kit.dates import parse_date
from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Finding, Severity
from mingzheng.proofing.structure.parts import parts_of
from mingzheng.proofing.text import Text
from mingzheng.worktime.public import shipped_calendar


def find_days_off(text: Text, context: Context) -> Iterable[Finding]:
    """Yield one finding for each sign-off day of an announced year that is no working day."""
    calendar = shipped_calendar()
    parts = parts_of(text, context)
    for part in parts.all("date") or parts.all("printed"):
        words = re.sub(r"印.?$", "", part.words)
        try:
            day = parse_date(words)
        except ValueError:
            continue
        if not calendar.is_announced(day.year):
            continue
        is_working, reason = calendar.day_kind(day)
        if not is_working:
            yield part.passage.finding(
                part.start,
                part.end,
                f"成文日期不是工作日（{reason}），请核对",
                stated=part.words,
                confidence=0.6,
            )


_HEAD = "云山区财政局关于报送决算的报告\n\n区人民政府：\n\n现将有关情况报告如下。\n\n云山区财政局\n\n"
CHECK = Check(
    code="FRM-DAY-OFF",
    title="成文日期为非工作日",
    group="form",
    severity=Severity.INFO,
    basis="国务院办公厅关于节假日安排的通知",
    run=find_days_off,
    wrong=(Example(_HEAD + "2026年10月2日", "2026年10月2日"), Example(_HEAD + "2026年3月7日", "2026年3月7日")),
    right=(Example(_HEAD + "2026年3月5日"), Example(_HEAD + "2026年10月10日")),
)
