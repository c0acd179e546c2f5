"""Asking sections' people to write: a child case of the report for each section and 科室."""

from datetime import date, datetime

from mingzheng.casework.public import BadInput, NotPermitted, Receipt, open_case
from mingzheng.domains.reports.models import ContributionDetail, Report, Section
from mingzheng.domains.reports.selectors import rights_of
from mingzheng.platform.access.public import Actor
from mingzheng.platform.org.public import Unit


def ask_contribution(
    report: Report,
    section: Section,
    unit: Unit,
    *,
    due_on: date,
    note: str,
    actor: Actor,
    occurred_on: date,
    recorded_at: datetime,
    key: str,
) -> Receipt:
    """Ask a 科室 to write a section. Raises NotPermitted, BadInput, and the errors of the door."""
    if not rights_of(actor, report).everything:
        raise NotPermitted("只有报告的起草人员在起草中可以请科室供稿")
    if section.report_id != report.pk:
        raise BadInput({"section": ["这一节不在本报告中"]})
    waiting = ContributionDetail.objects.filter(section=section, case__is_open=True).exists()
    if waiting:
        raise BadInput({"section": ["这一节已请科室供稿，还没有采用"]})
    return open_case(
        "reports_contribution",
        actor=actor,
        occurred_on=occurred_on,
        recorded_at=recorded_at,
        data={
            "title": f"{report.title}：{section.heading}",
            "lead_units": [unit.pk],
            "due_on": due_on.isoformat(),
            "note": note,
        },
        key=key,
        origin_unit_id=report.unit_id,
        parent_id=report.pk,
        detail={"section_id": section.pk},
    )
