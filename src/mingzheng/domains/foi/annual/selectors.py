"""Reads of annual disclosure reports, access-checked; a report put together, frozen or as the numbers stand now."""

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet

from mingzheng.casework.public import CaseNotFound, PartyRole, cases_for
from mingzheng.domains.foi.annual.composing import Composed, compose
from mingzheng.domains.foi.annual.contributions import Contribution, added, contributions_to, read_cells
from mingzheng.domains.foi.annual.models import AnnualExplanation, AnnualReport, AnnualText
from mingzheng.domains.foi.annual.numbers import figure_values, format_cell
from mingzheng.domains.foi.annual.output.as_json import composed_from_json
from mingzheng.domains.foi.annual.procedure import NAME
from mingzheng.domains.foi.annual_report import AnnualTables, as_values, assemble, units_of
from mingzheng.domains.foi.figures import figure_of
from mingzheng.figures.public import Scope, list_bindings, parse_markup, pedigree_url
from mingzheng.platform.access.public import Actor
from mingzheng.platform.org.public import Unit, UnitKind, ancestor_ids, get_unit, list_units
from mingzheng.proofing.disclosure.form import TOTAL, CellKey, FormTable, cells_of
from mingzheng.proofing.disclosure.tables import FormValues

DRAFTING = "drafting"
MOST_PEERS = 40
OFFICE_ROLES = frozenset({"office_clerk", "office_section_head", "office_director"})
UNIT_ROLES = frozenset({"unit_liaison", "unit_section_head", "unit_deputy", "unit_head"})


def reports_for(actor: Actor) -> QuerySet[AnnualReport]:
    """Return the reports an actor may read, newest year first, the consolidated one before the units'."""
    rows = AnnualReport.objects.filter(case__in=cases_for(actor, procedure=NAME).values("pk"), unit__isnull=False)
    return rows.select_related("case", "unit").order_by("-year", "-is_consolidated", "unit__order", "pk")


def get_report_for(actor: Actor, number: str) -> AnnualReport:
    """Return one report by the number of its case. Raises CaseNotFound."""
    report = reports_for(actor).filter(case__number=number).first()
    if report is None:
        raise CaseNotFound(f"没有找到报告 {number}", next_step="请核对编号，或确认您有查看权限")
    return report


def find_report(unit_id: int, year: int, *, consolidated: bool = False) -> AnnualReport | None:
    """Return the report of a unit and year that was not dropped, or None. For programs, not for screens."""
    rows = AnnualReport.objects.select_related("case", "unit").filter(is_dropped=False)
    return rows.filter(unit_id=unit_id, year=year, is_consolidated=consolidated).first()


def unit_of(report: AnnualReport) -> Unit:
    """Return the organ that reports."""
    assert report.unit is not None
    return report.unit


def district_of(unit: Unit, at: date) -> Unit:
    """Return the district a unit stands under on a day; the topmost unit where there is none."""
    above = [get_unit(pk) for pk in ancestor_ids(unit.pk, at)]
    return next((one for one in above if one.kind == UnitKind.DISTRICT), above[-1] if above else unit)


def may_write(actor: Actor, report: AnnualReport) -> bool:
    """Say whether somebody may write a report now: its drafting organ's people while it is drafted."""
    if report.case.state != DRAFTING:
        return False
    leads = set(report.case.parties.filter(role=PartyRole.LEAD).values_list("unit_id", flat=True))
    return actor.is_system or any(leads & {post.unit_id, post.organ_id} for post in actor.posts)


def works_on_reports(actor: Actor | None) -> bool:
    """Say whether somebody may have reports at all; administrators have none."""
    return actor is not None and bool(actor.grants or actor.posts) and not actor.admin_duty


def is_in_charge(actor: Actor) -> bool:
    """Say whether somebody works in the competent department 主管部门."""
    return any(grant.role in OFFICE_ROLES for grant in actor.grants)


