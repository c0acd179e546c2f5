"""Numbered letters of supervision (催办单、提醒函、督办函、通报) as official documents.

Answers for: which layout each kind has, and putting paragraphs, a table and the contact in their places.
Does not belong here: what a letter says and when it is due (the domain), its number (`platform.numbering`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mingzheng.documents.writing.official import (
    Block,
    Column,
    Layout,
    OfficialDocument,
    Paragraph,
    Table,
    Urgency,
)


class LetterKind(StrEnum):
    """The four steps of supervision, mildest first."""

    URGING = "催办单"
    REMINDER = "提醒函"
    SUPERVISION = "督办函"
    CIRCULAR = "通报"


_LAYOUTS = {
    LetterKind.URGING: Layout.PLAIN,
    LetterKind.REMINDER: Layout.LETTER,
    LetterKind.SUPERVISION: Layout.LETTER,
    LetterKind.CIRCULAR: Layout.FILE,
}


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter. `paragraphs` stand before the table, `closing` after it; a text with line breaks is several.

    `subject` is what the title says between 关于 and the kind (「……逾期未报进展情况」).
    """

    kind: LetterKind
    doc_number: str
    subject: str
    issuer: str
    issued_on: date
    recipients: str
    paragraphs: tuple[str | Block, ...]
    table: Table | None = None
    closing: tuple[str, ...] = ()
    contact: str = ""
    copies: str = ""
    urgency: Urgency = Urgency.NONE
    is_sealed: bool = True
    mark: str = ""
    printed_by: str = ""
    printed_on: date | None = None


def compose_letter(letter: Letter) -> OfficialDocument:
    """Return the official document of a letter, ready for `render_docx` and `render_pdf`."""
    before = tuple(Paragraph(part) if isinstance(part, str) else part for part in letter.paragraphs)
    table = (letter.table,) if letter.table else ()
    after = tuple(Paragraph(text) for text in letter.closing)
    layout = _LAYOUTS[letter.kind]
    named = "" if layout is Layout.PLAIN else letter.issuer
    return OfficialDocument(
        layout=layout,
        title=f"{named}关于{letter.subject}的{letter.kind.value}",
        issuers=(letter.issuer,),
        body=(*before, *table, *after),
        issued_on=letter.issued_on,
        mark=letter.mark,
        doc_number=letter.doc_number,
        urgency=letter.urgency,
        recipients=letter.recipients,
        is_sealed=letter.is_sealed,
        annotation=letter.contact,
        copies=letter.copies,
        printed_by=letter.printed_by,
        printed_on=letter.printed_on,
    )


@dataclass(frozen=True, slots=True)
class RankingEntry:
    """A unit in a ranking: `score` orders it (higher first), `cells` are shown."""

    name: str
    score: float
    cells: tuple[str, ...]


def build_ranking(
    entries: Sequence[RankingEntry], *, name_title: str, columns: tuple[Column, ...], caption: str = ""
) -> Table:
    """Return a ranking table, best first; equal scores share a rank and the next rank is skipped (1, 1, 3)."""
    ordered = sorted(entries, key=lambda entry: -entry.score)
    rows: list[tuple[str, ...]] = []
    for position, entry in enumerate(ordered, start=1):
        rank = position if position == 1 or entry.score != ordered[position - 2].score else int(rows[-1][0])
        rows.append((str(rank), entry.name, *entry.cells))
    head = (Column("排名", 1.0, "center"), Column(name_title, 3.0))
    return Table((*head, *columns), tuple(rows), caption)
