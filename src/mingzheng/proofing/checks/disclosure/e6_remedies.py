"""Table 3: of reviews and of each kind of suit, 总计 is the sum of the four results (E6)."""

from collections.abc import Iterable

from mingzheng.proofing.context import Context
from mingzheng.proofing.disclosure.form import BASIS
from mingzheng.proofing.model import Check, Example, Finding, Severity
from mingzheng.proofing.text import Text

from ._audits import findings

_HEAD = "行政复议 行政诉讼 未经复议直接起诉 复议后起诉 " + "结果维持 结果纠正 其他结果 尚未审结 总计 " * 3


def run(text: Text, context: Context) -> Iterable[Finding]:
    """Yield what E6 finds."""
    return findings("E6", text, context)


CHECK = Check(
    code="DAR-E6",
    title="复议诉讼总计等于各结果之和",
    group="disclosure",
    severity=Severity.ERROR,
    basis=BASIS,
    run=run,
    wrong=(Example(f"{_HEAD}3 1 0 1 6 1 0 0 0 1 0 0 0 0 0", "6", "5"),),
    right=(Example(f"{_HEAD}3 1 0 1 5 1 0 0 0 1 0 0 0 0 0"),),
)
