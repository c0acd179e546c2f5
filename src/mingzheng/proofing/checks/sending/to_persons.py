"""A document goes from organ to organ, not to a leader by name or post.

Rule and source: 党政机关公文处理工作条例 第十五条 (五) 除上级机关负责人直接交办事项外，不得以本机关名义向上级机关负责人报送公文.
"""

import re
from collections.abc import Iterable

from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Finding, Severity
from mingzheng.proofing.structure.parts import parts_of
from mingzheng.proofing.text import Text

_PERSON = re.compile(
    r"(?:^|[、，,])([^、，,：:]{0,14}?(?:书记|区长|市长|县长|省长|主任|局长|镇长|同志|领导))(?=[、，,：:]|$)"
)


def find_personal_recipients(text: Text, context: Context) -> Iterable[Finding]:
    """Yield one finding for each recipient of an upward document that is a person."""
    parts = parts_of(text, context)
    recipients = parts.first("recipients")
    if parts.kind not in {"请示", "报告", "意见"} or recipients is None:
        return
    for match in _PERSON.finditer(recipients.words):
        if match[1].startswith(("尊敬", "各位")):
            continue
        yield recipients.passage.finding(
            recipients.start + match.start(1),
            recipients.start + match.end(1),
            f"不得以机关名义向上级机关负责人报送公文：“{match[1]}”",
            stated=match[1],
            suggestion="主送上级机关；属负责人直接交办的除外",
        )


CHECK = Check(
    code="SND-PERSON",
    title="不向负责人个人报送",
    group="sending",
    severity=Severity.WARNING,
    basis="《党政机关公文处理工作条例》第十五条",
    run=find_personal_recipients,
    wrong=(Example("云山区财政局关于追加预算的请示\n\n张区长：\n\n拟追加预算。妥否，请批示。", "张区长"),),
    right=(
        Example("云山区财政局关于追加预算的请示\n\n区人民政府：\n\n拟追加预算。妥否，请批示。"),
        Example("2026年云山区政府工作报告\n\n各位代表：\n\n现在向大会报告工作。"),
    ),
)
