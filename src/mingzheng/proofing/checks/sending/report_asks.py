"""A report 报告 does not ask for anything.

Rule and source: 党政机关公文处理工作条例 第十五条 (四) 不得在报告等非请示性公文中夹带请示事项. 请审阅 and 请审议 are
closings of a report and no request.
"""

import re
from collections.abc import Iterable

from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Finding, Severity
from mingzheng.proofing.structure.parts import parts_of
from mingzheng.proofing.text import Text

_ASKS = re.compile(
    r"(?:妥否|当否|可否|是否妥当)[，,]?\s*(?:恳)?请(?:予)?[^，。；]{0,10}|"
    r"(?:^|(?<=[，。；]))(?:特此)?(?:恳|敬|特)?请(?:区|市|县|省|上级)?(?:委|政府|人民政府|领导)?(?:给予|予以|予)?(?:批示|批复|批准|审批|核准|批转|审定批复)(?=[。，；]|$)"
    r"|(?:恳请|恳求|请求|申请)(?:区|市|县|省|上级)(?:委|政府|人民政府|财政)?[^，。；]{0,20}(?:解决|支持|拨付|增加|安排|批准|同意)[^，。；]{0,20}"
)


def find_requests(text: Text, context: Context) -> Iterable[Finding]:
    """Yield one finding for each request inside a report."""
    parts = parts_of(text, context)
    if parts.kind != "报告" or not parts.first("recipients"):
        return
    for passage in text.prose:
        for match in _ASKS.finditer(passage.clean):
            yield passage.finding(
                match.start(),
                match.end(),
                "报告中不得夹带请示事项",
                stated=match[0],
                suggestion="需要批准的事项另行请示",
                confidence=0.85,
            )


_HEAD = "云山区水务局关于河道整治情况的报告\n\n区人民政府：\n\n现将有关情况报告如下。\n\n"
CHECK = Check(
    code="SND-REPORT",
    title="报告不夹带请示",
    group="sending",
    severity=Severity.ERROR,
    basis="《党政机关公文处理工作条例》第十五条",
    run=find_requests,
    wrong=(
        Example(_HEAD + "工程款尚有缺口，恳请区政府安排专项资金解决。", "恳请区政府安排专项资金解决"),
        Example(_HEAD + "拟调整工期，妥否，请批示。", "妥否，请批示"),
    ),
    right=(
        Example(_HEAD + "特此报告，请审阅。"),
        Example(_HEAD + "企业申请区级奖补资金80万元，已请财政部门审核。"),
    ),
)
