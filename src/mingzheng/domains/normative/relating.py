"""What a draft says it does to other documents, line by line: 「废止 云府规〔2021〕3号」, and which documents are meant."""

import re
from dataclasses import dataclass

from mingzheng.domains.normative.models import Document
from mingzheng.domains.normative.words import RELATION_WORDS

LINE = re.compile(rf"^({'|'.join(RELATION_WORDS)})[\s:：　]*(.+)$")


@dataclass(frozen=True, slots=True)
class ReadRelation:
    """One line as read: its words, what is done, to which document (None when the library has none)."""

    words: str
    kind: str
    document_id: int | None


def read_relations(text: str) -> list[ReadRelation]:
    """Return the lines of a draft's relations; one that is no such line has no document. One query."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    found = [(line, LINE.match(line)) for line in lines]
    names = {match[2].strip().strip("《》") for _, match in found if match}
    rows = Document.objects.filter(doc_number__in=names).values_list("doc_number", "pk")
    known = dict(Document.objects.filter(title__in=names).order_by("pk").values_list("title", "pk")) | dict(rows)
    return [
        ReadRelation(line, RELATION_WORDS[match[1]], known.get(match[2].strip().strip("《》")))
        if match
        else ReadRelation(line, "", None)
        for line, match in found
    ]
