"""Clearing away the words of documents checked long ago; what was decided and how much was found stays."""

from datetime import datetime, timedelta

from django.db import transaction

from mingzheng.domains.proofreading.models import ProofCheck, ProofFinding
from mingzheng.platform.access.public import SYSTEM
from mingzheng.platform.files.public import release
from mingzheng.platform.parameters.public import get_value

BATCH = 200
SEALED = "〔已封存〕"


def clear_old_words(*, at: datetime) -> int:
    """Clear the checks whose time is over, some at a time; returns how many."""
    limit = at - timedelta(days=int(get_value("proofreading.keep_days")))
    rows = ProofCheck.objects.filter(requested_at__lt=limit, cleared_at=None).select_related("file", "previous")
    checks = list(rows.order_by("pk")[:BATCH])
    for check in checks:
        with transaction.atomic():
            _clear(check, "核校原文保留期满", at)
    return len(checks)


def clear_words_of(subject: str, *, at: datetime) -> int:
    """Clear at once every check of a subject whose words were sealed elsewhere, titles and messages too; returns how many.

    Call it in the transaction of the act that sealed them.
    """
    checks = list(ProofCheck.objects.filter(subject=subject).select_related("file", "previous"))
    for check in checks:
        _clear(check, "内容已封存", at)
        ProofFinding.objects.filter(check_of=check).update(message=SEALED, reason="")
        ProofCheck.objects.filter(pk=check.pk).update(title=SEALED)
    return len(checks)


def _clear(check: ProofCheck, reason: str, at: datetime) -> None:
    for file in (check.file, check.previous, *(one.file for one in check.companions.select_related("file"))):
        if file is not None:
            release(file, subject=f"proofreading:{check.pk}", actor=SYSTEM, reason=reason)
    ProofFinding.objects.filter(check_of=check).update(quote="", stated="", computed="", suggestion="")
    check.companions.update(words="")
    ProofCheck.objects.filter(pk=check.pk).update(words="", paragraphs=[], outline=[], cleared_at=at)
