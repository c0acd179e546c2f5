"""Hears of every change of what the public sees, and brings pages and index in line.

Called inside the transaction of the act: files are written after the commit, entries of the index by a job. What is taken
down in silence leaves the index in the same transaction.
"""

from mingzheng.domains.publishing.changes import SiteChange, SiteVerb
from mingzheng.domains.publishing.site import jobs
from mingzheng.domains.publishing.site.addresses import item_ref
from mingzheng.domains.publishing.site.finding import ref_of
from mingzheng.platform.jobs.public import enqueue
from mingzheng.platform.portal.public import publish_after_commit
from mingzheng.platform.search.public import remove_at_once


def bring_in_line(change: SiteChange) -> None:
    """Publish, withdraw or remove the files of an item and of all that show it, and its entry in the index."""
    if change.verb in {SiteVerb.TAKEN_DOWN, SiteVerb.WITHDRAWN}:
        remove_at_once(ref_of(change.item_id))
    elif change.verb is SiteVerb.PUBLISHED:
        enqueue(jobs.index_items, item_ids=[change.item_id])
    publish_after_commit([item_ref(change.item_id)])
