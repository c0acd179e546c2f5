"""What an item is to documents of the policy library: noted, undone, shown on both ends, redrawn with the item.

Legal basis: 国办发〔2017〕47号 (政策文件与解读互相关联); 国办秘函〔2019〕19号.
"""

from mingzheng.casework.public import EffectContext, Refusal, Refused
from mingzheng.domains.publishing.changes import SiteChange, SiteVerb, announce
from mingzheng.domains.publishing.models import LibraryRelation, Publication
from mingzheng.domains.publishing.ports import LibraryDocument, library


def relate_library(context: EffectContext) -> None:
    """Note what an item is to a document of the library. Raises Refused where no single document is meant."""
    document = _meant(context)
    LibraryRelation.objects.update_or_create(
        item_id=context.case.pk,
        slug=document.slug,
        defaults={"kind": context.given["kind"], "noted_at": context.recorded_at},
    )
    _draw(context.case.pk, document.slug)


def unrelate_library(context: EffectContext) -> None:
    """Undo it. Raises Refused when nothing was noted."""
    document = _meant(context)
    gone, _ = LibraryRelation.objects.filter(item=context.case.pk, slug=document.slug).delete()
    if not gone:
        raise Refused([Refusal("not_related", "本件与这份文件没有关联", "请在“关联”栏核对")])
    _draw(context.case.pk, document.slug)


def redraw_library(change: SiteChange) -> None:
    """Let the pages of the documents an item bears on follow the item: published, withdrawn, taken down."""
    slugs = list(LibraryRelation.objects.filter(item=change.item_id).values_list("slug", flat=True))
    if slugs:
        library().redraw(slugs)


def _meant(context: EffectContext) -> LibraryDocument:
    document = library().find(str(context.given["document"]))
    if document is None:
        raise Refused(
            [Refusal("no_document", "政策文件库里没有这份文件，或者同名的不止一份", "请填写文号或者库内网页的地址")]
        )
    return document


def _draw(item_id: int, slug: str) -> None:
    for row in Publication.objects.filter(item=item_id, is_current=True):
        announce(SiteChange(SiteVerb.RELATED, row.item_id, row.path))
    library().redraw([slug])
