"""The check of a composed report by the proofreader: findings with their block, and the errors that stop it.

What is checked is `proofing`'s; where a finding is shown is `desk`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from mingzheng.domains.reports.composition.composing import Composed


@dataclass(frozen=True, slots=True)
class CheckFinding:
    """One remark: where (line of the composed text, block), what stands there, what is wrong."""

    code: str
    severity: str
    message: str
    quote: str = ""
    suggestion: str = ""
    basis: str = ""
    line: int = -1
    block: int = 0


def check_report(
    composed: Composed, *, issued_on: date | None = None, previous: str = "", peers: Iterable[str] = ()
) -> tuple[CheckFinding, ...]:
    """Return the findings about a report's text, in reading order."""
    return ()


def list_errors(composed: Composed, *, issued_on: date | None = None) -> list[str]:
    """Return what must be put right before the report may pass its check."""
    found = check_report(composed, issued_on=issued_on)
    return [
        f"{item.quote}：{item.message}" if item.quote else item.message for item in found if item.severity == "error"
    ]
