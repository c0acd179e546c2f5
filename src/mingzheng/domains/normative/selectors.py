"""Reads of the library: documents by validity on a day, the text as of a day, relations, what is about to expire.

The library is public; drafts are cases and are read through `casework`.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet

from mingzheng.domains.normative.models import Article, Document, Draft, Interpretation, Relation, TextVersion
from mingzheng.domains.normative.validity import Validity, ValidityDates, shift_months, validity_on
from mingzheng.domains.normative.words import INWARD, OWN_KINDS, RELATIONS
from mingzheng.platform.parameters.public import get_value


@dataclass(frozen=True, slots=True)
class RelatedDocument:
    """A document related to another, and how."""

    words: str
    document: Document
    on: date | None


def reminder_months() -> int:
    """Return how many months before expiry a document counts as about to expire."""
    return int(get_value("normative.reminder_months"))


def validity_of(document: Document, on: date) -> Validity:
    """Return what a document is worth on a day."""
    dates = ValidityDates(
        document.effective_on, document.expires_on, document.ended_on, document.ending, document.amended
    )
    return validity_on(dates, on, notice_months=reminder_months())


def holding(on: date) -> Q:
    """Return the condition that a document holds on a day; the same rule as `validity_on`, held together by a test."""
    begun = Q(effective_on__lte=on)
    not_ended = Q(ended_on__isnull=True) | Q(ended_on__gt=on)
    return begun & not_ended & (Q(expires_on__isnull=True) | Q(expires_on__gte=on))


def own_documents() -> QuerySet[Document]:
    """Return the normative documents of our own."""
    return Document.objects.filter(kind__in=OWN_KINDS)


def own_in_force(on: date) -> list[Document]:
    """Return the normative documents of our own that hold on a day, by number."""
    return list(own_documents().filter(holding(on)).order_by("doc_number", "pk"))


def list_expiring(on: date) -> list[Document]:
    """Return our own documents that hold and expire within the months of the reminder, the nearest first."""
    last = shift_months(on, reminder_months())
    found = own_documents().filter(holding(on), expires_on__lte=last)
    return list(found.select_related("unit").order_by("expires_on", "pk"))


def find_document(slug: str) -> Document | None:
    """Return a document by the name it has in addresses, or None."""
    return Document.objects.select_related("unit", "ended_by", "case").filter(slug=slug).first()


def find_documents(keys: Collection[int]) -> dict[int, Document]:
    """Return the documents of the library among these keys. One query."""
    return Document.objects.in_bulk(list(keys))


def list_texts(document: Document) -> list[TextVersion]:
    """Return the versions of a document's text, oldest first."""
    return list(document.texts.select_related("amended_by").order_by("in_force_from"))


def text_as_of(texts: list[TextVersion], on: date) -> TextVersion | None:
    """Return the version that reads on a day: the last that has begun; before the first, the first; None without any."""
    begun = [version for version in texts if version.in_force_from <= on]
    return begun[-1] if begun else (texts[0] if texts else None)


def list_articles(version: TextVersion | None) -> list[Article]:
    """Return the articles of a version in order."""
    return list(version.articles.all()) if version is not None else []


def find_article(version: TextVersion | None, number: int, suffix: int = 0) -> Article | None:
    """Return one article of a version, or None."""
    if version is None:
        return None
    return version.articles.filter(number=number, suffix=suffix).first()


def related_to(document: Document) -> list[RelatedDocument]:
    """Return what a document does to others and others to it. Two queries."""
    words = dict(RELATIONS)
    outward = Relation.objects.filter(source=document).select_related("target").order_by("pk")
    inward = Relation.objects.filter(target=document).select_related("source").order_by("pk")
    return [
        *(RelatedDocument(words[item.kind], item.target, item.on) for item in outward),
        *(RelatedDocument(INWARD[item.kind], item.source, item.on) for item in inward),
    ]


def interpretations_of(document: Document) -> list[Interpretation]:
    """Return the published interpretations of a document, the first one first."""
    return list(document.interpretations.filter(published_on__isnull=False).order_by("published_on", "pk"))


def documents_changing_on(on: date) -> list[int]:
    """Return the documents whose validity is another today than yesterday: begun, expired, ended, about to expire."""
    yesterday = date.fromordinal(on.toordinal() - 1)
    near = shift_months(on, reminder_months())
    found = Document.objects.filter(
        Q(effective_on=on) | Q(expires_on=yesterday) | Q(ended_on=on) | Q(expires_on__gte=on, expires_on__lte=near)
    ) | Document.objects.filter(texts__in_force_from=on)
    return sorted(set(found.values_list("pk", flat=True)))


def list_documents(kinds: Collection[str] = ()) -> QuerySet[Document]:
    """Return the documents of some kinds, or all, those last published first."""
    rows = Document.objects.filter(kind__in=kinds) if kinds else Document.objects.all()
    return rows.order_by(F("published_on").desc(nulls_last=True), "-pk")


def walk_documents(kind: str, *, after: int, most: int) -> list[Document]:
    """Return documents after an id, ascending; of one kind, or of all."""
    rows = Document.objects.filter(pk__gt=after, **({"kind": kind} if kind else {}))
    return list(rows.order_by("pk")[:most])


def documents_named(words: str) -> list[Document]:
    """Return the documents meant by a number, a title (with or without 《》) or an address; a number goes first."""
    asked = words.strip().strip("《》")
    slug = next(iter(re.findall(r"/library/([0-9A-Za-z_-]+)", asked)), "")
    if slug:
        return list(Document.objects.filter(slug=slug))
    by_number = Document.objects.filter(doc_number=asked.replace("[", "〔").replace("]", "〕")) if asked else []
    return list(by_number) or list(Document.objects.filter(title=asked).order_by("pk")[:2])


def find_documents_at(slugs: Collection[str]) -> list[Document]:
    """Return the documents with these names in addresses."""
    return list(Document.objects.filter(slug__in=slugs))


def list_slugs(after: str, most: int) -> list[str]:
    """Return the names documents have in addresses, in order, for a rebuild in batches."""
    return list(Document.objects.filter(slug__gt=after).order_by("slug").values_list("slug", flat=True)[:most])


def count_documents() -> int:
    """Return how many documents the library has."""
    return Document.objects.count()


def find_draft(case_id: int) -> Draft | None:
    """Return the draft of a case the reader has been admitted to, or None."""
    return Draft.objects.select_related("document").filter(pk=case_id).first()


def find_open_draft(case_id: int) -> Draft | None:
    """Return the draft of a case that is still being made, or None."""
    return Draft.objects.filter(pk=case_id, case__is_open=True, document=None).first()


def find_interpretation(draft: Draft) -> Interpretation | None:
    """Return the interpretation written with a draft, or None."""
    return Interpretation.objects.filter(draft=draft).order_by("pk").last()
