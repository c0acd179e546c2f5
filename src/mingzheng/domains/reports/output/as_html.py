"""A composed report as a page of its own, in which each number opens its pedigree. No scripts; prints as it reads."""

from django.template.loader import render_to_string

from mingzheng.domains.reports.composition.composing import Composed
from mingzheng.domains.reports.composition.values import STATE_WORDS
from mingzheng.kit.dates import format_date


def as_html(
    composed: Composed, *, base_url: str = "", is_draft: bool = True, drift: dict[str, str] | None = None
) -> str:
    """Return the page. `base_url` stands before the addresses of pedigrees; `drift` says by address what moved since."""
    elements = composed.elements
    return render_to_string(
        "reports/document.html",
        {
            "composed": composed,
            "elements": elements,
            "base_url": base_url.rstrip("/"),
            "is_draft": is_draft,
            "drift": drift or {},
            "states": STATE_WORDS,
            "issued_on": format_date(elements.issued_on) if elements.issued_on else "",
            "printed_on": format_date(elements.printed_on) if elements.printed_on else "",
        },
    )
