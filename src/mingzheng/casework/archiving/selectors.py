"""Reads of archiving, access-checked: files of cases the reader may see, appraisals of units whose files he keeps or signs for."""

from datetime import date, timedelta

from django.db.models import QuerySet

from mingzheng.casework.archiving.models import Appraisal, ArchiveFile
from mingzheng.casework.archiving.services import may_keep, may_sign
from mingzheng.casework.models import Case
from mingzheng.casework.selectors import cases_for
from mingzheng.platform.access.public import Actor


def files_for(actor: Actor) -> QuerySet[ArchiveFile]:
    """Return the archive files of cases the reader may see, in order of their numbers."""
    rows = ArchiveFile.objects.filter(case__in=cases_for(actor).values("pk")).select_related("case", "unit")
    return rows.order_by("-year", "retention", "item")


def expired_for(actor: Actor, on: date) -> QuerySet[ArchiveFile]:
    """Return the files whose period has ended and which nobody is appraising."""
    rows = files_for(actor).filter(state=ArchiveFile.State.KEPT, expires_on__lt=on)
    return rows.exclude(appraisal__state=Appraisal.State.PROPOSED)


def appraisals_for(actor: Actor) -> list[Appraisal]:
    """Return the appraisals of units whose files the reader keeps or signs for, newest first."""
    rows = Appraisal.objects.select_related("unit").prefetch_related("files").order_by("-pk")[:200]
    return [row for row in rows if may_keep(actor, row.unit_id) or may_sign(actor, row.unit_id)]


def find_file_of(case: Case) -> ArchiveFile | None:
    """Return the archive file of a case the caller has read access-checked, or None."""
    return ArchiveFile.objects.filter(case=case).select_related("hand_over").first()


def list_unarchived(on: date, wait_days: int, limit: int) -> list[Case]:
    """Return closed cases that are due for the archive, oldest first."""
    before = on - timedelta(days=wait_days)
    rows = Case.objects.filter(is_open=False, closed_on__lte=before, archive_file__isnull=True)
    return list(rows.select_related("origin_unit").order_by("closed_on", "pk")[:limit])
