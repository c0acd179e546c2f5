"""A composed report as a page of its own, in which each number opens its pedigree. No scripts; prints as it reads."""

from typing import Any

from django.template.loader import render_to_string

from mingzheng.domains.reports.composition.composing import Composed
from mingzheng.domains.reports.composition.values import STATE_WORDS
from mingzheng.kit.dates import format_date


def as_html(
    composed: Composed, *, base_url: str = "", is_draft: bool = True, drift: dict[int, str] | None = None
) -> str:
    """Return the page. `base_url` stands before the addresses of sources; `drift` says by a number's place what moved."""
    elements = composed.elements
    return render_to_string(
        "reports/document.html",
        {
            "elements": elements,
            "lines": number_lines(composed, drift or {}),
            "base_url": base_url.rstrip("/"),
            "is_draft": is_draft,
            "drift": drift or {},
            "states": STATE_WORDS,
            "issued_on": format_date(elements.issued_on) if elements.issued_on else "",
            "printed_on": format_date(elements.printed_on) if elements.printed_on else "",
        },
    )


def number_lines(composed: Composed, drift: dict[int, str]) -> list[dict[str, Any]]:
    """Return the lines with each number's drift beside it."""
    place = 0
    lines = []
    for line in (composed.lead_in, *composed.lines):
        pieces = []
        for piece in line.pieces:
            moved = ""
            if piece.shown is not None:
                moved = drift.get(place, "")
                place += 1
            pieces.append({"piece": piece, "drift": moved})
        lines.append({"line": line, "pieces": pieces})
    return lines
