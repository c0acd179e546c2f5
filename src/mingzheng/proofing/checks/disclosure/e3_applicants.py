"""Each row of table 2: 总计 is the sum of the six kinds of applicant (E3)."""

from collections.abc import Iterable

from mingzheng.proofing.context import Context
from mingzheng.proofing.disclosure.form import BASIS
from mingzheng.proofing.model import Check, Example, Finding, Severity
from mingzheng.proofing.text import Text

from ._audits import findings, lines


def run(text: Text, context: Context) -> Iterable[Finding]:
    """Yield what E3 finds."""
    return findings("E3", text, context)


CHECK = Check(
    code="DAR-E3",
    title="总计等于各类申请人之和",
    group="disclosure",
    severity=Severity.ERROR,
    basis=BASIS,
    run=run,
    wrong=(Example(lines("r01", r01=(24, 3, 0, 0, 1, 0, 29)), "29", "28"),),
    right=(Example(lines("r01", "r25")), Example("一、本年新收政府信息公开申请数量243001028")),
)
