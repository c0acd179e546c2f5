"""Finding a document or an article by words: what holds comes first. The index is `search`'s; the library is public."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from mingzheng.domains.normative.models import Article, Document, TextVersion
from mingzheng.domains.normative.selectors import list_articles, list_texts, text_as_of, validity_of
from mingzheng.domains.normative.validity import RANKS, Validity
from mingzheng.platform.ledger.public import today
from mingzheng.platform.portal.public import learn_words
from mingzheng.platform.search.public import Subject, facet_token, index_at_once, search

DOCUMENT, ARTICLE, EARLIER = "library", "article", "library.earlier"
LOOKED_AT = 400
AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class FoundDocument:
    """A document that matches, what it is worth, and its articles that match, best first."""

    document: Document
    validity: Validity
    articles: tuple[Article, ...]


def index_documents(documents: Iterable[Document]) -> int:
    """Bring the index in line with these documents and the articles of the text that reads today; return how many."""
    held = list(documents)
    learn_words(document.title for document in held)
    return index_at_once(_subjects(held))


def _subjects(documents: Iterable[Document]) -> Iterator[Subject]:
    day = today()
    for document in documents:
        numbers = [number for number in (document.doc_number, document.reg_number) if number]
        texts = list_texts(document)
        shown = text_as_of(texts, day)
        articles = list_articles(shown)
        for version in texts:
            if version != shown and version.in_force_from <= day:
                words = "\n".join(article.text for article in list_articles(version))
                yield Subject(f"{EARLIER}:{version.pk}", EARLIER, document.title, words, ())
        told = (document.issuer, document.theme, document.audience, *(article.text for article in articles))
        words = "\n".join(text for text in told if text)
        yield Subject(f"{DOCUMENT}:{document.pk}", DOCUMENT, document.title, words, numbers, _facets_of(document, day))
        for article in articles:
            title = f"{document.title} {article.label}".strip()
            # By its place, not its row: a text written anew takes the place of the former.
            yield Subject(f"{ARTICLE}:{document.pk}:{article.position}", ARTICLE, title, article.text)


def _facets_of(document: Document, on: date) -> list[str]:
    """Return the properties the public search may ask for: what no longer holds stands behind."""
    validity = validity_of(document, on)
    live = validity.holds or validity is Validity.NOT_YET
    state = "live" if live else "unstated" if validity is Validity.UNKNOWN else "past"
    properties: list[tuple[str, object]] = [("state", state)]
    properties += [("class", "normative" if document.is_own else "policy")]
    if document.published_on:
        properties.append(("year", document.published_on.year))
    if document.unit_id:
        properties.append(("unit", document.unit_id))
    return [facet_token(name, value) for name, value in properties]


def text_of(document: Document) -> str:
    """Return the text of a document as it reads today, for a quote."""
    articles = list_articles(text_as_of(list_texts(document), today()))
    return "\n".join(f"{article.label}　{article.text}" if article.label else article.text for article in articles)


def search_library(
    query: str, *, on: date, limit: int = 30, kinds: frozenset[str] = frozenset()
) -> list[FoundDocument]:
    """Return the documents that match, those in force first, each with its matching articles. A fixed number of queries."""
    places: dict[int, list[int]] = {}
    for ref, _ in search(query, kinds=(DOCUMENT, ARTICLE), limit=LOOKED_AT):
        _, document_id, *rest = ref.split(":")
        held = places.setdefault(int(document_id), [])
        if rest:
            held.append(int(rest[0]))
    rows = Document.objects.filter(pk__in=list(places))
    rows = rows.filter(kind__in=kinds) if kinds else rows
    known = rows.in_bulk()
    articles = _articles_of({pk: found[:3] for pk, found in places.items() if pk in known}, on)
    found = [
        FoundDocument(known[pk], validity_of(known[pk], on), tuple(articles.get(pk, ())))
        for pk in places
        if pk in known
    ]
    found.sort(key=lambda one: 0 if one.validity.holds else RANKS[one.validity])
    return found[:limit]


def search_earlier_texts(query: str, *, limit: int = 10) -> list[TextVersion]:
    """Return the texts that no longer read today and match, with their documents. Two queries."""
    refs = [int(ref.rpartition(":")[2]) for ref, _ in search(query, kinds=(EARLIER,), limit=LOOKED_AT)]
    # A text entered anew leaves its entry behind: what is gone is left out here.
    known = TextVersion.objects.select_related("document").in_bulk(refs)
    return [known[pk] for pk in refs if pk in known][:limit]


def _articles_of(places: dict[int, list[int]], on: date) -> dict[int, list[Article]]:
    wanted = {(pk, position) for pk, positions in places.items() for position in positions}
    rows = Article.objects.filter(
        version__document__in=list(places), position__in={position for _, position in wanted}
    ).select_related("version")
    newest: dict[tuple[int, int], Article] = {}
    for article in sorted(rows, key=lambda one: one.version.in_force_from):
        key = (article.version.document_id, article.position)
        if key in wanted and (article.version.in_force_from <= on or key not in newest):
            newest[key] = article
    return {
        pk: [newest[pk, position] for position in sorted(positions) if (pk, position) in newest]
        for pk, positions in places.items()
    }


def rebuild_index() -> int:
    """Bring the index in line with the whole library, a hundred documents at a time; return how many entries."""
    keys = list(Document.objects.order_by("pk").values_list("pk", flat=True))
    parts = (keys[start : start + AT_ONCE] for start in range(0, len(keys), AT_ONCE))
    return sum(index_documents(Document.objects.filter(pk__in=part)) for part in parts)
