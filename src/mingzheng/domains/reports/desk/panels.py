"""Blocks this room adds to the pages of its cases: the report's standing with the way to its text, the contribution's section."""

from mingzheng.casework.public import Case, Panel
from mingzheng.domains.reports.selectors import composed_report, find_contribution, reports_for
from mingzheng.domains.reports.services.snapshots import find_drift
from mingzheng.platform.access.public import Actor
from mingzheng.platform.design.public import Number


def report_panels(case: Case, actor: Actor) -> list[Panel]:
    """Return how complete the report is, and where to read, write and download it."""
    report = reports_for(actor).filter(pk=case.pk).first()
    if report is None or report.unit is None:
        return []
    composed = composed_report(report)
    numbers = [
        Number(sum(1 for _ in composed.numbers()), "引用的数"),
        Number(len(composed.gaps), "缺数", lamp="overdue" if composed.gaps else ""),
        Number(len(composed.unverified), "未核", lamp="due_soon" if composed.unverified else ""),
    ]
    drift = find_drift(report)
    if report.frozen:
        numbers.append(Number(len(drift), "签发后有变化", lamp="due_soon" if drift else ""))
    context = {"case": case, "report": report, "numbers": numbers}
    return [Panel("报告正文", "reports/panels/report.html", context)]


def contribution_panels(case: Case, actor: Actor) -> list[Panel]:
    """Return the section asked for and the way to write it."""
    detail = find_contribution(case)
    if detail is None or detail.section is None:
        return []
    return [Panel("供稿内容", "reports/panels/contribution.html", {"case": case, "detail": detail})]
