"""A report as a page of its own in which each number opens its source, and as the fragment publishing takes over."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.template.loader import render_to_string

from mingzheng.documents.writing.official import Grid
from mingzheng.domains.foi.annual import words
from mingzheng.domains.foi.annual.composing import Composed
from mingzheng.kit.dates import format_date
from mingzheng.proofing.disclosure.form import PARTS, CellKey
from mingzheng.proofing.disclosure.printing import grid_of


def as_page(
    composed: Composed,
    urls: Mapping[CellKey, str],
    *,
    base_url: str = "",
    signed_on: date | None = None,
    drift: Mapping[CellKey, tuple[str, str]] | None = None,
) -> str:
    """Return the page. `base_url` stands before the addresses of sources; `drift` says which cells moved since signature."""
    context = {
        "composed": composed,
        "parts": lay_parts(composed, urls, drift or {}),
        "base_url": base_url.rstrip("/"),
        "signed_on": format_date(signed_on) if signed_on else "",
        "drift": drift or {},
    }
    return render_to_string("foi/annual/document.html", context)


def as_fragment(composed: Composed) -> str:
    """Return the report as plain HTML for publication: headings, paragraphs, tables, no addresses of the desk."""
    return render_to_string("foi/annual/fragment.html", {"parts": lay_parts(composed, {}, {})})


def lay_parts(
    composed: Composed, urls: Mapping[CellKey, str], drift: Mapping[CellKey, tuple[str, str]]
) -> list[dict[str, Any]]:
    """Return the parts as templates draw them: heading, table, blocks with their headings."""
    parts = []
    for part in range(1, len(PARTS) + 1):
        table = words.TABLE_OF_PART.get(part)
        parts.append(
            {
                "heading": words.part_heading(part),
                "name": PARTS[part - 1],
                "grid": draw_grid(grid_of(table, composed.words_of), urls, drift) if table is not None else None,
                "blocks": [{"heading": heading, "block": block} for heading, block in composed.printed_blocks(part)],
            }
        )
    return parts


def draw_grid(
    grid: Grid,
    urls: Mapping[CellKey, str],
    drift: Mapping[CellKey, tuple[str, str]],
    wrong: frozenset[CellKey] = frozenset(),
) -> dict[str, Any]:
    """Return a form as templates draw it: rows of cells with the page each number opens and what moved."""
    by_ref = {str(cell): cell for cell in (*urls, *drift, *wrong)}
    rows = []
    for row in grid.rows:
        cells = []
        for cell in row:
            key = by_ref.get(cell.ref)
            moved = drift.get(key) if key is not None else None
            cells.append(
                {
                    "cell": cell,
                    "url": urls.get(key, "") if key is not None else "",
                    "moved": f"签发时为{moved[0]}，现为{moved[1]}" if moved else "",
                    "is_wrong": key in wrong,
                    "is_number": bool(cell.ref),
                }
            )
        rows.append(cells)
    return {"rows": rows, "head_rows": grid.head_rows}
