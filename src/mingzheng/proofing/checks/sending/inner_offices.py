"""A section inside a department does not send official documents outward; only its office may.

Rule and source: 党政机关公文处理工作条例 第十七条 (部门内设机构除办公厅（室）外不得对外正式行文).
"""

import re
from collections.abc import Iterable

from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Finding, Severity
from mingzheng.proofing.structure.parts import parts_of
from mingzheng.proofing.text import Text

_INNER = re.compile(r"(?:局|委|办|厅|中心|委员会)[\u4e00-\u9fff]{1,10}(?:科|股|处|室)$")
_OFFICE = re.compile(r"(?:办公室|研究室|督查室|信息室|党政办公室|秘书处|办事处|代表处|管理处)$")


def find_inner_issuers(text: Text, context: Context) -> Iterable[Finding]:
    """Yield one finding when a numbered document is signed by a section."""
    parts = parts_of(text, context)
    issuer = parts.first("issuer")
    if not parts.is_issued or issuer is None:
        return
    if _INNER.search(issuer.words) and not _OFFICE.search(issuer.words):
        yield issuer.passage.finding(
            issuer.start,
            issuer.end,
            "部门内设机构除办公厅（室）外，不得对外正式行文",
            stated=issuer.words,
            confidence=0.75,
        )


_TOP = "云财〔2026〕8号\n\n云山区财政局关于报送预算的通知\n\n各部门：\n\n请按时报送。\n\n"
CHECK = Check(
    code="SND-INNER",
    title="内设机构不对外行文",
    group="sending",
    severity=Severity.WARNING,
    basis="《党政机关公文处理工作条例》第十七条",
    run=find_inner_issuers,
    wrong=(Example(_TOP + "云山区财政局预算科\n\n2026年3月5日", "云山区财政局预算科"),),
    right=(
        Example(_TOP + "云山区财政局\n\n2026年3月5日"),
        Example(_TOP + "云山区财政局办公室\n\n2026年3月5日"),
    ),
)
