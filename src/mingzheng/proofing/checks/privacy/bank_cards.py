"""A bank card number of a person: right by its Luhn digit and with an issuer's prefix.

Accounts of units have no Luhn digit and are not meant.

Legal basis: 个人信息保护法 第二十八条; JR/T 0008-2000
"""

from collections.abc import Iterable

from mingzheng.proofing.context import Context
from mingzheng.proofing.masking import mask_text
from mingzheng.proofing.model import Check, Example, Finding, Severity
from mingzheng.proofing.personal import Kind
from mingzheng.proofing.text import Text

from ._items import items_of


def find_cards(text: Text, context: Context) -> Iterable[Finding]:
    """Yield every bank card number that stands in full."""
    for passage, item in items_of(text, context, Kind.BANK_CARD):
        shown = passage.clean[item.start : item.end]
        masked = mask_text(f"银行卡号{shown}")[0].removeprefix("银行卡号")
        message = "含完整的银行卡号，公开前应删去或只留末四位"
        yield passage.finding(item.start, item.end, message, confidence=item.sure, suggestion=masked)


CHECK = Check(
    code="PRV-CARD",
    title="银行卡号",
    group="privacy",
    severity=Severity.ERROR,
    basis="个人信息保护法第二十八条；JR/T 0008-2000",
    run=find_cards,
    level=2,
    wrong=(
        Example("补贴发放至银行卡6222021234567890128。", "6222021234567890128"),
        Example("一卡通账号：6217 0012 3456 7890 122。", "6217 0012 3456 7890 122"),
    ),
    right=(
        Example("补贴发放至尾号0128的银行卡。"),
        Example("银行卡6222021234567890123已注销。"),
        Example("不动产登记流水编号6222021234567890128。"),
    ),
)
