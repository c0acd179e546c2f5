"""The report's text gives the numbers its tables give (E8).

收到 means what came in this year (本年新收); 受理 and 办理 may also count what last year left. A sentence that speaks for
one organ of several is left alone.
"""

from collections.abc import Iterable

from mingzheng.proofing.context import Context
from mingzheng.proofing.disclosure.form import BASIS
from mingzheng.proofing.model import Check, Example, Finding, Severity
from mingzheng.proofing.text import Text

from ._audits import findings, lines

_TABLE = lines()


def run(text: Text, context: Context) -> Iterable[Finding]:
    """Yield what E8 finds."""
    return findings("E8", text, context)


CHECK = Check(
    code="DAR-E8",
    title="正文与表格一致",
    group="disclosure",
    severity=Severity.ERROR,
    basis=BASIS,
    run=run,
    wrong=(
        Example(f"全区共收到政府信息公开申请30件。\n\n{_TABLE}", "30件", "28"),
        Example(f"全年受理政府信息公开申请30件，其中自然人申请24件。\n\n{_TABLE}", "自然人申请24件", "26"),
        Example(f"对依申请公开事项，予以公开16件，结转下年度办理4件。\n\n{_TABLE}", "予以公开16件", "15"),
    ),
    right=(
        Example(f"全区共收到政府信息公开申请28件，办结26件，结转下年度办理4件。\n\n{_TABLE}"),
        Example(f"全年受理政府信息公开申请30件，其中自然人申请26件，法人或其他组织申请4件。\n\n{_TABLE}"),
        Example(f"区教育局收到政府信息公开申请3件，全部予以公开。\n\n{_TABLE}"),
    ),
)
