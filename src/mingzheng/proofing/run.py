"""Runs the checks over texts and files: the door of this room for commands, screens and gates.

Printing a report is `report_*`; finding the checks is `registry`.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from mingzheng.documents.reading import UnreadableDocument

from .context import Context
from .intake import read_text
from .model import Check, FileReport, Finding, Place, Related, Relation, Severity
from .registry import list_checks
from .text import Text

NO_TEXT_LAYER = "无文字层，未核校、未查密"
_MOST_FINDINGS = 2_000


def check_file(
    path: Path | str,
    *,
    data: bytes | None = None,
    profile: str = "",
    previous: Text | None = None,
    peers: Sequence[Text] = (),
    as_of: date | None = None,
    only: Collection[str] | None = None,
    lexicons: dict[str, Any] | None = None,
) -> FileReport:
    """Read and check one file. A file that cannot be read is a finding, never an exception."""
    try:
        text = read_text(path, data)
    except UnreadableDocument as error:
        message = f"{error.message_zh}{error.advice_zh}"
        return FileReport(
            str(path), (Finding("", 0, 0, 0, message, "INP-UNREADABLE", Severity.ERROR, 1.0),), text_layer=False
        )
    context = Context(profile=profile, as_of=as_of, previous=previous, peers=tuple(peers), lexicons=lexicons or {})
    return check_text(text, context, only=only)


def check_files(paths: Iterable[Path | str], **options: Any) -> Iterator[FileReport]:
    """Check files one after another; the reports come as they are made, so that a caller can show progress."""
    for path in paths:
        yield check_file(path, **options)


def check_text(text: Text, context: Context | None = None, *, only: Collection[str] | None = None) -> FileReport:
    """Run every check that applies (or those named in `only`, by code or by the part before the hyphen)."""
    context = context or Context()
    if not text.text_layer:
        finding = Finding("", 0, 0, 0, NO_TEXT_LAYER, "INP-NO-TEXT", Severity.WARNING, 1.0)
        return FileReport(text.path, (finding,), format=text.format, text_layer=False)
    findings: list[Finding] = []
    relations: list[Relation] = []
    for check in list_checks():
        if _applies(check, context.profile, only):
            found, related = _run_guarded(check, text, context)
            findings.extend(found)
            relations.extend(related)
    ordered = sorted(findings, key=lambda finding: (finding.paragraph, finding.start, finding.code))
    return FileReport(
        text.path,
        tuple(ordered[:_MOST_FINDINGS]),
        context.quantities(text),
        tuple(relations),
        text.format,
        text.text_layer,
        text.paragraphs,
    )


def _applies(check: Check, profile: str, only: Collection[str] | None) -> bool:
    if only is not None and not {check.code, check.code.split("-", 1)[0], check.group} & set(only):
        return False
    return not check.profiles or profile in check.profiles


def _run_guarded(check: Check, text: Text, context: Context) -> tuple[tuple[Finding, ...], tuple[Relation, ...]]:
    """Run one check; one that breaks on a strange text is told as not run and takes no other with it."""
    try:
        return tuple(_run(check, text, context)), context.relations(text, check)
    except Exception as error:
        if context.strict:
            raise
        message = f"规则“{check.title}”未能完成（{type(error).__name__}），该项未核校"
        return (Finding("", 0, 0, 0, message, "INP-NOT-RUN", Severity.WARNING, 1.0),), ()


def _run(check: Check, text: Text, context: Context) -> Iterator[Finding]:
    """Yield a check's findings with what they left to the check filled in."""
    if check.run is not None:
        for finding in check.run(text, context):
            yield _completed(finding, check)
    for relation in context.relations(text, check):
        if relation.verdict != "holds" and relation.places and relation.message:
            yield _completed(finding_of(relation, text), check)


def _completed(finding: Finding, check: Check) -> Finding:
    return replace(
        finding,
        code=finding.code or check.code,
        severity=finding.severity or check.severity,
        basis=finding.basis or check.basis,
        level=finding.level or check.level,
    )


def finding_of(relation: Relation, text: Text) -> Finding:
    """Return the finding a failing or suspect relation becomes; it stands at the relation's first place."""
    place, *others = relation.places
    related = tuple(Related(_words_at(text, other), other.paragraph, other.start, other.end) for other in others)
    return Finding(
        _words_at(text, place),
        place.paragraph,
        place.start,
        place.end,
        relation.message,
        severity=relation.severity or (Severity.WARNING if relation.verdict == "suspect" else None),
        confidence=relation.confidence,
        stated=relation.stated,
        computed=relation.computed,
        suggestion=relation.suggestion,
        related=related,
        page=place.page,
    )


def _words_at(text: Text, place: Place) -> str:
    return text.paragraphs[place.paragraph][place.start : place.end]
