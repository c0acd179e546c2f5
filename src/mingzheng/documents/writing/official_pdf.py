"""Sets an official document as PDF/A-2b on the page of GB/T 9704-2012.

Answers for: turning an `OfficialDocument` into the data of `templates/official.typ`. Does not belong here: the page
itself (the template), Typst (`writing.typesetting`), Word (`writing.official_docx`).
"""

from typing import Any

from mingzheng.documents.fonts import FontPlan
from mingzheng.documents.writing.official import (
    Attachment,
    Block,
    Grid,
    Heading,
    Layout,
    OfficialDocument,
    Paragraph,
    Table,
    clean_document,
)
from mingzheng.documents.writing.text import break_title, format_date, measure_width
from mingzheng.documents.writing.typesetting import RenderedPdf, typeset

# The red name: at most this large, narrowed no further than the eye accepts, then made smaller.
_MARK_POINTS = 58.0
JOINT_MARK_POINTS = 40.0
_MARK_WIDTH = 436.0
_NARROWEST = 0.62
# A table row with no longer cell than this is kept on one page.
_LONGEST_KEPT_CELL = 240


def render_pdf(document: OfficialDocument, *, fonts: FontPlan | None = None) -> bytes:
    """Return the document as PDF/A-2b bytes."""
    return compose_pdf(document, fonts=fonts).data


def compose_pdf(document: OfficialDocument, *, fonts: FontPlan | None = None) -> RenderedPdf:
    """Return the PDF together with the font substitutes and rare characters it reports."""
    cleaned = clean_document(document)
    return typeset(
        "official",
        _describe(cleaned),
        title="".join(cleaned.title_lines),
        author="、".join(cleaned.issuers),
        dated=cleaned.issued_on,
        fonts=fonts,
    )


def fit_mark(text: str) -> tuple[float, float]:
    """Return size in points and horizontal scale of the red name so that it fits the line."""
    characters = max(measure_width(text), 1.0)
    size = min(_MARK_POINTS, _MARK_WIDTH / (characters * _NARROWEST))
    return size, min(1.0, _MARK_WIDTH / (characters * size))


def _describe(document: OfficialDocument) -> dict[str, Any]:
    is_moved = document.has_recipients_in_imprint
    return _describe_mark(document) | {
        "layout": document.layout.value,
        "urgency": document.urgency.value,
        "doc_number": document.doc_number,
        "signers": document.signers,
        "title_lines": document.title_lines,
        "recipients": "" if is_moved else document.recipients,
        "moved_recipients": document.recipients if is_moved else "",
        "body": [describe_block(block) for block in document.body],
        "attachments": [_describe_attachment(item) for item in document.attachments],
        "issuers": document.issuers,
        "date": format_date(document.issued_on),
        "is_sealed": document.is_sealed,
        "annotation": document.annotation,
        "attendance": [{"label": item.label, "names": item.names} for item in document.attendance],
        "openness": document.openness,
        "copies": document.copies,
        "printed_by": document.printed_by,
        "printed_on": format_date(document.printed_on),
    }


def _describe_mark(document: OfficialDocument) -> dict[str, Any]:
    """Return the red names: one, or those of joint issuers under each other with 文件 beside them."""
    is_joint = document.layout is Layout.FILE and not document.mark and len(document.issuers) > 1
    names = document.issuers if is_joint else (document.mark_text,)
    longest = max(names, key=measure_width)
    size, scale = fit_mark(longest + "　文件" if is_joint else longest)
    return {
        "mark": document.mark_text,
        "joint_marks": names,
        "mark_spreads": [spread_name(name, longest) for name in names],
        "mark_size": min(size, JOINT_MARK_POINTS) if is_joint else size,
        "mark_scale": scale,
    }


def _describe_attachment(item: Attachment) -> dict[str, Any]:
    blocks = [describe_block(block) for block in item.blocks]
    return {"title": item.title, "title_lines": break_title(item.title), "blocks": blocks}


def spread_name(name: str, longest: str) -> float:
    """Return the space, in characters, between the letters of a joint issuer's name so that all names are as wide."""
    return (measure_width(longest) - measure_width(name)) / (len(name) - 1) if len(name) > 1 else 0.0


def describe_block(block: Block) -> dict[str, Any]:
    """Return the data of one block for `templates/blocks.typ`."""
    if isinstance(block, Heading):
        return {"kind": "heading", "text": block.text, "level": min(max(block.level, 1), 4)}
    if isinstance(block, Paragraph):
        level = min(max(block.lead_level, 1), 4)
        return {"kind": "paragraph", "text": block.text, "lead": block.lead, "lead_level": level}
    if isinstance(block, Table):
        return describe_table(block)
    if isinstance(block, Grid):
        return describe_grid(block)
    raise TypeError(f"not a block after cleaning: {type(block).__name__}")


def describe_table(table: Table) -> dict[str, Any]:
    """Return the data of a table; short rows are filled up, long ones cut to the columns."""
    count = len(table.columns)
    return {
        "kind": "table",
        "caption": table.caption,
        "heads": [column.title for column in table.columns],
        "widths": [max(column.width, 0.1) for column in table.columns],
        "aligns": [column.align if column.align in {"left", "center", "right"} else "left" for column in table.columns],
        "rows": [
            {"cells": [*row, *[""] * count][:count], "keep": max(map(len, row), default=0) <= _LONGEST_KEPT_CELL}
            for row in table.rows
        ],
    }


def describe_grid(grid: Grid) -> dict[str, Any]:
    """Return the data of a form, its cells as they begin row by row."""
    return {
        "kind": "grid",
        "caption": grid.caption,
        "widths": grid.widths,
        "size": grid.points,
        "head_rows": grid.head_rows,
        "rows": [
            [
                {
                    "text": cell.text,
                    "rows": cell.rows,
                    "columns": cell.columns,
                    "align": cell.align,
                    "is_head": cell.is_head,
                }
                for cell in row
            ]
            for row in grid.rows
        ],
    }
