"""Gives the checks of this folder one audit a document, made once, and builds their examples.

The examples are invented: a small district with thirty applications.
"""

from collections.abc import Iterable, Mapping, Sequence

from mingzheng.proofing.context import Context
from mingzheng.proofing.disclosure.audit import FINDERS, Audit, audit_text, is_disclosure_report
from mingzheng.proofing.disclosure.form import APPLICATION_ROWS
from mingzheng.proofing.model import Finding
from mingzheng.proofing.text import Text

ROWS: Mapping[str, Sequence[int]] = {
    "r01": (24, 3, 0, 0, 1, 0, 28),
    "r02": (2, 0, 0, 0, 0, 0, 2),
    "r03": (12, 2, 0, 0, 1, 0, 15),
    "r04": (4, 0, 0, 0, 0, 0, 4),
    "r13": (6, 1, 0, 0, 0, 0, 7),
    "r24": (22, 3, 0, 0, 1, 0, 26),
    "r25": (4, 0, 0, 0, 0, 0, 4),
}


def audit_of(text: Text, context: Context) -> Audit | None:
    """Return the audit of a document, made once; None for one that is no disclosure report."""
    if not is_disclosure_report(text):
        return None
    return context.fact("disclosure", text, lambda it: audit_text(it, context.previous))


def findings(code: str, text: Text, context: Context) -> Iterable[Finding]:
    """Return what one finder of the audit says of a document."""
    audit = audit_of(text, context)
    return FINDERS[code](audit) if audit is not None else ()


def lines(*codes: str, **changed: Sequence[int]) -> str:
    """Return rows of table 2 as running text: all of them, or those named, with some changed."""
    wanted = [row for row in APPLICATION_ROWS if not codes or row.code in codes]
    rows = {**ROWS, **changed}
    return "\n".join(f"{row.label} {' '.join(str(n) for n in rows.get(row.code, (0,) * 7))}" for row in wanted)
