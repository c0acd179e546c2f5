"""Says reports as JSON: files with their findings, quantities and relations. The shape is documented and stable.

For people there are `report_text` and `report_html`; for code review tools `report_sarif`.
"""

import json
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from .model import FileReport, Finding, Quantity, Related, Relation


def write_json(reports: Iterable[FileReport]) -> str:
    """Return `{"files": […]}`; paragraphs count from 0, offsets are those of the raw paragraph."""
    return json.dumps({"files": [report_as_json(report) for report in reports]}, ensure_ascii=False, indent=2)


def report_as_json(report: FileReport) -> dict[str, Any]:
    """Return one file's report."""
    return {
        "path": report.path,
        "format": report.format,
        "text_layer": report.text_layer,
        "findings": [finding_as_json(finding) for finding in report.findings],
        "quantities": [quantity_as_json(quantity) for quantity in report.quantities],
        "relations": [relation_as_json(relation) for relation in report.relations],
    }


def finding_as_json(finding: Finding) -> dict[str, Any]:
    """Return one finding; `level` and `mark` only where they say something."""
    row: dict[str, Any] = {
        "code": finding.code,
        "severity": str(finding.severity or ""),
        "confidence": round(finding.confidence, 3),
        "quote": finding.quote,
        "paragraph": finding.paragraph,
        "start": finding.start,
        "end": finding.end,
        "page": finding.page,
        "message": finding.message,
        "stated": finding.stated,
        "computed": finding.computed,
        "suggestion": finding.suggestion,
        "basis": finding.basis,
        "related": [related_as_json(related) for related in finding.related],
    }
    if finding.level:
        row["level"] = finding.level
    if finding.mark:
        row["mark"] = finding.mark
    return row


def related_as_json(related: Related) -> dict[str, Any]:
    """Return another place a finding speaks of."""
    row: dict[str, Any] = {
        "quote": related.quote,
        "paragraph": related.paragraph,
        "start": related.start,
        "end": related.end,
    }
    if related.path:
        row["path"] = related.path
    return row


def quantity_as_json(quantity: Quantity) -> dict[str, Any]:
    """Return one quantity; `value` is the amount with 万 and 亿 multiplied out, `printed` as it stands."""
    return {
        "value": number(quantity.amount),
        "printed": number(quantity.value),
        "scale": quantity.scale,
        "unit": quantity.unit,
        "qualifier": quantity.qualifier,
        "counts": quantity.counts,
        "period": quantity.period,
        "as_of": quantity.as_of,
        "kind": quantity.kind,
        "quote": quantity.quote,
        "paragraph": quantity.paragraph,
        "start": quantity.start,
        "end": quantity.end,
    }


def relation_as_json(relation: Relation) -> dict[str, Any]:
    """Return one relation with what it computes to."""
    return {
        "kind": relation.kind,
        "expr": relation.expr,
        "verdict": relation.verdict,
        "computed": relation.computed,
        "stated": relation.stated,
        "quotes": list(relation.quotes),
        "places": [{"paragraph": place.paragraph, "start": place.start, "end": place.end} for place in relation.places],
    }


def number(value: Decimal) -> int | float:
    """Return a decimal as the JSON number people expect: 7000, 98.68."""
    return int(value) if value == value.to_integral_value() else float(value)
