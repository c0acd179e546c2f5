"""The closing words fit the kind: 特此通知 ends a notice, 特此报告 a report, 妥否，请批示 a request.

Rule: closing words name the kind of document they close; a request ends by asking. Source: 党政机关公文处理工作条例 第八条
(文种的适用范围), 公文写作 usage. A kind without closing words is no fault.
"""

import re
from collections.abc import Iterable, Iterator

from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Finding, Severity
from mingzheng.proofing.structure.parts import Parts, parts_of
from mingzheng.proofing.text import Passage, Text

_CLOSING = re.compile(
    r"(?:特|专)此(通知|报告|函告|函复|函达|致函|批复|通告|公告|通报|请示|复函|汇报|说明)(?=[。，！]|$)"
)
_FITS = {
    "通知": {"通知"},
    "报告": {"报告", "汇报"},
    "函": {"函告", "函复", "函达", "致函", "复函", "说明"},
    "批复": {"批复"},
    "通告": {"通告"},
    "公告": {"公告"},
    "通报": {"通报"},
    "请示": {"请示"},
}
_ASKS = re.compile(
    r"请[^，。；]{0,16}(?:批示|批复|审批|批准|审定|审示|指示|同意|核准|审核|核示|支持|审议|解决|研究|答复|阅示|审阅|核批|批转|核定)"
)


def find_wrong_closings(text: Text, context: Context) -> Iterable[Finding]:
    """Yield closing words of another kind, and requests that ask nothing."""
    parts = parts_of(text, context)
    if parts.kind not in _FITS:
        return
    for passage in text.prose:
        for match in _CLOSING.finditer(passage.clean):
            if match[1] not in _FITS[parts.kind]:
                yield _finding(passage, match, parts.kind)
    if parts.kind == "请示":
        yield from _asks_nothing(text, parts)


def _finding(passage: Passage, match: re.Match[str], kind: str) -> Finding:
    right = f"特此{sorted(_FITS[kind])[0]}"
    return passage.finding(
        match.start(),
        match.end(),
        f"结束语与文种不符：文种是“{kind}”，结束语是“{match[0]}”",
        stated=match[0],
        computed=right,
        suggestion=right,
    )


def _asks_nothing(text: Text, parts: Parts) -> Iterator[Finding]:
    if any(_ASKS.search(passage.clean) for passage in text.prose):
        return
    title = parts.first("title")
    if title is not None:
        yield title.passage.finding(
            title.start, title.end, "请示没有请求批准的结束语", suggestion="以“妥否，请批示。”等语结束", confidence=0.75
        )


CHECK = Check(
    code="SND-CLOSING",
    title="结束语与文种相符",
    group="sending",
    severity=Severity.WARNING,
    basis="《党政机关公文处理工作条例》第八条",
    run=find_wrong_closings,
    wrong=(
        Example(
            "云山区水务局关于停水检修的通知\n\n各用水单位：\n\n定于周日检修。\n\n特此报告。",
            "特此报告",
            computed="特此通知",
        ),
        Example(
            "云山区水务局关于调整工期的请示\n\n区人民政府：\n\n拟延长工期三个月。", "云山区水务局关于调整工期的请示"
        ),
    ),
    right=(
        Example("云山区水务局关于停水检修的通知\n\n各用水单位：\n\n定于周日检修。\n\n特此通知。"),
        Example("云山区水务局关于河道整治情况的报告\n\n区人民政府：\n\n现将情况报告如下。\n\n专此报告。"),
        Example("云山区水务局关于调整工期的请示\n\n区人民政府：\n\n拟延长工期三个月。妥否，请批示。"),
    ),
)
