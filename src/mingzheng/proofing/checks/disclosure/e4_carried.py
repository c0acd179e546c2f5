"""What last year's report carries over is what this year's begins with (E4). A difference wants an explanation."""

from collections.abc import Iterable

from mingzheng.proofing.context import Context
from mingzheng.proofing.disclosure.form import BASIS
from mingzheng.proofing.model import Check, Example, Finding, Severity
from mingzheng.proofing.text import Text

from ._audits import findings, lines


def run(text: Text, context: Context) -> Iterable[Finding]:
    """Yield what E4 finds."""
    return findings("E4", text, context)


CHECK = Check(
    code="DAR-E4",
    title="上年结转与上年年报一致",
    group="disclosure",
    severity=Severity.WARNING,
    basis=BASIS,
    run=run,
    wrong=(Example(lines("r01", "r02"), "2", "3", previous=lines("r01", "r25", r25=(3, 0, 0, 0, 0, 0, 3))),),
    right=(Example(lines("r01", "r02"), previous=lines("r01", "r25", r25=(2, 0, 0, 0, 0, 0, 2))),),
)
