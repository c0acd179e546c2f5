"""A title names issuer, matter and kind: 云山区财政局关于…的通知, one kind only, no mark at its end.

Rule and source: 党政机关公文处理工作条例 第九条 (七); GB/T 9704-2012 7.3.1. 请示报告 is no kind; 关于关于 and 的的 are
slips. Titles of reports and plans without 关于 are usual and left alone.
"""

import re
from collections.abc import Iterable, Iterator

from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Finding, Severity
from mingzheng.proofing.structure.parts import Part, Parts, parts_of
from mingzheng.proofing.text import Text

_SLIPS = (
    (re.compile(r"(?:请示报告|报告请示|请示函|通知通报|申请报告)$"), "文种重叠或不存在", Severity.ERROR),
    (re.compile(r"关于关于|的的(?:通知|请示|函|报告|批复|意见)"), "标题用词重复", Severity.ERROR),
    (re.compile(r"关于[^关]{0,30}关于[^的]{0,20}的通知的通知$"), "转发层次过多，标题可简化", Severity.INFO),
    (re.compile(r"(?:通知|请示|函|报告|批复|意见|决定|通告|公告)[。，；：！]$"), "标题末尾不用标点", Severity.WARNING),
)
_ABOUT = re.compile(r"关于[^的]{2,80}(?P<kind>通知|请示|函|批复|通告|公告|决定|通报)$")
_PASSED_ON = re.compile(r"批转|转发|对.+的(?:函|解释)$")
_FORMAL = {"通知", "请示", "批复", "函"}
_PLAIN = re.compile(
    r"^(?:通知|请示|批复|函)$|(?:会议|放假|停水|停电|考试|任职|任免|紧急|补充|联合|督办|转办|交办|提醒|催办|告知|复函|回)(?:通知|函)$"
)


def find_title_faults(text: Text, context: Context) -> Iterable[Finding]:
    """Yield what is wrong with the title's build."""
    parts = parts_of(text, context)
    title = parts.first("title")
    if title is None or _PASSED_ON.search(parts.title):
        return
    slips = list(_slips(title))
    yield from slips
    if not slips:
        yield from _missing(title, parts)


def _slips(title: Part) -> Iterator[Finding]:
    for pattern, message, severity in _SLIPS:
        if match := pattern.search(title.words):
            yield title.passage.finding(
                match.start(), match.end(), f"{message}：“{match[0]}”", stated=match[0], severity=severity
            )
            return


def _missing(title: Part, parts: Parts) -> Iterator[Finding]:
    match = _ABOUT.search(title.words) if title.words == parts.title else None
    if match:
        yield title.passage.finding(
            match.start("kind"),
            match.end("kind"),
            f"标题缺“的”：应为“关于……的{match['kind']}”",
            computed=f"的{match['kind']}",
            suggestion=f"的{match['kind']}",
            confidence=0.7,
        )
    elif parts.is_issued and parts.kind in _FORMAL and "关于" not in parts.title and not _PLAIN.search(title.words):
        yield title.passage.finding(
            title.start,
            title.end,
            "公文标题一般由发文机关名称、事由和文种组成，此处缺“关于……的”",
            confidence=0.6,
            severity=Severity.INFO,
        )


_REST = "\n\n区人民政府：\n\n现将有关情况报告如下，妥否，请批示。"
CHECK = Check(
    code="SND-TITLE",
    title="标题要素",
    group="sending",
    severity=Severity.WARNING,
    basis="《党政机关公文处理工作条例》第九条；GB/T 9704-2012 7.3.1",
    run=find_title_faults,
    wrong=(
        Example("云山区财政局关于追加预算的请示报告" + _REST, "请示报告"),
        Example("云山区财政局关于关于追加预算的请示" + _REST, "关于关于"),
        Example("云山区财政局关于追加预算请示" + _REST, "请示", computed="的请示"),
    ),
    right=(
        Example("云山区财政局关于追加预算的请示" + _REST),
        Example("云山区财政局2025年法治政府建设年度报告" + _REST),
        Example("会议通知\n\n各镇街：\n\n定于周五开会。"),
    ),
)
