"""Says reports as lines for a terminal: where, what, what it should be, on what ground.

Machines read `report_json` or `report_sarif`.
"""

from collections.abc import Iterable, Iterator

from .marking import SEVERITY_WORDS, count_words
from .model import FileReport, Finding, Severity

_LONGEST = 60


def write_text(reports: Iterable[FileReport]) -> str:
    """Return all files' findings, in reading order; a file nobody could read is one line."""
    parts = [part for report in reports for part in (*_lines_of(report), "")]
    return "\n".join(parts).rstrip("\n")


def _lines_of(report: FileReport) -> Iterator[str]:
    yield f"{report.path}：{summary_of(report)}"
    if not report.text_layer:
        return
    for finding in report.findings:
        yield from _finding_lines(finding)


def summary_of(report: FileReport) -> str:
    """Return what one line says of a file."""
    if not report.text_layer and report.findings:
        return report.findings[0].message
    return count_words(report.findings)


def _finding_lines(finding: Finding) -> Iterator[str]:
    severity = SEVERITY_WORDS[finding.severity or Severity.INFO]
    mark = "（第二读者）" if finding.mark == "model" else ""
    level = f"，{'一二三'[finding.level - 1]}级" if finding.level else ""
    place = f"第{finding.paragraph + 1}段" + (f"（第{finding.page}页）" if finding.page else "")
    yield f"  {place} {severity}{level} {finding.code}{mark} {finding.message}"
    if finding.quote:
        yield f"      原文：{_shortened(finding.quote)}"
    if finding.suggestion:
        yield f"      建议：{finding.suggestion}"
    if finding.basis:
        yield f"      依据：{finding.basis}（把握{finding.confidence:.0%}）"


def _shortened(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= _LONGEST else f"{plain[: _LONGEST - 1]}…"
