"""An organ's report of a year for programs: signed, under way, or drafted on the spot and not stored; and its files."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from mingzheng.documents.writing.official_pdf import render_pdf
from mingzheng.domains.foi.annual.composing import Composed, compose
from mingzheng.domains.foi.annual.contributions import contributions_to
from mingzheng.domains.foi.annual.facts import verdicts_of
from mingzheng.domains.foi.annual.models import AnnualReport
from mingzheng.domains.foi.annual.output.as_document import as_document
from mingzheng.domains.foi.annual.output.as_html import as_page
from mingzheng.domains.foi.annual.output.as_json import exported
from mingzheng.domains.foi.annual.output.as_sheets import as_csv, as_workbook
from mingzheng.domains.foi.annual.selectors import cell_urls, composed_report, district_of, find_report
from mingzheng.domains.foi.annual_report import annual_tables
from mingzheng.kit.lazy import lazy_module
from mingzheng.platform.org.public import Unit

official_docx = lazy_module("mingzheng.documents.writing.official_docx")

TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}


@dataclass(frozen=True, slots=True)
class Built:
    """A report for programs: its words and cells, whether it is signed, and what stands against it."""

    composed: Composed
    signed_on: date | None
    findings: tuple[Mapping[str, str], ...] = ()
    contributions: tuple[Mapping[str, Any], ...] = ()
    report: AnnualReport | None = None


def build_report(year: int, unit: Unit | None, *, consolidated: bool = False) -> Built:
    """Return the report of an organ; without one the tables of the year, of the whole district where no organ is named."""
    report = _find(year, unit, consolidated=consolidated)
    if report is None:
        tables = annual_tables(year, unit, consolidated=consolidated)
        organ = unit.name if unit else ""
        return Built(compose(organ, year, {}, tables.cells, {}, {}), None, tuple(tables.findings))
    return build_of(report)


def build_of(report: AnnualReport) -> Built:
    """Return a stored report for programs."""
    composed = composed_report(report)
    if report.frozen:
        return Built(composed, report.signed_on, (), _contributions(report), report)
    verdicts, _ = verdicts_of(report)
    findings = tuple(
        {"code": one.code, "severity": one.severity, "message": one.message, "explanation": _explained(one.explanation)}
        for one in verdicts
    )
    return Built(composed, None, findings, _contributions(report), report)


def _explained(explanation: Any) -> str:
    return explanation.text if explanation else ""


def _find(year: int, unit: Unit | None, *, consolidated: bool) -> AnnualReport | None:
    if unit is None:
        return None
    if consolidated:
        unit = district_of(unit, date(year, 12, 31))
    return find_report(unit.pk, year, consolidated=consolidated)


def _contributions(report: AnnualReport) -> tuple[Mapping[str, Any], ...]:
    if not report.is_consolidated:
        return ()
    return tuple(
        {
            "unit": one.unit.name,
            "added": one.is_added,
            "handed_in": one.is_handed_in,
            "cells": {str(cell): f"{value:f}" for cell, value in one.cells.cells.items() if value},
        }
        for one in contributions_to(report)
    )


def render(built: Built, form: str, *, base_url: str = "") -> bytes:
    """Return a report in one of its formats. Raises KeyError for an unknown one."""
    writers: Mapping[str, Callable[[], bytes]] = {
        "docx": lambda: bytes(official_docx.render_docx(as_document(built.composed, signed_on=built.signed_on))),
        "pdf": lambda: render_pdf(as_document(built.composed, signed_on=built.signed_on)),
        "html": lambda: _page(built, base_url).encode(),
        "xlsx": lambda: as_workbook(built.composed),
        "csv": lambda: as_csv(built.composed),
        "json": lambda: json.dumps(_exported(built), ensure_ascii=False, indent=1).encode(),
    }
    return writers[form]()


def _page(built: Built, base_url: str) -> str:
    urls = cell_urls(built.report) if built.report else {}
    return as_page(built.composed, urls, base_url=base_url, signed_on=built.signed_on)


def _exported(built: Built) -> dict[str, Any]:
    return exported(
        built.composed,
        signed_on=built.signed_on.isoformat() if built.signed_on else None,
        digest=built.report.frozen_digest if built.report else "",
        findings=list(built.findings),
        contributions=list(built.contributions),
    )
