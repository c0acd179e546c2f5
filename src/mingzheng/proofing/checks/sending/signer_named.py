"""A document to a superior under a red head or number names its signer 签发人.

Rule and source: 党政机关公文处理工作条例 第九条 (六) 上行文应当标注签发人姓名; GB/T 9704-2012 7.2.6.
"""

from collections.abc import Iterable

from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Finding, Profile, Severity
from mingzheng.proofing.structure.parts import parts_of
from mingzheng.proofing.text import Text


def find_missing_signer(text: Text, context: Context) -> Iterable[Finding]:
    """Yield one finding when a request, or a report with a number, has no signer."""
    parts = parts_of(text, context)
    number = parts.first("number")
    if parts.kind not in {"请示", "报告"} or number is None or not parts.first("recipients"):
        return
    if parts.kind == "报告" and context.profile not in {"", Profile.OFFICIAL_DOCUMENT, Profile.ANNUAL_REPORT}:
        return
    if parts.first("signer") is None:
        yield number.passage.finding(
            number.start,
            number.end,
            "上行文应当标注签发人姓名",
            suggestion="在发文字号同一行右侧标注“签发人：×××”",
            confidence=0.85,
        )


CHECK = Check(
    code="SND-SIGNER",
    title="上行文标注签发人",
    group="sending",
    severity=Severity.WARNING,
    basis="《党政机关公文处理工作条例》第九条；GB/T 9704-2012 7.2.6",
    run=find_missing_signer,
    wrong=(
        Example(
            "云财〔2026〕8号\n\n云山区财政局关于追加预算的请示\n\n区人民政府：\n\n妥否，请批示。", "云财〔2026〕8号"
        ),
    ),
    right=(
        Example(
            "云财〔2026〕8号　　签发人：张大山\n\n云山区财政局关于追加预算的请示\n\n区人民政府：\n\n妥否，请批示。"
        ),
        Example("云财函〔2026〕8号\n\n云山区财政局关于核对账目的函\n\n区审计局：\n\n请予支持。"),
    ),
)
