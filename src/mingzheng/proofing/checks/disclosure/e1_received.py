"""Each column of table 2: 新收 and 上年结转 together are the results and what is carried over (E1).

The note printed at the head of the form says it: 第一项加第二项之和，等于第三项加第四项之和.
"""

from collections.abc import Iterable

from mingzheng.proofing.context import Context
from mingzheng.proofing.disclosure.form import BASIS
from mingzheng.proofing.model import Check, Example, Finding, Severity
from mingzheng.proofing.text import Text

from ._audits import findings, lines


def run(text: Text, context: Context) -> Iterable[Finding]:
    """Yield what E1 finds."""
    return findings("E1", text, context)


CHECK = Check(
    code="DAR-E1",
    title="新收加结转等于办结加结转下年",
    group="disclosure",
    severity=Severity.ERROR,
    basis=BASIS,
    run=run,
    wrong=(Example(lines("r01", "r02", "r24", "r25", r25=(5, 0, 0, 0, 0, 0, 5)), "24"),),
    right=(Example(lines("r01", "r02", "r24", "r25")), Example("全区新收政府信息公开申请28件，上年结转2件。")),
)
