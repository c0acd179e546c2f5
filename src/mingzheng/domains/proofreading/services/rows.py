"""What carrying out a check and the second reading share: reading the words, a finding as a row, an entry of the ledger."""

from datetime import datetime
from typing import Any

from mingzheng.domains.proofreading.models import ProofCheck, ProofFinding
from mingzheng.domains.proofreading.selectors import STREAM
from mingzheng.platform.access.public import SYSTEM
from mingzheng.platform.files.public import read_bytes
from mingzheng.platform.ledger.public import append
from mingzheng.proofing.intake import read_text, text_from_string
from mingzheng.proofing.model import Finding, Severity
from mingzheng.proofing.text import Text


def read_words(check: ProofCheck) -> Text:
    """Return the document of a check. Raises UnreadableDocument, FileUnavailable."""
    if check.file is None:
        return text_from_string(check.words)
    return read_text(check.file.name, read_bytes(check.file))


def row_of(check: ProofCheck, number: int, finding: Finding) -> ProofFinding:
    """Return a finding as a row not yet written."""
    names = ("code", "level", "confidence", "paragraph", "start", "end", "quote", "message", "stated", "computed")
    values: dict[str, Any] = {name: getattr(finding, name) for name in (*names, "suggestion", "basis", "mark")}
    return ProofFinding(check_of=check, number=number, severity=str(finding.severity or Severity.INFO), **values)


def record(check: ProofCheck, kind: str, payload: dict[str, Any], *, at: datetime) -> None:
    """Write what the system did with a check into the ledger."""
    append(
        stream=STREAM,
        stream_id=str(check.pk),
        kind=kind,
        payload=payload,
        actor=SYSTEM.ref,
        occurred_on=None,
        recorded_at=at,
    )
