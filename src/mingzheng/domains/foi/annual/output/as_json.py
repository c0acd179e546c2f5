"""A report as JSON (docs/disclosure-report.md): what a signed report keeps, what other systems read. Inverse of reading."""

from decimal import Decimal
from typing import Any

from mingzheng.domains.foi.annual.composing import Block, Composed, Piece
from mingzheng.domains.foi.annual.contributions import read_cells, write_cells
from mingzheng.domains.foi.annual.numbers import Shown
from mingzheng.domains.foi.annual_report import as_values
from mingzheng.proofing.disclosure.report import tables_as_json

FORMAT = "mingzheng-disclosure-report/1"


def composed_to_json(composed: Composed) -> dict[str, Any]:
    """Return the report with every cell and every bound number."""
    return {
        "format": FORMAT,
        "unit": composed.organ,
        "year": composed.year,
        "title": composed.title,
        "cells": write_cells(dict(composed.cells)),
        "blocks": [_block_to_json(block) for block in composed.blocks],
    }


def composed_from_json(stored: dict[str, Any]) -> Composed:
    """Read a report back."""
    blocks = tuple(
        Block(
            block["code"],
            block["heading"],
            tuple(tuple(_piece_from_json(piece) for piece in line) for line in block["paragraphs"]),
        )
        for block in stored["blocks"]
    )
    return Composed(stored["unit"], stored["year"], read_cells(stored["cells"]), blocks)


def exported(composed: Composed, **more: Any) -> dict[str, Any]:
    """Return the documented file: the report, its tables by row and column, and what `more` says about it."""
    values = as_values(composed.cells, composed.year)
    return {**composed_to_json(composed), "tables": tables_as_json(values), **more}


def _block_to_json(block: Block) -> dict[str, Any]:
    lines = [[_piece_to_json(piece) for piece in paragraph] for paragraph in block.paragraphs]
    return {"code": block.code, "heading": block.heading, "paragraphs": lines}


def _piece_to_json(piece: Piece) -> dict[str, Any]:
    if piece.shown is None:
        return {"text": piece.text}
    shown = piece.shown
    value = None if shown.value is None else f"{shown.value:f}"
    return {"text": piece.text, "number": piece.code, "title": shown.title, "value": value, "url": shown.url}


def _piece_from_json(stored: dict[str, Any]) -> Piece:
    if "number" not in stored:
        return Piece(stored["text"])
    value = None if stored["value"] is None else Decimal(stored["value"])
    return Piece(stored["text"], Shown(stored["text"], stored["title"], value, stored["url"]), stored["number"])
