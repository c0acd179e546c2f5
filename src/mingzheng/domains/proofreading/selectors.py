"""Reads of the room: checks a person may see, their findings, the lexicon, and the answer of the gate."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet

from mingzheng.casework.public import cases_for
from mingzheng.domains.proofreading.models import CheckState, FindingState, LexiconEntry, ProofCheck, ProofFinding
from mingzheng.domains.proofreading.rules import CheckFacts, may_read, reviewed_unit_ids
from mingzheng.platform.access.public import Actor
from mingzheng.platform.files.public import FileState, FileUnavailable, StoredFile, open_file
from mingzheng.platform.ledger.public import Entry, list_entries, now

STREAM = "proofreading"
LEXICON_STREAM = "proofreading_lexicon"
_OPEN_ERRORS = Q(findings__state=FindingState.OPEN, findings__severity="error")


def checks_for(actor: Actor, *, only_waiting: bool = False) -> QuerySet[ProofCheck]:
    """Return the checks somebody may see, newest first, with how many findings wait; all or only where some do."""
    units = reviewed_unit_ids(actor)
    rows = ProofCheck.objects.all()
    if units is not None:
        rows = rows.filter(Q(requested_by_id=actor.account_id) | Q(unit_id__in=units))
    counted = rows.annotate(
        found=Count("findings"),
        waiting=Count("findings", filter=Q(findings__state=FindingState.OPEN)),
        errors=Count("findings", filter=_OPEN_ERRORS),
    )
    if only_waiting:
        counted = counted.filter(waiting__gt=0)
    return counted.defer("paragraphs", "outline", "words").select_related("unit").order_by("-pk")


def facts_of(check: ProofCheck) -> CheckFacts:
    """Return whose check it is. Whoever sent these very bytes or words first stays a writer, whoever sends them again."""
    authors = {check.requested_by_id}
    if check.file is not None and check.file.stored_by_id is not None:
        authors.add(check.file.stored_by_id)
    earlier = ProofCheck.objects.filter(digest=check.digest, pk__lt=check.pk).order_by("pk")
    first = earlier.values_list("requested_by_id", flat=True)[:1]
    writers = {*check.authors, *(f"account:{account_id}" for account_id in first)}
    return CheckFacts(frozenset(authors), check.unit_id, frozenset(writers))


def find_check_for(actor: Actor, check_id: int) -> ProofCheck | None:
    """Return a check somebody may see."""
    check = ProofCheck.objects.select_related("file", "previous", "unit").filter(pk=check_id).first()
    return check if check is not None and may_read(actor, facts_of(check)) else None


def find_finding_for(actor: Actor, check_id: int, number: int) -> ProofFinding | None:
    """Return a finding of a check somebody may see."""
    check = find_check_for(actor, check_id)
    return None if check is None else check.findings.filter(number=number).first()


def list_findings(check: ProofCheck) -> list[ProofFinding]:
    """Return the findings of a check in reading order."""
    return list(check.findings.all())


def list_history(check: ProofCheck) -> list[Entry]:
    """Return what was recorded about a check, oldest first."""
    return list(list_entries(STREAM, str(check.pk)))


def list_recent_files_for(actor: Actor, limit: int = 30) -> list[StoredFile]:
    """Return the files somebody stored lately, newest first."""
    since = now() - timedelta(days=90)
    rows = StoredFile.objects.filter(stored_by_id=actor.account_id, state=FileState.CLEAN, stored_at__gte=since)
    return list(rows.order_by("-pk")[:limit])


def find_file(file_id: int) -> StoredFile | None:
    """Return a file that was not erased."""
    return StoredFile.objects.filter(pk=file_id, state=FileState.CLEAN).first()


def may_read_papers(actor: Actor, subjects: tuple[str, ...]) -> bool:
    """Say whether one of the subjects a file belongs to is a case somebody may see, or a check."""
    cases = [int(subject.removeprefix("case:")) for subject in subjects if subject.startswith("case:")]
    if cases and cases_for(actor).filter(pk__in=cases).exists():
        return True
    checks = [subject.removeprefix("proofreading:") for subject in subjects if subject.startswith("proofreading:")]
    return bool(checks) and checks_for(actor).filter(pk__in=[int(number) for number in checks]).exists()


def find_readable_file_for(actor: Actor, file_id: int) -> StoredFile | None:
    """Return a stored file somebody uploaded himself or may read where it belongs."""
    file = find_file(file_id)
    if file is None or file.stored_by_id == actor.account_id:
        return file
    try:
        open_file(file.pk, actor, may_read=may_read_papers).stream.close()
    except FileUnavailable:
        return None
    return file


def latest_check(*, digest: str) -> ProofCheck | None:
    """Return the newest finished check of these bytes or words."""
    rows = ProofCheck.objects.filter(digest=digest, state=CheckState.DONE, text_layer=True)
    return rows.order_by("-pk").first() if digest else None


def list_standing_errors(check: ProofCheck) -> Sequence[ProofFinding]:
    """Return the errors that still stand in the words of a check.

    An accepted error stands until other words are checked; only a dismissal, with its reason, lets the same words pass.
    """
    return list(check.findings.filter(severity="error").exclude(state=FindingState.DISMISSED))


def entries_in_force(day: date | None = None) -> QuerySet[LexiconEntry]:
    """Return the rows of the lexicon; with a day, those that have not ended before it."""
    rows = LexiconEntry.objects.all()
    return rows if day is None else rows.filter(Q(valid_to=None) | Q(valid_to__gte=day))


def find_entry(entry_id: int) -> LexiconEntry | None:
    """Return a row of the lexicon."""
    return LexiconEntry.objects.filter(pk=entry_id).first()


def list_entry_history(entry: LexiconEntry) -> list[Entry]:
    """Return what was recorded about a row of the lexicon, oldest first."""
    return list(list_entries(LEXICON_STREAM, str(entry.pk)))
