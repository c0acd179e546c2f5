"""Every cell holds a whole number of zero or more (E5); what did not happen is 0, not an empty cell."""

from collections.abc import Iterable

from mingzheng.proofing.context import Context
from mingzheng.proofing.disclosure.form import BASIS
from mingzheng.proofing.model import Check, Example, Finding, Severity
from mingzheng.proofing.text import Text

from ._audits import findings, lines


def run(text: Text, context: Context) -> Iterable[Finding]:
    """Yield what E5 finds."""
    return findings("E5", text, context)


CHECK = Check(
    code="DAR-E5",
    title="各格填写非负整数",
    group="disclosure",
    severity=Severity.ERROR,
    basis=BASIS,
    run=run,
    wrong=(
        Example(lines("r01", r01=(24, -3, 0, 0, 1, 0, 22)), "-3"),
        Example("一、本年新收政府信息公开申请数量 24 3 — 0 1 0 28", "—"),
    ),
    right=(Example(lines("r01")),),
)
