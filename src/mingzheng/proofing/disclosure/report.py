"""Audits anybody's published report and says it as data: `{"tables": …, "findings": …}`.

What each finding means is `audit`; printing it for people is `proofing.report_*`.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from mingzheng.proofing.intake import text_from_string
from mingzheng.proofing.model import Finding, Severity
from mingzheng.proofing.text import Text

from .audit import FINDERS, Audit, audit_text
from .form import BASIS, IDENTITIES, ROWS, TABLE_TITLES, CellKey, FormTable, Weight, columns_of
from .reading import read_form
from .tables import FormValues, Printed, State


def audit_report(text: Text | str, previous: Text | str | None = None) -> dict[str, Any]:
    """Return the tables of a report and what is wrong with them. `previous` is last year's report of the same organ."""
    before = _as_text(previous) if previous is not None else None
    audit = audit_text(_as_text(text), before)
    unread = [*_unread(audit), *(_not_compared(audit, before) if before is not None else ())]
    return {
        "year": audit.values.year,
        "unit": audit.values.unit,
        "tables": tables_as_json(audit.values),
        "findings": [*(_finding_as_json("FORM", one) for one in unread), *_findings(audit)],
    }


def _unread(audit: Audit) -> Iterator[Finding]:
    """Say that not one table was read: whoever asked for an audit must not take silence for soundness."""
    if audit.values.cells:
        return
    why = (
        "没有读到三张表：表可能是图片，或者这不是政府信息公开工作年度报告"
        if audit.text.text_layer
        else "文件没有文字层（扫描件或者图片），三张表没有读到"
    )
    yield _about_all(audit.text, f"{why}，没有核对", "取得能复制文字的文件再核对")


def _not_compared(audit: Audit, before: Text) -> Iterator[Finding]:
    """Say that what was given as last year's report is none, so that nothing was compared with it."""
    if audit.previous is not None or not audit.values.cells:
        return
    year = read_form(before).year
    what = f"是{year}年度的" if year and year != (audit.values.year or 0) - 1 else "没有读到三张表"
    yield _about_all(audit.text, f"作为上年的报告{what}，结转数、现行有效件数没有与上年对照", "换上年的报告再核对")


def _about_all(text: Text, message: str, suggestion: str) -> Finding:
    """Return a finding about the whole document; it stands at its first words."""
    quote = text.paragraphs[0][:40] if text.paragraphs else ""
    return Finding(quote, 0, 0, len(quote), message, severity=Severity.WARNING, suggestion=suggestion)


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
