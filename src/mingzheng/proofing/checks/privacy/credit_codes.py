"""统一社会信用代码: a wrong check character is an error of fact; a sole trader's code leads to one person.

The code of a legal person is public and nobody's private matter.

Legal basis: GB 32100-2015; 个人信息保护法 第四条
"""

from collections.abc import Iterable

from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Finding, Severity
from mingzheng.proofing.personal import Kind
from mingzheng.proofing.text import Text

from ._items import items_of


def find_codes(text: Text, context: Context) -> Iterable[Finding]:
    """Yield codes that do not compute and codes of sole traders."""
    for passage, item in items_of(text, context, Kind.CREDIT_CODE):
        if item.note == "sole_trader":
            message = "是个体工商户的统一社会信用代码，指向经营者个人，请确认是否需要公开"
            yield passage.finding(item.start, item.end, message, confidence=0.7)
        elif item.note:
            message = "统一社会信用代码校验不符，请核对"
            yield passage.finding(item.start, item.end, message, severity=Severity.WARNING, confidence=item.sure)


CHECK = Check(
    code="PRV-CREDIT-CODE",
    title="统一社会信用代码",
    group="privacy",
    severity=Severity.INFO,
    basis="GB 32100-2015",
    run=find_codes,
    wrong=(
        Example("统一社会信用代码：11441700007280421Y。", "11441700007280421Y"),
        Example("经营者代码92440101MA5CCCCCXE。", "92440101MA5CCCCCXE"),
    ),
    right=(Example("统一社会信用代码11441700007280420Y。"),),
)
