"""Asks for publication: after the caller's commit, and of the whole site in the background. The doing is `publishing`."""

import datetime as dt
import functools
from collections.abc import Iterable

from django.db import transaction

from mingzheng.platform.jobs.public import enqueue
from mingzheng.platform.ledger.public import now
from mingzheng.platform.portal import jobs
from mingzheng.platform.portal.publishing import publish_pages
from mingzheng.platform.portal.rebuilding import open_rebuild
from mingzheng.platform.portal.sections import PageRef


def publish_after_commit(refs: Iterable[PageRef]) -> None:
    """Bring pages in line when the caller's transaction has committed: at once, and by a job if this process dies."""
    wanted = sorted(set(refs))
    if wanted:
        enqueue(jobs.publish_job, refs=[[ref.section, ref.key] for ref in wanted])
        transaction.on_commit(functools.partial(publish_pages, wanted), robust=True)


def rebuild_site(*, at: dt.datetime | None = None) -> int:
    """Start writing the whole site anew in the background; return the run's key. A run under way is gone on with."""
    with transaction.atomic():
        run = open_rebuild(at=at or now())
        enqueue(jobs.rebuild_job, rebuild_id=run.pk)
    return run.pk
