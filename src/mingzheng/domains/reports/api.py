"""Annual reports over HTTP: the list, a report with its numbers, the comparison with the year before, saving a paragraph.

Acts of the procedure are `/cases`; figures are `/figures`. The kit adds sign-in, scopes, limits and problems.
"""

import datetime as dt
from typing import Any

from django.http import HttpRequest
from pydantic import Field as Bound

from mingzheng.domains.reports.comparing import compare_numbers
from mingzheng.domains.reports.models import Report
from mingzheng.domains.reports.output.as_json import composed_to_json
from mingzheng.domains.reports.selectors import composed_report, find_block, get_report_for, reports_for, unit_of
from mingzheng.domains.reports.services.snapshots import find_drift
from mingzheng.domains.reports.services.writing import save_block
from mingzheng.platform.api import public as kit
from mingzheng.platform.ledger.public import now
from mingzheng.platform.parameters.public import get_value

reports = kit.ApiRouter(scope="reports", tags=["年度报告"])
kit.register_router("/reports", reports)


class ReportOut(kit.Shape):
    """A report as lists show it."""

    number: str
    unit: int
    unit_name: str
    year: int
    title: str
    state: str
    profile: str
    doc_number: str
    signed_on: dt.date | None
    sent_on: dt.date | None
    published_on: dt.date | None
    due_on: dt.date | None


class NumberOut(kit.Shape):
    """A number of a report. `value` and `before` are text, so that no digit is lost."""

    place: int
    figure: str
    title: str
    period: str
    text: str
    value: str | None
    state: str
    source: str
    before: str | None
    change: str
    flag: str
    drift: str


class ListQuery(kit.Shape):
    """Which reports."""

    year: int | None = Bound(None, ge=2000, le=2100)


class BlockIn(kit.Input):
    """A paragraph's text in markup, and the version its writer saw."""

    text: str = Bound(max_length=10_000)
    seen_version: int = Bound(ge=1, le=2**31 - 1)


class BlockOut(kit.Shape):
    """A saved paragraph."""

    id: int
    version: int
    runs: list[Any]


@reports.get("", response=kit.PageOf[ReportOut])
def list_reports(request: HttpRequest, query: kit.Query[ListQuery], page: kit.Query[kit.PageQuery]) -> Any:
    """列出有权查看的年度报告；可按年度筛选。"""
    rows = reports_for(kit.caller(request).actor).filter(is_dropped=False, unit__isnull=False)
    found = kit.take_page(rows.filter(year=query.year) if query.year else rows, page)
    return {**found, "items": [_report(row) for row in found["items"]]}


@reports.get("/{number}", response=dict[str, Any])
def get_report(request: HttpRequest, number: kit.Text80) -> Any:
    """查一份报告的全文和引用的数；已签发的是签发时固定的内容。"""
    report = get_report_for(kit.caller(request).actor, number)
    return composed_to_json(composed_report(report)) | {"report": _report(report)}


@reports.get("/{number}/numbers", response=list[NumberOut])
def list_numbers(request: HttpRequest, number: kit.Text80) -> Any:
    """列出报告引用的数、上年同期数、变化，以及签发后的变动。"""
    report = get_report_for(kit.caller(request).actor, number)
    rows = compare_numbers(
        composed_report(report), unit=unit_of(report), jump_percent=get_value("reports.jump_percent")
    )
    drift = find_drift(report)
    return [
        {
            "place": row.place,
            "figure": row.binding.code,
            "title": row.now.title,
            "period": row.now.period,
            "text": row.now.text,
            "value": None if row.now.value is None else str(row.now.value),
            "state": row.now.state,
            "source": row.now.url,
            "before": row.before.text if row.before is not None and not row.before.is_gap else None,
            "change": row.change_words,
            "flag": row.flag,
            "drift": drift[row.place].words if row.place in drift else "",
        }
        for row in rows
    ]


@reports.put("/{number}/blocks/{pk}", response=BlockOut)
def write_block(request: HttpRequest, number: kit.Text80, pk: kit.Pk, body: BlockIn) -> Any:
    """保存报告的一段；数用 {{指标编码|时段|写法}} 引用。"""
    actor = kit.caller(request).actor
    report = get_report_for(actor, number)
    if find_block(report, pk) is None:
        raise kit.ProblemError(kit.Problem(404, "not_found", "这份报告里没有这一段。"))
    block = save_block(pk, text=body.text, seen_version=body.seen_version, actor=actor, at=now())
    return {"id": block.pk, "version": block.version, "runs": block.runs}


def _report(report: Report) -> dict[str, Any]:
    unit, case = unit_of(report), report.case
    return {
        "number": case.number,
        "unit": unit.pk,
        "unit_name": unit.name,
        "year": report.year,
        "title": report.title,
        "state": case.state,
        "profile": report.profile_code,
        "doc_number": report.doc_number,
        "signed_on": report.signed_on,
        "sent_on": report.sent_on,
        "published_on": report.published_on,
        "due_on": case.due_on,
    }
