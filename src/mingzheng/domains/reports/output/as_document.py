"""A composed report as official document: what `documents.writing` sets as Word and PDF.

Blocks keep hidden bookmarks, by which a Word file that comes back is matched. The page itself is `documents`'.
"""

from mingzheng.documents.writing.official import Block as DocumentBlock
from mingzheng.documents.writing.official import Bookmark, Heading, Layout, OfficialDocument, Paragraph
from mingzheng.domains.reports.composition.composing import Composed, Line

BOOKMARK_PREFIX = "_mzb"
UNVERIFIED_NOTE = "〔未核〕"


def block_bookmark(block_id: int) -> str:
    """Return the name of a block's bookmark; Word hides names that begin with an underscore."""
    return f"{BOOKMARK_PREFIX}{block_id}"


def block_of_bookmark(name: str) -> int | None:
    """Return the block a bookmark names, or None when it is none of ours."""
    number = name.removeprefix(BOOKMARK_PREFIX)
    return int(number) if name.startswith(BOOKMARK_PREFIX) and number.isdecimal() else None


def as_document(composed: Composed) -> OfficialDocument:
    """Return the report as an official document."""
    elements = composed.elements
    body: list[DocumentBlock] = [Paragraph(composed.lead_in.text)] if composed.lead_in.pieces else []
    body += [_block(line) for line in composed.lines]
    if elements.closing:
        body.append(Paragraph(elements.closing))
    return OfficialDocument(
        layout=Layout.FILE if elements.mark else Layout.PLAIN,
        title=elements.title,
        issuers=(elements.issuer,) if elements.is_signed else (),
        body=tuple(body),
        issued_on=elements.issued_on if elements.is_signed else None,
        mark=elements.mark,
        doc_number=elements.doc_number,
        signers=(elements.signer,) if elements.signer else (),
        recipients=elements.salutation,
        is_sealed=elements.is_sealed,
        openness=elements.openness,
        copies=elements.copies,
        printed_by=elements.printed_by,
        printed_on=elements.printed_on,
    )


def _block(line: Line) -> DocumentBlock:
    if line.level:
        return Heading(line.text, line.level)
    marks = tuple(Bookmark(block_bookmark(span.block), span.start, span.end) for span in line.spans if span.block)
    return Paragraph(line.text, lead=line.lead, lead_level=line.lead_level, bookmarks=marks)
