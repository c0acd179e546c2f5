"""A document to a superior is not copied to subordinates.

Rule and source: 党政机关公文处理工作条例 第十五条 (一) 不抄送下级机关. Which unit is below which is known to the office's
tree, not to a text; told are names that can only be below (各镇、各街道、各科室、所属各单位).
"""

import re
from collections.abc import Iterable

from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Finding, Severity
from mingzheng.proofing.structure.parts import parts_of
from mingzheng.proofing.text import Text

_BELOW = re.compile(
    r"各(?:镇|乡|街道|村|社区|科室|股室|站所|所|下属|直属|基层|学校|中队)[^，、。；]{0,12}|(?:本|我)?局?(?:下属|所属|直属)各?[^，、。；]{2,10}"
)
_UPWARD = {"请示", "报告"}


def find_copies_below(text: Text, context: Context) -> Iterable[Finding]:
    """Yield one finding for each copy of an upward document that goes to subordinates."""
    parts = parts_of(text, context)
    if parts.kind not in _UPWARD:
        return
    for part in parts.all("copies"):
        for match in _BELOW.finditer(part.words):
            yield part.passage.finding(
                part.start + match.start(),
                part.start + match.end(),
                f"上行文不得抄送下级机关：“{match[0]}”",
                stated=match[0],
                severity=Severity.ERROR if parts.kind == "请示" else None,
            )


CHECK = Check(
    code="SND-COPY",
    title="上行文不抄送下级",
    group="sending",
    severity=Severity.WARNING,
    basis="《党政机关公文处理工作条例》第十五条",
    run=find_copies_below,
    wrong=(
        Example(
            "云山区财政局关于追加预算的请示\n\n区人民政府：\n\n妥否，请批示。\n\n抄送：区审计局，各镇人民政府。",
            "各镇人民政府",
        ),
    ),
    right=(
        Example("云山区财政局关于追加预算的请示\n\n区人民政府：\n\n妥否，请批示。\n\n抄送：区审计局。"),
        Example("云山区财政局关于报送决算的通知\n\n各部门：\n\n请按时报送。\n\n抄送：各镇人民政府。"),
    ),
)
