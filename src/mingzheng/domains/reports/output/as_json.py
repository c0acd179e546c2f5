"""A composed report as JSON: what a signed report keeps, what other systems read. Writing and reading are inverse."""

from datetime import date
from typing import Any

from mingzheng.domains.reports.composition.composing import Composed, Line, Piece, Span
from mingzheng.domains.reports.composition.content import Elements
from mingzheng.domains.reports.composition.values import value_from_json
from mingzheng.figures.public import runs_from_json, runs_to_json

FORMAT = "mingzheng-report/1"


def composed_to_json(composed: Composed) -> dict[str, Any]:
    """Return the report with every number and what it showed."""
    return {
        "format": FORMAT,
        "unit": composed.unit,
        "year": composed.year,
        "elements": elements_to_json(composed.elements),
        "lead_in": _line_to_json(composed.lead_in),
        "lines": [_line_to_json(line) for line in composed.lines],
    }


def composed_from_json(stored: dict[str, Any]) -> Composed:
    """Read a report back."""
    return Composed(
        unit=stored["unit"],
        year=stored["year"],
        elements=elements_from_json(stored["elements"]),
        lead_in=_line_from_json(stored["lead_in"]),
        lines=tuple(_line_from_json(line) for line in stored["lines"]),
    )


def elements_to_json(elements: Elements) -> dict[str, Any]:
    """Return what stands around the text."""
    days = {
        name: value.isoformat() if value else ""
        for name, value in (("issued_on", elements.issued_on), ("printed_on", elements.printed_on))
    }
    return {
        "title": elements.title,
        "salutation": elements.salutation,
        "issuer": elements.issuer,
        "lead_in": runs_to_json(elements.lead_in),
        "closing": elements.closing,
        "mark": elements.mark,
        "doc_number": elements.doc_number,
        "signer": elements.signer,
        "is_signed": elements.is_signed,
        "is_sealed": elements.is_sealed,
        "openness": elements.openness,
        "copies": elements.copies,
        "printed_by": elements.printed_by,
        **days,
    }


def elements_from_json(stored: dict[str, Any]) -> Elements:
    """Read what stands around the text."""
    days = {name: date.fromisoformat(stored[name]) if stored[name] else None for name in ("issued_on", "printed_on")}
    values: dict[str, Any] = {**stored, **days, "lead_in": runs_from_json(stored["lead_in"])}
    return Elements(**values)


def _line_to_json(line: Line) -> dict[str, Any]:
    return {
        "level": line.level,
        "lead": line.lead,
        "lead_level": line.lead_level,
        "section": line.section,
        "spans": [[span.block, span.start, span.end] for span in line.spans],
        "pieces": [_piece_to_json(piece) for piece in line.pieces],
    }


def _piece_to_json(piece: Piece) -> dict[str, Any]:
    if piece.binding is None or piece.shown is None:
        return {"text": piece.text}
    return {"text": piece.text, "binding": runs_to_json([piece.binding])[0], "shown": piece.shown.as_json()}


def _line_from_json(stored: dict[str, Any]) -> Line:
    return Line(
        pieces=tuple(_piece_from_json(piece) for piece in stored["pieces"]),
        level=stored["level"],
        lead=stored["lead"],
        lead_level=stored["lead_level"],
        section=stored["section"],
        spans=tuple(Span(*span) for span in stored["spans"]),
    )


def _piece_from_json(stored: dict[str, Any]) -> Piece:
    if "binding" not in stored:
        return Piece(stored["text"])
    (binding,) = runs_from_json([stored["binding"]])
    assert not isinstance(binding, str)
    return Piece(stored["text"], binding, value_from_json(stored["shown"]))
