"""A mobile number in words that may be published. Telephones of offices are public and are left alone.

Legal basis: 个人信息保护法 第四条; 国办发〔2018〕118号
"""

from collections.abc import Iterable

from mingzheng.proofing.context import Context
from mingzheng.proofing.masking import mask_text
from mingzheng.proofing.model import Check, Example, Finding, Severity
from mingzheng.proofing.personal import Kind
from mingzheng.proofing.text import Text

from ._items import items_of


def find_mobiles(text: Text, context: Context) -> Iterable[Finding]:
    """Yield every mobile number, and home telephones that are called so."""
    for kind, words in ((Kind.MOBILE, "手机号码"), (Kind.LANDLINE, "住宅电话")):
        for passage, item in items_of(text, context, kind):
            shown = passage.clean[item.start : item.end]
            yield passage.finding(
                item.start,
                item.end,
                f"含完整的{words}，公开前应改为办公电话或脱敏",
                confidence=item.sure,
                suggestion=mask_text(shown)[0] if kind is Kind.MOBILE else "",
            )


CHECK = Check(
    code="PRV-MOBILE",
    title="个人电话号码",
    group="privacy",
    severity=Severity.WARNING,
    basis="个人信息保护法第四条；国办发〔2018〕118号",
    run=find_mobiles,
    level=2,
    wrong=(
        Example("（联系人：李小四，联系电话：13800138000）", "13800138000"),
        Example("来访人手机138-0013-8000，家庭电话020-83131234。", "020-83131234"),
    ),
    right=(
        Example("（联系人：李小四，联系电话：0756-3612345）"),
        Example("回访电话138****8000。"),
        Example("全年一般公共预算收入13800138000元。"),
        Example("热线12345，举报电话12388。"),
    ),
)
