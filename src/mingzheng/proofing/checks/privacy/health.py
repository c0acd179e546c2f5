"""A full name in one sentence with an illness or a disability.

Legal basis: 个人信息保护法 第二十八条（医疗健康信息）
"""

from collections.abc import Iterable

from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Finding, Severity
from mingzheng.proofing.personal import find_health
from mingzheng.proofing.text import Text


def find_illness(text: Text, context: Context) -> Iterable[Finding]:
    """Yield names that stand with an illness."""
    for passage in text.passages:
        for item in find_health(passage.clean):
            message = "姓名与疾病、残疾情况一并出现，属敏感个人信息，公开前应删去或隐去姓名"
            yield passage.finding(item.start, item.end, message, confidence=item.sure)


CHECK = Check(
    code="PRV-HEALTH",
    title="健康信息",
    group="privacy",
    severity=Severity.WARNING,
    basis="个人信息保护法第二十八条",
    run=find_illness,
    level=2,
    wrong=(
        Example("患者刘小六确诊肺结核，已转诊。", "刘小六"),
        Example("赵小七，男，患有尿毒症，每月救助800元。", "赵小七"),
    ),
    right=(
        Example("患者刘某确诊肺结核，已转诊。"),
        Example("全区高血压、糖尿病患者规范管理率达到80%。"),
        Example("为一级残疾人发放补贴。"),
    ),
)
