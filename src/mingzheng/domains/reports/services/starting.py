"""Beginning reports: open the case, and draft the text from the profile with the figures that have a value."""

import json
from datetime import date, datetime

from mingzheng.casework.public import BadInput, EffectContext, Receipt, open_case
from mingzheng.domains.reports.composition.content import ReportText
from mingzheng.domains.reports.composition.drafting import OfferedFigure, draft_report
from mingzheng.domains.reports.lookup import scope_of
from mingzheng.domains.reports.models import Report
from mingzheng.domains.reports.profiles import Profile, get_profile
from mingzheng.domains.reports.profiles.loading import DATA
from mingzheng.domains.reports.services.saving import keep_version
from mingzheng.domains.reports.services.versions import put_sections
from mingzheng.figures.public import Kind, Period, ValueState, list_figures, runs_to_json, values_of
from mingzheng.platform.access.public import Actor
from mingzheng.platform.org.public import Unit, get_unit
from mingzheng.platform.parameters.public import get_value

SEND_BY, PUBLISH_BY, THEME = "reports.send_by", "reports.publish_by", "reports.study_theme"


def due_days(year: int) -> tuple[date, date]:
    """Return by when the report on a year is sent and published.

    Legal basis: 法治政府建设与责任落实督察工作规定 第二十四条、第二十五条
    """
    return _day(year + 1, get_value(SEND_BY)), _day(year + 1, get_value(PUBLISH_BY))


def _day(year: int, month_and_day: str) -> date:
    month, day = month_and_day.split("-")
    return date(year, int(month), int(day))


def start_report(
    unit: Unit,
    year: int,
    profile_code: str,
    *,
    actor: Actor,
    occurred_on: date,
    recorded_at: datetime,
    key: str,
    send_due_on: date | None = None,
    publish_due_on: date | None = None,
) -> Receipt:
    """Open the report of a unit and year. Raises BadInput when there is one already, and the errors of the door."""
    send, publish = due_days(year)
    return open_case(
        "reports_annual",
        actor=actor,
        occurred_on=occurred_on,
        recorded_at=recorded_at,
        data={
            "title": f"{unit.name}{year}年法治政府建设年度报告",
            "lead_units": [unit.pk],
            "year": year,
            "profile": profile_code,
            "send_due_on": (send_due_on or send).isoformat(),
            "publish_due_on": (publish_due_on or publish).isoformat(),
        },
        key=key,
    )


def fill_new_report(context: EffectContext) -> None:
    """Give a new case its unit, its copy of the profile and its first draft; an effect of the opening."""
    units = context.given["lead_units"]
    if len(units) != 1:
        raise BadInput({"lead_units": ["一份报告只有一个报告单位"]})
    report = Report.objects.select_related("case").get(pk=context.case.pk)
    try:
        profile = get_profile(report.profile_code)
    except KeyError:
        raise BadInput({"profile": ["没有这种版式，请从列表中选择"]}) from None
    unit = get_unit(units[0])
    others = Report.objects.filter(unit_id=unit.pk, year=report.year, is_dropped=False).exclude(pk=report.pk)
    if others.exists():
        raise BadInput({"lead_units": [f"{unit.name}{report.year}年的报告已经布置，不能重复"]})
    text = draft_text(unit, report.year, profile)
    report.unit, report.profile, report.theme = unit, profile_data(profile), get_value(THEME)
    report.title, report.salutation = text.elements.title, text.elements.salutation
    report.lead_in, report.closing = runs_to_json(text.elements.lead_in), text.elements.closing
    report.openness, report.copies = text.elements.openness, text.elements.copies
    report.save()
    put_sections(report, text.sections, actor=context.actor, at=context.recorded_at)
    keep_version(report, "按版式生成初稿", actor=context.actor, at=context.recorded_at)


def draft_text(unit: Unit, year: int, profile: Profile) -> ReportText:
    """Return the first draft of a unit's report, with sentences for the figures that have a value."""
    return draft_report(
        profile,
        unit=unit.name,
        short_name=unit.short_name or unit.name,
        year=year,
        theme=get_value(THEME),
        figures=offered_figures(unit, year),
    )


def offered_figures(unit: Unit, year: int) -> list[OfferedFigure]:
    """Return the measured figures that have a value other than nothing for a unit and year."""
    figures = [figure for figure in list_figures() if figure.kind == Kind.MEASURED and figure.systems]
    values = values_of([figure.code for figure in figures], scope=scope_of(unit, Period.year(year)))
    return [
        OfferedFigure(figure.code, figure.title, figure.systems)
        for figure in figures
        if values[figure.code].state != ValueState.MISSING and values[figure.code].value
    ]


def profile_data(profile: Profile) -> dict[str, object]:
    """Return the profile's data as a report keeps it."""
    return json.loads((DATA / f"{profile.code}.json").read_text("utf-8"))
