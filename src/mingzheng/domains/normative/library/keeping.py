"""Write documents into the library: a document, a version of its text with its articles, what it does to others.

Who may and when is the callers' (the procedure, the importer, the desk). Nothing else writes articles.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Q

from mingzheng.documents.articles import ParsedText
from mingzheng.domains.normative.models import Article, Document, Relation, TextVersion
from mingzheng.kit.digests import sha256_hex
from mingzheng.platform.ledger.public import today

LONGEST_PATH = 300


def make_slug(title: str, key: str) -> str:
    """Return the stable name of a document in addresses: a digest of its title and what tells it from its namesakes."""
    return sha256_hex(f"{title}|{key}".encode())[:12]


def keep_text(
    document: Document,
    parsed: ParsedText,
    *,
    in_force_from: date,
    at: datetime,
    amended_by: Document | None = None,
    note: str = "",
) -> TextVersion:
    """Keep a version of a document's text; one that begins on the same day is replaced."""
    TextVersion.objects.filter(document=document, in_force_from=in_force_from).delete()
    version = TextVersion.objects.create(
        document=document,
        in_force_from=in_force_from,
        amended_by=amended_by,
        note=note[:300],
        article_count=parsed.numbered,
        made_at=at,
    )
    Article.objects.bulk_create(
        [
            Article(
                version=version,
                position=position,
                number=article.number,
                suffix=article.suffix,
                label=article.label[:30],
                path=article.path[:LONGEST_PATH],
                text=article.text,
            )
            for position, article in enumerate(parsed.articles, start=1)
        ],
        batch_size=500,
    )
    return version


def end_document(document_id: int, *, on: date, ending: str, by: Document | None = None, note: str = "") -> None:
    """Say that a document no longer holds from a day on; one that ended earlier stays as it was."""
    Document.objects.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on), pk=document_id).update(
        ended_on=on, ending=ending, ended_by=by, ending_note=note[:300]
    )


def apply_relations(source: Document, relations: Iterable[tuple[str, int]], *, on: date) -> None:
    """Keep what a document does to others, both ways, and what becomes of those it repeals, replaces or amends."""
    for kind, target_id in relations:
        Relation.objects.get_or_create(source=source, target_id=target_id, kind=kind, defaults={"on": on})
        if kind in {"repeals", "replaces"}:
            end_document(target_id, on=on, ending="repealed", by=source)
        elif kind == "amends" and on <= today():
            Document.objects.filter(pk=target_id).update(amended=True)


def note_amended(on: date, *, days: int = 3) -> int:
    """Say of documents that they are amended whose later text, or whose amendment, begins in the days up to this one.

    An amendment is known before it holds: until then the document is in force as it was. Days a stopped machine missed
    are looked at again. Returns how many.
    """
    begins = (on - timedelta(days=days - 1), on)
    earlier = TextVersion.objects.filter(document=OuterRef("document"), in_force_from__lt=OuterRef("in_force_from"))
    later = TextVersion.objects.filter(Exists(earlier), in_force_from__range=begins).values("document")
    changed = Relation.objects.filter(kind="amends", on__range=begins).values("target")
    return Document.objects.filter(Q(pk__in=later) | Q(pk__in=changed), amended=False).update(amended=True)
