"""The check of a composed report by the proofreader: findings with their block, and the errors that stop it.

What is checked is `proofing`'s; where a finding is shown is `desk`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from mingzheng.domains.reports.composition.composing import Composed, Line
from mingzheng.kit.dates import format_date
from mingzheng.proofing.context import Context
from mingzheng.proofing.intake import text_from_string
from mingzheng.proofing.model import Finding, Profile
from mingzheng.proofing.run import check_text

# The kinds of checks that can judge a paragraph without the document around it.
_OF_PARAGRAPHS = frozenset({"numbers", "periods", "wording", "grave", "privacy", "secrecy", "form"})
SEVERITIES = {"error": "差错", "warning": "存疑", "info": "提示"}


@dataclass(frozen=True, slots=True)
class CheckFinding:
    """One remark: where (block, 0 outside the text), what stands there, what is wrong, what it should be."""

    code: str
    severity: str
    message: str
    quote: str = ""
    suggestion: str = ""
    computed: str = ""
    basis: str = ""
    block: int = 0
    section: int = 0

    @property
    def severity_words(self) -> str:
        """Return the word for screens."""
        return SEVERITIES.get(self.severity, self.severity)


def check_report(
    composed: Composed, *, issued_on: date | None = None, previous: str = "", peers: Iterable[str] = ()
) -> tuple[CheckFinding, ...]:
    """Return the findings about a report's text, in reading order."""
    rows = list_rows(composed, issued_on=issued_on)
    context = Context(
        profile=Profile.ANNUAL_REPORT.value,
        as_of=issued_on,
        previous=text_from_string(previous) if previous else None,
        peers=tuple(text_from_string(peer) for peer in peers),
    )
    report = check_text(text_from_string(words_of(composed, issued_on=issued_on)), context)
    return tuple(_place(finding, rows, report.paragraphs) for finding in report.findings)


def check_paragraph(words: str, *, issued_on: date | None = None) -> tuple[CheckFinding, ...]:
    """Return the findings about one paragraph by itself; what only a whole document can tell is left out."""
    report = check_text(text_from_string(words), Context(as_of=issued_on), only=_OF_PARAGRAPHS)
    return tuple(_describe(finding) for finding in report.findings)


def words_of(composed: Composed, *, issued_on: date | None = None) -> str:
    """Return the whole document as the proofreader is given it, paragraph by paragraph."""
    return "\n".join(words for words, _ in list_rows(composed, issued_on=issued_on))


def list_rows(composed: Composed, *, issued_on: date | None = None) -> list[tuple[str, Line | None]]:
    """Return the paragraphs of the whole document, each with the line of the text it is."""
    elements = composed.elements
    rows: list[tuple[str, Line | None]] = [(elements.title, None), (f"{elements.salutation}：", None)]
    rows += [(line.lead + line.text, line) for line in (composed.lead_in, *composed.lines) if line.lead or line.text]
    rows += [(elements.closing, None)] if elements.closing else []
    day = elements.issued_on or issued_on
    if elements.is_signed:
        rows += [(elements.issuer, None), *([(format_date(day), None)] if day else [])]
    return rows


def _place(finding: Finding, rows: Sequence[tuple[str, Line | None]], paragraphs: Sequence[str]) -> CheckFinding:
    words = paragraphs[finding.paragraph] if finding.paragraph < len(paragraphs) else ""
    line = next((line for text, line in rows if text == words and line is not None), None)
    block = _block_at(line, finding.start - len(line.lead)) if line is not None else 0
    return replace(_describe(finding), block=block, section=line.section if line is not None else 0)


def _describe(finding: Finding) -> CheckFinding:
    return CheckFinding(
        code=finding.code,
        severity=finding.severity.value if finding.severity else "info",
        message=finding.message,
        quote=finding.quote,
        suggestion=finding.suggestion,
        computed=finding.computed,
        basis=finding.basis,
    )


def _block_at(line: Line, at: int) -> int:
    inside = [span.block for span in line.spans if span.start <= at < span.end]
    return inside[0] if inside else (line.spans[0].block if line.spans else 0)


def list_errors(composed: Composed, *, issued_on: date | None = None) -> list[str]:
    """Return what must be put right before the report may pass its check."""
    found = check_report(composed, issued_on=issued_on)
    return [
        f"“{item.quote}”{item.message}" if item.quote else item.message for item in found if item.severity == "error"
    ]
