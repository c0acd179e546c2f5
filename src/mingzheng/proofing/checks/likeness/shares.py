"""How much of the whole document stands in each other document, told once per document.

Above the office's line it is a warning. Paragraph by paragraph it is `previous` and `peers`.

Legal basis: 政府信息公开条例 第五十条（报告内容应当真实反映当年情况）
"""

from collections.abc import Iterable

from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Finding, Severity
from mingzheng.proofing.text import Text

from ._comparing import likeness_to, settings_of

_LEAST = 0.05
_SAME = "全年组织专题培训班八期，覆盖镇街和部门的业务骨干，课后逐一测试并公布成绩，未达标人员安排补训后方可上岗。"
_OTHER = "新建档案库房投入使用，完成历年纸质档案数字化扫描，查阅时间由半天缩短到十分钟，群众评价良好。"


def tell_shares(text: Text, context: Context) -> Iterable[Finding]:
    """Yield one finding for each other document with a share worth telling."""
    if not text.passages:
        return
    others = [*((context.previous, "上年文稿"),), *((peer, "其他单位文稿") for peer in context.peers)]
    for other, words in others:
        if other is None:
            continue
        found = likeness_to(text, other, context)
        if found.share < _LEAST:
            continue
        first = text.passages[0]
        warns = found.share >= settings_of(context).document_at
        name = f"{words}（{other.path}）" if other.path else words
        yield first.finding(
            0,
            len(first.clean),
            f"全文约{found.share:.0%}的文字（除规定用语外）与{name}相同，共{len(found.matches)}处",
            severity=Severity.WARNING if warns else Severity.INFO,
            confidence=0.95,
            computed=f"{found.share:.0%}",
        )


CHECK = Check(
    code="SIM-SHARE",
    title="全文雷同比例",
    group="likeness",
    severity=Severity.INFO,
    basis="报告应当反映当年、本单位情况",
    run=tell_shares,
    wrong=(
        Example(f"{_OTHER}\n\n{_SAME}", "新建档案库房", previous=_SAME),
        Example(_SAME, "全年组织专题培训班", computed="100%", peers=(_SAME,)),
    ),
    right=(Example(_SAME, previous=_OTHER), Example(_SAME)),
)
