"""Audits anybody's published report and says it as data: `{"tables": …, "findings": …}`.

What each finding means is `audit`; printing it for people is `proofing.report_*`.
"""

from decimal import Decimal
from typing import Any

from mingzheng.proofing.intake import text_from_string
from mingzheng.proofing.model import Finding, Severity
from mingzheng.proofing.text import Text

from .audit import FINDERS, Audit, audit_text
from .form import BASIS, IDENTITIES, ROWS, TABLE_TITLES, CellKey, FormTable, Weight, columns_of
from .tables import FormValues, Printed, State


def audit_report(text: Text | str, previous: Text | str | None = None) -> dict[str, Any]:
    """Return the tables of a report and what is wrong with them. `previous` is last year's report of the same organ."""
    audit = audit_text(_as_text(text), _as_text(previous) if previous is not None else None)
    return {
        "year": audit.values.year,
        "unit": audit.values.unit,
        "tables": tables_as_json(audit.values),
        "findings": _findings(audit),
    }


def _as_text(text: Text | str) -> Text:
    return text_from_string(text) if isinstance(text, str) else text


def _findings(audit: Audit) -> list[dict[str, Any]]:
    rows = [(code, finding) for code, finder in FINDERS.items() for finding in finder(audit)]
    rows.sort(key=lambda pair: (pair[1].paragraph, pair[1].start, pair[0]))
    return [_finding_as_json(code, finding) for code, finding in rows]


def severity_of(code: str) -> Severity:
    """Return how bad a breach of an identity is where the finding does not say."""
    identity = IDENTITIES.get(code)
    return Severity.ERROR if identity is not None and identity.weight is Weight.BLOCKS else Severity.WARNING


def _finding_as_json(code: str, finding: Finding) -> dict[str, Any]:
    return {
        "code": f"DAR-{code}",
        "severity": str(finding.severity or severity_of(code)),
        "confidence": finding.confidence,
        "quote": finding.quote,
        "paragraph": finding.paragraph,
        "start": finding.start,
        "end": finding.end,
        "message": finding.message,
        "stated": finding.stated,
        "computed": finding.computed,
        "suggestion": finding.suggestion,
        "basis": finding.basis or BASIS,
    }


def tables_as_json(values: FormValues) -> dict[str, Any]:
    """Return the tables that were found: title, heads, and each row's values in the form's order; null is unread."""
    return {table.value: _table_as_json(values, table) for table in FormTable if values.has(table)}


def _table_as_json(values: FormValues, table: FormTable) -> dict[str, Any]:
    rows = {}
    for row in ROWS[table]:
        found = {
            column.code: values.find(values.stand_in(key))
            for column, key in ((column, _key(table, row.code, column.code)) for column in columns_of(table, row.code))
        }
        rows[row.code] = {"label": row.words, "values": {code: _value(cell) for code, cell in found.items()}}
        guessed = [code for code, cell in found.items() if cell is not None and cell.state is State.GUESSED]
        if guessed:
            rows[row.code]["guessed"] = guessed
    return {
        "title": TABLE_TITLES[table],
        "columns": {column.code: column.label for row in ROWS[table] for column in columns_of(table, row.code)},
        "rows": rows,
    }


def _key(table: FormTable, row: str, column: str) -> CellKey:
    return CellKey(table, row, column)


def _value(cell: Printed | None) -> int | float | None:
    if cell is None or cell.state is State.MALFORMED:
        return None
    number: Decimal = cell.amount
    return int(number) if number == number.to_integral_value() else float(number)
