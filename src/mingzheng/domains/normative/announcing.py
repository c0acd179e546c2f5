"""What follows a change of the library outside its transaction: index and public pages brought in line, units reminded.

Queued in the transaction, so that nothing leaves before commit.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from mingzheng.domains.normative.addresses import SECTION_DOCUMENTS
from mingzheng.domains.normative.library.searching import index_documents
from mingzheng.domains.normative.models import Document
from mingzheng.domains.normative.selectors import list_expiring
from mingzheng.platform.jobs.public import enqueue, job
from mingzheng.platform.notices.public import notify
from mingzheng.platform.org.public import descendant_ids, holders_of
from mingzheng.platform.portal.public import PageRef, publish_after_commit

AT_ONCE = 200
LEVELS = ("liaison", "section", "head")


def announce_documents(document_ids: Sequence[int]) -> None:
    """Queue what follows a change of these documents, inside the caller's transaction."""
    for start in range(0, len(document_ids), AT_ONCE):
        chunk = list(document_ids[start : start + AT_ONCE])
        enqueue(index_job, document_ids=chunk)
        slugs = Document.objects.filter(pk__in=chunk).values_list("slug", flat=True)
        publish_after_commit(PageRef(SECTION_DOCUMENTS, slug) for slug in slugs)


def redraw_documents(slugs: Iterable[str]) -> None:
    """Let the pages of these documents be drawn anew after the caller's transaction."""
    publish_after_commit(PageRef(SECTION_DOCUMENTS, slug) for slug in slugs)


@job()
def index_job(document_ids: list[int]) -> None:
    """Bring the index in line with these documents; safe to repeat."""
    index_documents(Document.objects.filter(pk__in=document_ids))


def remind_expiring(*, on: date) -> int:
    """Tell the drafting units which documents expire within six months; once a document. Return how many were told of.

    Legal basis: 省行政规范性文件管理规定 (届满前6个月评估)
    """
    told = 0
    for document in list_expiring(on):
        if document.unit_id is None or document.expires_on is None:
            continue
        people = sorted({person.pk for person in holders_of(descendant_ids([document.unit_id], on), LEVELS, on)})
        told += bool(people)
        notify(
            people,
            kind="normative.expiring",
            subject_ref=f"library:{document.pk}:{document.expires_on.isoformat()}",
            count_text=f"1 件规范性文件将于 {document.expires_on:%Y年%-m月%-d日} 到期，请评估延续、修改、废止或到期失效",
            url=f"/desk/library/{document.slug}/",
        )
    return told