def units_that_report(actor: Actor, on: date) -> list[Unit]:
    """Return the organs an actor may begin reports for: those his grants as office or unit reach."""
    mine = [grant.unit_ids for grant in actor.grants if grant.role in OFFICE_ROLES | UNIT_ROLES]
    granted = None if None in mine else frozenset(unit for units in mine for unit in units or ())
    return [
        unit
        for unit in list_units(at=on, kinds=("organ", "township", "institution"))
        if granted is None or unit.pk in granted
    ]


def years_of(actor: Actor) -> list[int]:
    """Return the years of which there are reports, newest first."""
    return sorted(set(reports_for(actor).order_by().values_list("year", flat=True)), reverse=True)


def texts_of(report: AnnualReport) -> dict[str, AnnualText]:
    """Return a report's texts by their code."""
    return {row.code: row for row in AnnualText.objects.filter(report=report)}


def explanations_of(report: AnnualReport) -> list[AnnualExplanation]:
    """Return what was explained, by identity and subject."""
    return list(AnnualExplanation.objects.filter(report=report))


def counted_units(report: AnnualReport) -> frozenset[int] | None:
    """Return whose numbers a report's figures count."""
    return units_of(unit_of(report), date(report.year, 12, 31), consolidated=report.is_consolidated)


def previous_report(report: AnnualReport) -> AnnualReport | None:
    """Return last year's signed report of the same organ."""
    rows = AnnualReport.objects.filter(
        unit=report.unit, year=report.year - 1, is_consolidated=report.is_consolidated, is_dropped=False
    )
    return rows.exclude(frozen={}).order_by("-pk").first()


def previous_values(report: AnnualReport) -> FormValues | None:
    """Return the cells of last year's signed report."""
    before = previous_report(report)
    return as_values(read_cells(before.frozen["cells"]), before.year) if before else None


def live_tables(report: AnnualReport, found: Sequence[Contribution] | None = None) -> AnnualTables:
    """Return the cells as they stand now, with what does not hold."""
    contributions = contributions_to(report) if found is None else found
    return assemble(report.year, unit_of(report), added(contributions), previous_values(report))


def composed_report(report: AnnualReport, *, live: bool = False, tables: AnnualTables | None = None) -> Composed:
    """Return the report with its numbers: what was signed, or (not signed, or `live`) as they stand now."""
    if report.frozen and not live:
        return composed_from_json(report.frozen)
    now = tables or live_tables(report)
    texts = {code: row.text for code, row in texts_of(report).items()}
    bindings = [binding for text in texts.values() for binding in list_bindings(parse_markup(text))]
    figures = figure_values(bindings, units=counted_units(report), year=report.year)
    return compose(report.organ, report.year, texts, now.cells, figures, cell_urls(report))


def cell_urls(report: AnnualReport) -> dict[CellKey, str]:
    """Return where each cell opens: the page of its figure with the cases behind it; sums of a row open nothing."""
    units = counted_units(report)
    found = {}
    for table in FormTable:
        for cell in cells_of(table):
            if table is FormTable.APPLICATIONS or cell.column != TOTAL:
                code, period = figure_of(cell, report.year)
                found[cell] = pedigree_url(code, Scope(units, period))
    return found


def drift_of(report: AnnualReport) -> dict[CellKey, tuple[str, str]]:
    """Return the cells of a signed report that would be others today: as signed, as now."""
    if not report.frozen:
        return {}
    signed, now = composed_report(report), live_tables(report)
    found = {}
    for cell, value in signed.cells.items():
        if now.cells.get(cell) != value:
            present = now.cells.get(cell)
            found[cell] = (signed.words_of(cell), "未填" if present is None else format_cell(present))
    return found


def peer_texts(report: AnnualReport) -> list[str]:
    """Return what other organs signed for the same year, newest first: what a report is held against for likeness."""
    rows = AnnualReport.objects.filter(year=report.year, is_dropped=False, is_consolidated=False)
    rows = rows.exclude(unit=report.unit).exclude(frozen={}).order_by("-signed_on", "-pk")
    return [composed_from_json(frozen).own_words for frozen in rows.values_list("frozen", flat=True)[:MOST_PEERS]]
