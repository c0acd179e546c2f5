"""Chinese text takes Chinese marks: ， ； ： （ ） ？ ！, not their half-width look-alikes.

Rule and source: GB/T 15834-2011 5.2. One finding per document with the count, at the first place; thousands marks, clock
times, addresses of the net and numbers of headings are left alone.
"""

import re
from collections import Counter
from collections.abc import Iterable

from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Finding, Severity
from mingzheng.proofing.text import Text

_HAN = "\u4e00-\u9fff"
_NEAR = rf"{_HAN}”’》）】〕%"
_MARK = re.compile(rf"(?<=[{_NEAR}])[,;:?!](?![/\\])|[,;:?!](?=[{_HAN}“‘《（【])(?<![A-Za-z][,;:?!])")
_BRACKET = re.compile(rf"(?<!^)(?:\((?=[^()]{{0,60}}[{_HAN}][^()]{{0,60}}\))|(?<=[{_HAN}])\((?=[^()]{{1,20}}\)))")
_STRAIGHT = re.compile(rf"(?<=[{_HAN}，。；：、])\"|\"(?=[{_HAN}])")
_NET = re.compile(r"(?:https?:|www\.)[^\s\u4e00-\u9fff，。；]+")
_WIDE = str.maketrans({",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", '"': "“”"})


def find_half_width(text: Text, context: Context) -> Iterable[Finding]:
    """Yield one finding for the document, with the count of each mark."""
    counts: Counter[str] = Counter()
    first: tuple[int, int, int] | None = None
    for position, passage in enumerate(text.passages):
        words = passage.clean
        if words.isascii() or not any(mark in words for mark in ',;:?!("'):
            continue
        net = [match.span() for match in _NET.finditer(words)]
        for pattern in (_MARK, _BRACKET, _STRAIGHT):
            for match in pattern.finditer(words):
                if any(low <= match.start() < high for low, high in net):
                    continue
                counts[match[0]] += 1
                if first is None or (position, match.start()) < first[:2]:
                    first = (position, match.start(), match.end())
    if first is None:
        return
    position, start, end = first
    total = sum(counts.values())
    detail = "、".join(f"“{mark}”{count}处" for mark, count in counts.most_common())
    yield text.passages[position].finding(
        start,
        end,
        f"中文中用了半角标点，共{total}处：{detail}",
        stated=f"{total}处",
        suggestion=f"改用全角标点（此处“{words_of(text, first)}”改为“{words_of(text, first).translate(_WIDE)}”）",
        confidence=1.0,
        severity=Severity.WARNING if total >= 3 else Severity.INFO,
    )


def words_of(text: Text, place: tuple[int, int, int]) -> str:
    """Return the mark at a place."""
    return text.passages[place[0]].clean[place[1] : place[2]]


CHECK = Check(
    code="FRM-ASCII",
    title="半角标点",
    group="form",
    severity=Severity.WARNING,
    basis="GB/T 15834-2011 5.2",
    run=find_half_width,
    wrong=(
        Example("全年召开会议12次,办理来文300件,全部按时办结:其中急件20件。", ","),
        Example("编发专报(简报)49期，报送信息(含约稿)12篇，印发通报(月报)3期。", "("),
    ),
    right=(
        Example("全年召开会议12次，办理来文1,300件，服务时间为8:30至17:30。"),
        Example("网址：https://example.invalid/a,b;c。"),
        Example("(一)压实责任。\n\n(二)严格考核。"),
    ),
)
