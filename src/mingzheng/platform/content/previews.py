"""A document that was read, as markup of a text: for reading attachments where their own program is missing. Pure."""

from collections.abc import Iterable
from html import escape
from itertools import islice

from mingzheng.documents.reading import Document
from mingzheng.documents.reading.model import Paragraph, Table

MOST_BLOCKS = 3_000
MOST_ROWS = 1_000


def document_as_html(document: Document) -> str:
    """Return the paragraphs, headings and tables of a document; what is very long is cut and says so."""
    blocks = list(islice(document.blocks, MOST_BLOCKS + 1))
    html = "".join(_block(block) for block in blocks[:MOST_BLOCKS])
    return html + ("<p>〔后面的内容较长，未在此显示，请下载原件〕</p>" if len(blocks) > MOST_BLOCKS else "")


def _block(block: Paragraph | Table) -> str:
    if isinstance(block, Paragraph):
        text = escape(block.text.strip())
        tag = f"h{min(block.level + 1, 4)}" if block.level else "p"
        return f"<{tag}>{text}</{tag}>" if text else ""
    return "".join(_table(block))


def _table(table: Table) -> Iterable[str]:
    yield "<table>"
    if table.name:
        yield f"<caption>{escape(table.name)}</caption>"
    for place, row in enumerate(table.rows[:MOST_ROWS]):
        tag = "th" if place == 0 else "td"
        cells = (cell for cell in row if cell.merged_from is None)
        yield "<tr>"
        for cell in cells:
            spans = "".join(
                f' {name}="{count}"'
                for name, count in (("colspan", cell.colspan), ("rowspan", cell.rowspan))
                if count > 1
            )
            yield f"<{tag}{spans}>{escape(cell.text)}</{tag}>"
        yield "</tr>"
    yield "</table>"
    if len(table.rows) > MOST_ROWS:
        yield f"<p>〔只显示前 {MOST_ROWS} 行，请下载原件看全部〕</p>"
