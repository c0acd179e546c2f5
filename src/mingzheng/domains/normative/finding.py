"""What of the library the public search finds: each document once, with its text; what holds first.

Articles are found in the library's own search. Everything in the library is public. Legal basis:
政府信息公开条例 第二十四条 (the platform lets people search).
"""

from collections.abc import Mapping, Sequence

from mingzheng.domains.normative.addresses import document_address
from mingzheng.domains.normative.library.searching import DOCUMENT, text_of
from mingzheng.domains.normative.models import Document
from mingzheng.domains.normative.selectors import find_documents, validity_of
from mingzheng.domains.normative.site import tone_of
from mingzheng.platform.ledger.public import today
from mingzheng.platform.portal.public import Found


def _keys(refs: Sequence[str]) -> list[int]:
    parts = (ref.rpartition(":") for ref in refs)
    return [int(number) for kind, _, number in parts if kind == DOCUMENT and number.isdigit()]


def visible(refs: Sequence[str]) -> set[str]:
    """Return which of these stand in the library."""
    return {f"{DOCUMENT}:{pk}" for pk in find_documents(_keys(refs))}


def load(refs: Sequence[str]) -> Mapping[str, Found]:
    """Return what results show of these."""
    return {f"{DOCUMENT}:{pk}": _found(document) for pk, document in find_documents(_keys(refs)).items()}


def _found(document: Document) -> Found:
    validity = validity_of(document, today())
    facts = (document.get_kind_display(), document.issuer, document.doc_number)
    return Found(
        title=document.title,
        url=document_address(document.slug),
        text=text_of(document),
        day=document.published_on,
        facts=tuple(fact for fact in facts if fact),
        state=validity.label,
        tone=tone_of(validity),
    )
