"""Clearing away the words of documents checked long ago; what was decided and how much was found stays."""

from datetime import datetime, timedelta

from django.db import transaction

from mingzheng.domains.proofreading.models import ProofCheck, ProofFinding
from mingzheng.platform.access.public import SYSTEM
from mingzheng.platform.files.public import release
from mingzheng.platform.parameters.public import get_value

BATCH = 200


def clear_old_words(*, at: datetime) -> int:
    """Clear the checks whose time is over, some at a time; returns how many."""
    limit = at - timedelta(days=int(get_value("proofreading.keep_days")))
    rows = ProofCheck.objects.filter(requested_at__lt=limit, cleared_at=None).select_related("file", "previous")
    checks = list(rows.order_by("pk")[:BATCH])
    for check in checks:
        with transaction.atomic():
            beside = list(check.companions.select_related("file"))
            for file in (check.file, check.previous, *(one.file for one in beside)):
                if file is not None:
                    release(file, subject=f"proofreading:{check.pk}", actor=SYSTEM, reason="核校原文保留期满")
            ProofFinding.objects.filter(check_of=check).update(quote="", stated="", computed="", suggestion="")
            check.companions.update(words="")
            ProofCheck.objects.filter(pk=check.pk).update(words="", paragraphs=[], outline=[], cleared_at=at)
    return len(checks)
