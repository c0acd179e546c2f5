"""Asks for publication: after the caller's commit, and of the whole site in the background. The doing is `publishing`."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from mingzheng.platform.jobs.public import enqueue
from mingzheng.platform.ledger.public import now
from mingzheng.platform.portal import jobs
from mingzheng.platform.portal.publishing import publish_pages
from mingzheng.platform.portal.rebuilding import open_rebuild
from mingzheng.platform.portal.sections import PageRef


@dataclass(slots=True)
class _Publication:
    """What is published when a transaction has committed; asked for many times, a page is written once."""

    refs: set[PageRef]

    def __call__(self) -> None:
        publish_pages(self.refs)


def publish_after_commit(refs: Iterable[PageRef]) -> None:
    """Bring pages in line when the caller's transaction has committed: at once, and by a job if this process dies."""
    wanted = set(refs)
    if not wanted:
        return
    enqueue(jobs.publish_job, refs=[[ref.section, ref.key] for ref in sorted(wanted)])
    # What waits already goes only where this goes too: whoever rolls it back is outside of both.
    waiting = (call for _, call, _ in transaction.get_connection().run_on_commit if isinstance(call, _Publication))
    publication = next(waiting, None)
    if publication is None:
        transaction.on_commit(_Publication(wanted), robust=True)
    else:
        publication.refs |= wanted


def rebuild_site(*, at: dt.datetime | None = None) -> int:
    """Start writing the whole site anew in the background; return the run's key. A run under way is gone on with."""
    with transaction.atomic():
        run = open_rebuild(at=at or now())
        enqueue(jobs.rebuild_job, rebuild_id=run.pk)
    return run.pk
