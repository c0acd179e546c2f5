"""A composed report as official document: what `documents.writing` sets as Word and PDF.

Blocks keep hidden bookmarks, by which a Word file that comes back is matched. The page itself is `documents`'.
"""

from mingzheng.documents.writing.official import Block as DocumentBlock
from mingzheng.documents.writing.official import Bookmark, Heading, Layout, OfficialDocument, Paragraph
from mingzheng.domains.reports.composition.composing import Composed, Line
from mingzheng.domains.reports.composition.values import UNVERIFIED

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
    """Return the report as an official document; a draft says which numbers are 未核, a signed one has none."""
    elements = composed.elements
    body: list[DocumentBlock] = [Paragraph(_marked(composed.lead_in)[0])] if composed.lead_in.pieces else []
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
    text, notes = _marked(line)
    marks = tuple(
        Bookmark(block_bookmark(span.block), _shift(span.start, notes), _shift(span.end, notes))
        for span in line.spans
        if span.block
    )
    return Paragraph(text, lead=line.lead, lead_level=line.lead_level, bookmarks=marks)


def _marked(line: Line) -> tuple[str, tuple[int, ...]]:
    """Return the text with 〔未核〕 behind every reading nobody verified, and where each note was put in."""
    text, notes, at = "", [], 0
    for piece in line.pieces:
        text += piece.text
        at += len(piece.text)
        if piece.shown is not None and piece.shown.state == UNVERIFIED:
            text += UNVERIFIED_NOTE
            notes.append(at)
    return text, tuple(notes)


def _shift(position: int, notes: tuple[int, ...]) -> int:
    return position + len(UNVERIFIED_NOTE) * sum(1 for note in notes if note <= position)
