"""A 公民身份号码 in words that may be published: no open document shows it in full.

Found by its own check digit; one that a label announces is told even when a digit is wrong.

Legal basis: 个人信息保护法 第二十八条; 政府信息公开条例 第十五条; GB 11643-1999
"""

from collections.abc import Iterable

from mingzheng.proofing.context import Context
from mingzheng.proofing.masking import mask_text
from mingzheng.proofing.model import Check, Example, Finding, Severity
from mingzheng.proofing.personal import Kind
from mingzheng.proofing.text import Text

from ._items import items_of

_NOTES = {"": "", "old_form": "（15位旧号）", "check_digit": "（校验位不符，请一并核对）"}


def find_resident_ids(text: Text, context: Context) -> Iterable[Finding]:
    """Yield every identity number that stands in full."""
    for passage, item in items_of(text, context, Kind.RESIDENT_ID):
        note = _NOTES.get(item.note, "（号码不合规则，请一并核对）")
        masked, _ = mask_text(f"身份证号{passage.clean[item.start : item.end]}")
        yield passage.finding(
            item.start,
            item.end,
            f"含完整的公民身份号码{note}，公开前应删去或脱敏",
            confidence=item.sure,
            suggestion=masked.removeprefix("身份证号"),
        )


CHECK = Check(
    code="PRV-ID",
    title="公民身份号码",
    group="privacy",
    severity=Severity.ERROR,
    basis="个人信息保护法第二十八条；GB 11643-1999",
    run=find_resident_ids,
    level=2,
    wrong=(
        Example("申请人张小三，身份证号440105199003070013，要求公开信息。", "440105199003070013"),
        Example("身份证号：44010519900307001X。", "44010519900307001X"),
        Example("证件号码４４０１０５１９９００３０７００１３。", "４４０１０５１９９００３０７００１３"),
    ),
    right=(
        Example("申请人张某，身份证号440***********0013。"),
        Example("项目代码440105199003070014已备案。"),
        Example("统一社会信用代码11441700007280420Y。"),
    ),
)
