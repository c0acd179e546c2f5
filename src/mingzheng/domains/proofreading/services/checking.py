"""Carrying a check out: the document is read and judged outside any transaction, the result is written in one.

Safe to repeat: a check that is done stays as it is.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse

from mingzheng.documents.reading import UnreadableDocument
from mingzheng.domains.proofreading.models import CheckState, Companion, ProofCheck, ProofFinding
from mingzheng.domains.proofreading.services.lexicon import office_lexicon, office_words
from mingzheng.domains.proofreading.services.rows import read_words, record, row_of
from mingzheng.domains.proofreading.services.second_reading import ask_in_background
from mingzheng.platform.files.public import FileUnavailable, StoredFile, read_bytes
from mingzheng.platform.jobs.public import enqueue, job
from mingzheng.platform.ledger.public import now, today
from mingzheng.platform.notices.public import notify
from mingzheng.proofing.context import Context
from mingzheng.proofing.intake import read_text, text_from_string
from mingzheng.proofing.lexicon.loading import KEY
from mingzheng.proofing.marking import number_findings, outline_of
from mingzheng.proofing.model import FileReport, Severity
from mingzheng.proofing.run import check_text
from mingzheng.proofing.text import Text


def carry_out(check: ProofCheck, *, at_once: bool) -> ProofCheck:
    """Check a document now, or leave it to a job."""
    if check.state != CheckState.WAITING:
        return check
    if at_once:
        return run_check(check.pk)
    with transaction.atomic():
        enqueue(run_check_job, check_id=check.pk)
    return check


@job(attempts=3)
def run_check_job(check_id: int) -> None:
    """Check a large document in the background."""
    tell(run_check(check_id))


def tell(check: ProofCheck) -> None:
    """Tell whoever sent a document that it was checked; telling again tells nobody twice."""
    person_id = ProofCheck.objects.values_list("requested_by__person_id", flat=True).get(pk=check.pk)
    if person_id is not None:
        with transaction.atomic():
            notify(
                [person_id],
                kind="proofreading_done",
                subject_ref=f"proofreading:{check.pk}",
                count_text="核校完成 1 份",
                url=reverse("proofreading:check", args=[check.pk]),
            )


def run_check(check_id: int) -> ProofCheck:
    """Read, judge and write down. What cannot be read ends as failed, with the reason."""
    check = ProofCheck.objects.select_related("file", "previous").get(pk=check_id)
    if check.state != CheckState.WAITING:
        return check
    try:
        text = read_words(check)
    except UnreadableDocument as error:
        return _fail(check, f"{error.message_zh}{error.advice_zh}")
    except FileUnavailable:
        return _fail(check, "文件已删除，无法核校。")
    context = Context(
        profile=check.profile,
        as_of=check.as_of,
        previous=_read_previous(check),
        peers=_read_peers(check),
        lexicons={KEY: office_lexicon(), **office_words(check.as_of or today())},
    )
    done = _write(check, text, check_text(text, context), at=now())
    ask_in_background(done)
    return done


def _read_previous(check: ProofCheck) -> Text | None:
    if check.previous is not None:
        return _read_beside(check.previous, "", check.previous.name)
    texts = [_read_beside(one.file, one.words, one.name) for one in _companions(check, Companion.Role.PREVIOUS)]
    return next(iter(texts), None)


def _read_peers(check: ProofCheck) -> tuple[Text, ...]:
    texts = [_read_beside(one.file, one.words, one.name) for one in _companions(check, Companion.Role.PEER)]
    return tuple(text for text in texts if text is not None)


def _companions(check: ProofCheck, role: Companion.Role) -> QuerySet[Companion]:
    return check.companions.filter(role=role).select_related("file")


def _read_beside(file: StoredFile | None, words: str, name: str) -> Text | None:
    """Return a document to compare with; one that cannot be read is left out."""
    if file is None:
        return text_from_string(words, path=name)
    try:
        return read_text(file.name, read_bytes(file))
    except (UnreadableDocument, FileUnavailable):
        return None


def _write(check: ProofCheck, text: Text, report: FileReport, *, at: datetime) -> ProofCheck:
    with transaction.atomic():
        held = ProofCheck.objects.select_for_update().select_related(None).get(pk=check.pk)
        if held.state != CheckState.WAITING:
            return held
        held.state, held.checked_at, held.checked_on = CheckState.DONE, at, today()
        held.text_layer = report.text_layer
        held.paragraphs, held.outline = list(text.paragraphs), list(outline_of(text))
        held.characters = text.length
        held.save(
            update_fields=["state", "checked_at", "checked_on", "text_layer", "paragraphs", "outline", "characters"]
        )
        numbered = number_findings(report.findings)
        ProofFinding.objects.bulk_create(row_of(held, number, finding) for number, finding in numbered.items())
        record(held, "check_done", _counts(report), at=at)
    return held


def _counts(report: FileReport) -> dict[str, Any]:
    counts = {str(severity): 0 for severity in Severity}
    for finding in report.findings:
        counts[str(finding.severity or Severity.INFO)] += 1
    return {"text_layer": report.text_layer, **counts}


def _fail(check: ProofCheck, why: str) -> ProofCheck:
    with transaction.atomic():
        held = ProofCheck.objects.select_for_update().get(pk=check.pk)
        if held.state == CheckState.WAITING:
            held.state, held.failure, held.checked_at, held.checked_on = CheckState.FAILED, why[:300], now(), today()
            held.save(update_fields=["state", "failure", "checked_at", "checked_on"])
            record(held, "check_failed", {}, at=held.checked_at)
    return held
