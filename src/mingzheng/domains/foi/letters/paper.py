"""A letter on official paper: red head, number, addressee, body, place of the seal. Setting it is `documents.writing`."""

from datetime import date

from mingzheng.documents.writing.official import Layout, OfficialDocument, Paragraph


def on_paper(
    body: str, *, title: str, organ: str, addressee: str, number: str, dated: date | None, contact: str = ""
) -> OfficialDocument:
    """Return the official document of a letter. The addressee's name is given here and nowhere kept."""
    return OfficialDocument(
        layout=Layout.LETTER,
        title=title,
        issuers=(organ,),
        body=tuple(Paragraph(line) for line in body.split("\n") if line.strip()),
        issued_on=dated,
        doc_number=number,
        recipients=addressee,
        annotation=contact,
    )
