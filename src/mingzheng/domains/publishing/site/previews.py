"""Attachments as pages: what a phone messenger cannot open is read here, in words and tables, beside the original.

PDF and pictures open by themselves. What cannot be read has no page. Not here: the attachment itself (`articles`).
"""

import csv

from mingzheng.documents.reading import Cell, Document, Table, UnreadableDocument, read_document
from mingzheng.documents.reading.charsets import decode_text
from mingzheng.domains.publishing.models import Publication
from mingzheng.domains.publishing.site.addresses import item_address
from mingzheng.platform.content.public import Asset, clean_body, document_as_html, render_body
from mingzheng.platform.files.public import FileUnavailable, StoredFile, read_bytes
from mingzheng.platform.portal.public import StaticPage, render_page

READABLE = (".docx", ".doc", ".wps", ".xlsx", ".xls", ".et", ".csv", ".txt", ".rtf")
MOST_BYTES = 8 * 1024 * 1024


def preview_address(path: str, asset: Asset) -> str:
    """Return the address of an attachment's page, or "" for what needs none or is too large to read."""
    name = asset.file.name.lower()
    if not name.endswith(READABLE) or asset.file.size > MOST_BYTES:
        return ""
    return f"{item_address(path)}f{asset.pk}-view.html"


def render_previews(publication: Publication, attachments: list[tuple[Asset, str]]) -> list[StaticPage]:
    """Return the pages of those attachments that can be read; the words are the file's, converted by this system."""
    pages = []
    for asset, address in attachments:
        path = preview_address(publication.path, asset)
        html = _html_of(asset.file) if path else ""
        if not html:
            continue
        context = {
            "publication": publication,
            "asset": asset,
            "address": address,
            "text": html,
            "crumbs": [
                {"title": publication.title, "url": item_address(publication.path)},
                {"title": asset.title, "url": ""},
            ],
        }
        body = render_page("publishing/site/attachment.html", context, path=path)
        pages.append(StaticPage(path, body, title=asset.title, sitemap=False))
    return pages


def _html_of(file: StoredFile) -> str:
    """Return a file's words and tables as markup, "" when it cannot be read."""
    try:
        data = read_bytes(file)
        if file.name.lower().endswith(".csv"):
            document = _table_of(decode_text(data, filename=file.name))
        else:
            document = read_document(data, filename=file.name)
    except (FileUnavailable, UnreadableDocument):
        return ""
    return render_body(clean_body(document_as_html(document)), lambda _number: "")


def _table_of(text: str) -> Document:
    """Return the rows of a CSV file as a document with one table."""
    rows = tuple(tuple(Cell(cell) for cell in row) for row in csv.reader(text.splitlines()) if any(row))
    return Document((Table(rows),), "csv")
