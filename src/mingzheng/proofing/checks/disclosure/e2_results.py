"""Each column of table 2: 总计 is the sum of all kinds of result (E2)."""

from collections.abc import Iterable

from mingzheng.proofing.context import Context
from mingzheng.proofing.disclosure.form import BASIS
from mingzheng.proofing.model import Check, Example, Finding, Severity
from mingzheng.proofing.text import Text

from ._audits import findings, lines


def run(text: Text, context: Context) -> Iterable[Finding]:
    """Yield what E2 finds."""
    return findings("E2", text, context)


CHECK = Check(
    code="DAR-E2",
    title="办理结果总计等于各项之和",
    group="disclosure",
    severity=Severity.ERROR,
    basis=BASIS,
    run=run,
    wrong=(Example(lines(r04=(5, 0, 0, 0, 0, 0, 5)), "22"),),
    right=(Example(lines()),),
)
