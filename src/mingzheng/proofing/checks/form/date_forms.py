"""Dates in running text are written in one form.

Rule: within one document 2026年3月5日 is not mixed with 2026.3.5, 2026-03-05 or 二〇二六年三月五日.
Source: GB/T 15835-2011 5.1 (consistency). One finding per document; tables, headings' dates of a web page and the
sign-off (`sign_off_dates`) are left alone.
"""

import re
from collections.abc import Iterable

from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Finding, Severity
from mingzheng.proofing.text import Passage, Text

_FORMS = {
    "2026年3月5日": re.compile(r"(?=\d)(?<!\d)\d{4}年\d{1,2}月\d{1,2}日"),
    "2026.3.5": re.compile(r"(?=[12])(?<![\d.])(?:19|20)\d{2}[./]\d{1,2}[./]\d{1,2}(?![\d./])"),
    "2026-03-05": re.compile(r"(?=[12])(?<![\d\-])(?:19|20)\d{2}-\d{1,2}-\d{1,2}(?![\d\-])"),
    "二〇二六年三月五日": re.compile(
        r"[〇○零一二三四五六七八九]{4}年[一二三四五六七八九十]{1,3}月[一二三四五六七八九十廿]{1,3}日"
    ),
}
_HINT = re.compile(r"\d{4}[年./\-]|[〇○零一二三四五六七八九]年")
_SHORTEST = 25
_SENTENCE_MARK = re.compile("[，。；]")


def find_mixed_dates(text: Text, context: Context) -> Iterable[Finding]:
    """Yield one finding for the document, at the first date of the rarer form."""
    found: dict[str, list[tuple[Passage, int, int]]] = {name: [] for name in _FORMS}
    for passage in text.prose:
        if (
            len(passage.clean) < _SHORTEST
            or not _SENTENCE_MARK.search(passage.clean)
            or not _HINT.search(passage.clean)
        ):
            continue
        for name, pattern in _FORMS.items():
            found[name].extend((passage, m.start(), m.end()) for m in pattern.finditer(passage.clean))
    used = sorted((places for places in found.values() if places), key=len)
    if len(used) < 2:
        return
    passage, start, end = used[0][0]
    forms = "、".join(f"“{name}”式{len(places)}处" for name, places in found.items() if places)
    other = used[-1][0]
    yield passage.finding(
        start,
        end,
        f"日期写法不一致：{forms}",
        stated=passage.clean[start:end],
        suggestion="正文日期统一写作“2026年3月5日”的形式",
        related=(other[0].related(other[1], other[2]),),
    )


CHECK = Check(
    code="FRM-DATE-MIX",
    title="日期写法一致",
    group="form",
    severity=Severity.INFO,
    basis="GB/T 15835-2011",
    run=find_mixed_dates,
    wrong=(
        Example(
            "2026年3月5日召开动员部署会议，随后各镇街分别组织学习传达。2026年4月2日开展检查，2026.5.6完成整改并报送情况。",
            "2026.5.6",
        ),
    ),
    right=(
        Example("2026年3月5日召开动员部署会议，2026年4月2日开展检查，版本号为2.0.1，随后各镇街组织学习。"),
        Example(
            "2026年3月5日召开动员部署会议，随后组织学习传达。\n\n云山区小学一年级新生入学登记办法公告 发布 2026-03-05"
        ),
    ),
)
