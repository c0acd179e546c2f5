"""The day of signing 成文日期 is written in full, in Arabic numerals, without leading zeros.

Rule: year, month and day all stand there, the year in four digits. Source: GB/T 9704-2012 7.3.5.4.
Days that do not exist are `impossible_dates`; a day that is no working day is `signing_days`.
"""

import re
from collections.abc import Iterable, Iterator

from mingzheng.kit.dates import format_date, parse_date
from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Finding, Severity
from mingzheng.proofing.structure.parts import Part, parts_of
from mingzheng.proofing.text import Text


def find_sign_off_faults(text: Text, context: Context) -> Iterable[Finding]:
    """Yield what is wrong with the sign-off date and the date of printing."""
    parts = parts_of(text, context)
    for part in (*parts.all("date"), *parts.all("printed")):
        yield from _judge(part)


def _judge(part: Part) -> Iterator[Finding]:
    words = re.match(r"[^日]*日?", part.words)
    day = words[0] if words else part.words
    end = part.start + len(day)
    if not re.match(r"(?:\d{4}|[〇○零一二三四五六七八九]{4})年", day):
        short = re.match(r"\d{2}年", day)
        message = "成文日期的年份应写全四位数" if short else "成文日期缺年份"
        yield part.passage.finding(
            part.start, end, message, stated=day, suggestion="年、月、日写全", severity=Severity.ERROR
        )
        return
    try:
        expected = format_date(parse_date(day))
    except ValueError:
        return
    if re.match(r"[〇○零一二三四五六七八九]", day):
        yield part.passage.finding(
            part.start, end, "成文日期应使用阿拉伯数字", stated=day, computed=expected, suggestion=expected
        )
    elif re.search(r"[年月]0", day):
        yield part.passage.finding(
            part.start, end, "成文日期的月、日不编虚位", stated=day, computed=expected, suggestion=expected
        )


_HEAD = "云山区财政局关于报送决算的报告\n\n区人民政府：\n\n现将有关情况报告如下。\n\n"
CHECK = Check(
    code="FRM-SIGN-DATE",
    title="成文日期写法",
    group="form",
    severity=Severity.WARNING,
    basis="GB/T 9704-2012 7.3.5.4",
    run=find_sign_off_faults,
    wrong=(
        Example(_HEAD + "云山区财政局\n\n3月5日", "3月5日"),
        Example(_HEAD + "云山区财政局\n\n2026年03月05日", "2026年03月05日", computed="2026年3月5日"),
        Example(_HEAD + "云山区财政局\n\n二〇二六年三月五日", "二〇二六年三月五日", computed="2026年3月5日"),
    ),
    right=(
        Example(_HEAD + "云山区财政局\n\n2026年3月5日"),
        Example("请各单位于2026年03月05日前报送材料，逾期不再受理。"),
    ),
)
