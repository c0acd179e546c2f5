"""A home address down to the door: what is published ends at township, village or street.

Legal basis: 国办发〔2018〕118号; 个人信息保护法 第二十八条
"""

from collections.abc import Iterable

from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Finding, Severity
from mingzheng.proofing.personal import find_addresses
from mingzheng.proofing.text import Text


def find_homes(text: Text, context: Context) -> Iterable[Finding]:
    """Yield home addresses that lead to a door."""
    for passage in text.passages:
        for item in find_addresses(passage.clean):
            message = "含详细的家庭住址，公开时到乡镇（街道）或村（社区）为止"
            masked = "*" * (item.end - item.start)
            yield passage.finding(item.start, item.end, message, confidence=item.sure, suggestion=masked)


CHECK = Check(
    code="PRV-ADDRESS",
    title="家庭住址",
    group="privacy",
    severity=Severity.WARNING,
    basis="国办发〔2018〕118号；个人信息保护法第二十八条",
    run=find_homes,
    level=2,
    wrong=(
        Example("当事人王小五，住址：云山区青溪镇柳河村12组35号。", "12组35号"),
        Example("救助对象家住云山区东门街道和平路8号3栋402室。", "和平路8号3栋402室"),
    ),
    right=(
        Example("当事人王某，住址：云山区青溪镇柳河村。"),
        Example("云山区政务服务中心，地址：云山区东门街道和平路8号。"),
    ),
)
