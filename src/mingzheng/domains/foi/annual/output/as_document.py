"""A report as official document: what `documents.writing` sets as Word and PDF, tables as the form prints them."""

from datetime import date

from mingzheng.documents.writing.official import Block as DocumentBlock
from mingzheng.documents.writing.official import Heading, Layout, OfficialDocument, Paragraph
from mingzheng.domains.foi.annual import words
from mingzheng.domains.foi.annual.composing import Composed
from mingzheng.proofing.disclosure.form import PARTS
from mingzheng.proofing.disclosure.printing import grid_of


def as_document(composed: Composed, *, signed_on: date | None = None) -> OfficialDocument:
    """Return the report as an official document; one that is not signed bears no day."""
    body: list[DocumentBlock] = []
    for part in range(1, len(PARTS) + 1):
        body.append(Heading(words.part_heading(part)))
        table = words.TABLE_OF_PART.get(part)
        if table is not None:
            body.append(grid_of(table, composed.words_of))
        for heading, block in composed.printed_blocks(part):
            if heading:
                body.append(Heading(heading, 2))
            body += [Paragraph(line) for line in block.text.split("\n") if line]
    return OfficialDocument(
        layout=Layout.PLAIN,
        title=composed.title,
        issuers=(composed.organ,),
        body=tuple(body),
        issued_on=signed_on,
    )
