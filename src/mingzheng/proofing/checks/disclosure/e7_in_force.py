"""Table 1: what is in force is last year's number, more by what was made, less by what was abolished (E7).

Rules that lapse by themselves or a purge explain a difference; then the report should say so.
"""

from collections.abc import Iterable

from mingzheng.proofing.context import Context
from mingzheng.proofing.disclosure.form import BASIS
from mingzheng.proofing.model import Check, Example, Finding, Severity
from mingzheng.proofing.text import Text

from ._audits import findings

_HEAD = "信息内容 本年制发件数 本年废止件数 现行有效件数 规章 0 0 0 行政规范性文件"


def run(text: Text, context: Context) -> Iterable[Finding]:
    """Yield what E7 finds."""
    return findings("E7", text, context)


CHECK = Check(
    code="DAR-E7",
    title="现行有效件数与上年衔接",
    group="disclosure",
    severity=Severity.WARNING,
    basis=BASIS,
    run=run,
    wrong=(Example(f"{_HEAD} 6 2 40", "40", "44", previous=f"{_HEAD} 5 1 40"),),
    right=(Example(f"{_HEAD} 6 2 44", previous=f"{_HEAD} 5 1 40"), Example(f"{_HEAD} 6 2 40")),
)
