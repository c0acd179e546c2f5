"""Reads of reports, access-checked; the text of a report from its rows, and the report with its numbers."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Q, QuerySet

from mingzheng.casework.public import Case, CaseNotFound, PartyRole, cases_for
from mingzheng.domains.reports.composition.composing import Composed, compose
from mingzheng.domains.reports.composition.content import BlockText, Elements, ReportText, SectionText
from mingzheng.domains.reports.lookup import look_up_all
from mingzheng.domains.reports.models import (
    Block,
    BlockDraft,
    Comment,
    ContributionDetail,
    EarlierFigure,
    EarlierReport,
    ReadBack,
    Report,
    Section,
    Version,
)
from mingzheng.domains.reports.output.as_json import composed_from_json
from mingzheng.domains.reports.permissions import OFFICE_ROLES, UNIT_ROLES, Asked, Rights, assess_rights
from mingzheng.domains.reports.profiles import Profile, get_profile
from mingzheng.domains.reports.profiles.shape import RED_HEAD, read_profile
from mingzheng.figures.public import runs_from_json
from mingzheng.platform.access.public import Actor
from mingzheng.platform.org.public import Unit, UnitKind, list_units
from mingzheng.platform.org.public import sections_of as sections_of_unit

MOST_PEERS = 40
OWING = frozenset({UnitKind.DISTRICT, UnitKind.ORGAN, UnitKind.TOWNSHIP})
ANNUAL, CONTRIBUTION = "reports_annual", "reports_contribution"


def reports_for(actor: Actor) -> QuerySet[Report]:
    """Return the reports an actor may read: by its case, or because his section was asked to contribute."""
    seen = cases_for(actor, narrow=Q(procedure__in=[ANNUAL, CONTRIBUTION]))
    rows = Report.objects.filter(Q(case__in=seen.values("pk")) | Q(case__in=seen.values("parent_id")))
    return rows.select_related("case", "unit").order_by("-year", "unit__order", "pk")


def get_report_for(actor: Actor, number: str) -> Report:
    """Return one report by the number of its case. Raises CaseNotFound."""
    report = reports_for(actor).filter(case__number=number).first()
    if report is None or report.unit is None:
        raise CaseNotFound(f"没有找到报告 {number}", next_step="请核对编号，或确认您有查看权限")
    return report


def find_report(unit_id: int, year: int) -> Report | None:
    """Return the report of a unit and year that was not dropped, or None. For programs, not for screens."""
    rows = Report.objects.select_related("case", "unit")
    return rows.filter(unit_id=unit_id, year=year, is_dropped=False).first()


def unit_of(report: Report) -> Unit:
    """Return the unit that reports."""
    assert report.unit is not None
    return report.unit


def profile_of(report: Report) -> Profile:
    """Return the report's own copy of its profile."""
    return read_profile(report.profile) if report.profile else get_profile(report.profile_code)


def rights_of(actor: Actor, report: Report) -> Rights:
    """Return what an actor may write in a report now."""
    parties = report.case.parties.filter(role=PartyRole.LEAD).values_list("unit_id", flat=True)
    rows = ContributionDetail.objects.filter(case__parent_id=report.pk)
    asked = [
        Asked(*row[:2], row[2] == "writing")
        for row in rows.values_list("section_id", "case__handling_unit_id", "case__state")
    ]
    return assess_rights(actor, state=report.case.state, lead_units=list(parties), asked=asked)


def sections_of(report: Report) -> list[Section]:
    """Return the report's sections in order with their blocks; two queries."""
    return list(Section.objects.filter(report=report).prefetch_related("blocks").order_by("position", "pk"))


def text_of(report: Report, sections: Sequence[Section] | None = None) -> ReportText:
    """Return the report's text as values."""
    profile = profile_of(report)
    return ReportText(
        unit=unit_of(report).name,
        year=report.year,
        elements=elements_of(report, profile),
        numbering=profile.numbering,
        sections=tuple(section_text(section) for section in (sections_of(report) if sections is None else sections)),
    )


def section_text(section: Section) -> SectionText:
    """Return a section's row and blocks as a value."""
    return SectionText(
        heading=section.heading,
        level=section.level,
        kind=section.kind,
        run_in=section.run_in,
        items_run_in=section.items_run_in,
        blocks=tuple(
            BlockText(runs_from_json(block.runs), block.is_item, block.pk)
            for block in sorted(section.blocks.all(), key=lambda one: (one.position, one.pk))
        ),
        id=section.pk,
    )


def elements_of(report: Report, profile: Profile) -> Elements:
    """Return what stands around the text, as far as clerk and procedure have got."""
    name = unit_of(report).name
    return Elements(
        title=report.title,
        salutation=report.salutation,
        issuer=name,
        lead_in=runs_from_json(report.lead_in),
        closing=report.closing,
        mark=f"{name}文件" if profile.head == RED_HEAD else "",
        doc_number=report.doc_number,
        signer=report.signer if profile.has_signer else "",
        is_signed=profile.has_signature,
        issued_on=report.signed_on,
        openness=report.openness,
        copies=report.copies,
        printed_by=name if profile.has_imprint else "",
        printed_on=report.signed_on if profile.has_imprint else None,
    )


def composed_report(report: Report, *, live: bool = False) -> Composed:
    """Return the report with its numbers: what was signed, or (not signed, or `live`) as the figures stand now."""
    if report.frozen and not live:
        frozen = composed_from_json(report.frozen)
        return _with_number(frozen, report)
    text = text_of(report)
    return compose(text, look_up_all(text.bindings(), unit=unit_of(report), year=report.year))


def _with_number(frozen: Composed, report: Report) -> Composed:
    """Put the number, given after signing, into the frozen report; nothing else may change."""
    stored = frozen.elements
    elements = Elements(
        **{name: getattr(stored, name) for name in Elements.__dataclass_fields__ if name != "doc_number"},
        doc_number=report.doc_number,
    )
    return Composed(frozen.unit, frozen.year, elements, frozen.lead_in, frozen.lines)


def contributions_of(report: Report) -> list[ContributionDetail]:
    """Return the contributions asked for, by section."""
    rows = ContributionDetail.objects.filter(case__parent_id=report.pk).select_related(
        "case", "section", "case__handling_unit"
    )
    return list(rows.order_by("section__position", "pk"))


def find_block(report: Report, block_id: int) -> Block | None:
    """Return one block of a report, or None."""
    return Block.objects.select_related("section").filter(section__report=report, pk=block_id).first()


def find_draft(actor: Actor, block_id: int) -> BlockDraft | None:
    """Return what the actor has typed into a block and not saved."""
    return BlockDraft.objects.filter(block_id=block_id, account_id=actor.account_id or 0).first()


def drafts_in(report: Report) -> list[BlockDraft]:
    """Return everybody's unsaved drafts of a report's blocks, oldest first."""
    return list(BlockDraft.objects.filter(block__section__report=report).order_by("saved_at"))


def comments_on(report: Report) -> list[Comment]:
    """Return the comments on a report, oldest first."""
    return list(Comment.objects.filter(report=report).order_by("written_at", "pk"))


def versions_of(report: Report) -> QuerySet[Version]:
    """Return the versions of a report without their content, newest first."""
    return Version.objects.filter(report=report).defer("content").order_by("-number")


def find_version(report: Report, number: int) -> Version | None:
    """Return one version with its content."""
    return Version.objects.filter(report=report, number=number).first()


def find_contribution(case: Case) -> ContributionDetail | None:
    """Return what a contribution's case asks for."""
    rows = ContributionDetail.objects.select_related("section", "case__parent")
    return rows.filter(pk=case.pk).first()


def find_section(report: Report, section_id: int) -> Section | None:
    """Return one section of a report, or None."""
    return Section.objects.filter(report=report, pk=section_id).first()


def sections_below(unit: Unit, on: date) -> list[Unit]:
    """Return the 科室 of a unit; the unit itself where it has none."""
    return list(sections_of_unit(unit, on)) or [unit]


def units_that_report(actor: Actor, on: date) -> list[Unit]:
    """Return the organs an actor may begin reports for: those his grants as office or unit reach."""
    mine = [grant.unit_ids for grant in actor.grants if grant.role in {*OFFICE_ROLES, *UNIT_ROLES}]
    granted = None if None in mine else frozenset(unit for units in mine for unit in units or ())
    kinds = OWING | {UnitKind.INSTITUTION}
    return [unit for unit in list_units(at=on) if unit.kind in kinds and (granted is None or unit.pk in granted)]


def board_rows(actor: Actor, year: int) -> list[Report]:
    """Return the reports of a year an actor may read, dropped ones left out."""
    return [report for report in reports_for(actor).filter(year=year, is_dropped=False) if report.unit is not None]


def units_without_report(actor: Actor, year: int, on: date) -> list[Unit]:
    """Return the organs that owe a report of a year and have none begun, of those whose reports an actor may read.

    Legal basis: 法治政府建设与责任落实督察工作规定 第二十四条: governments and their departments owe one, 事业单位 do not.
    """
    readable = actor.readable_unit_ids(ANNUAL)
    return [unit for unit in units_owing(year, on) if readable is None or unit.pk in readable | actor.unit_ids]


def units_owing(year: int, on: date) -> list[Unit]:
    """Return all organs that owe a report of a year and have none begun. For programs, not for screens."""
    begun = set(Report.objects.filter(year=year, is_dropped=False).values_list("unit_id", flat=True))
    return [unit for unit in list_units(at=on) if unit.kind in OWING and unit.pk not in begun]


def years_with_reports(actor: Actor) -> list[int]:
    """Return the years of which there are reports, newest first."""
    return sorted(set(reports_for(actor).order_by().values_list("year", flat=True)) - {0}, reverse=True)


def previous_text(report: Report) -> str:
    """Return the text of the unit's report of the year before: signed here, else imported; "" when there is none."""
    past = Report.objects.filter(unit=report.unit, year=report.year - 1, is_dropped=False).exclude(frozen={}).first()
    if past is not None:
        return composed_from_json(past.frozen).text
    earlier = EarlierReport.objects.filter(unit=report.unit, year=report.year - 1).order_by("-pk").first()
    return "\n".join(earlier.passages) if earlier else ""


def writers_of(report: Report) -> frozenset[str]:
    """Return who saved a version of a report, as the proofreader names authors."""
    accounts = report.versions.order_by().values_list("account_id", flat=True).distinct()
    return frozenset(f"account:{account_id}" for account_id in accounts if account_id is not None)


def peer_texts(report: Report) -> list[str]:
    """Return what other units signed for the same year, the newest first: what a report is held against for likeness."""
    rows = Report.objects.filter(year=report.year, is_dropped=False).exclude(unit=unit_of(report)).exclude(frozen={})
    stored = rows.order_by("-signed_on", "-pk").values_list("frozen", flat=True)[:MOST_PEERS]
    return [composed_from_json(frozen).text for frozen in stored]


def read_backs_of(report: Report) -> list[ReadBack]:
    """Return the Word files read back, newest first."""
    return list(ReadBack.objects.filter(report=report).order_by("-pk"))


def find_read_back(report: Report, read_back_id: int) -> ReadBack | None:
    """Return one read-back of a report."""
    return ReadBack.objects.filter(report=report, pk=read_back_id).first()


def earlier_for(actor: Actor) -> QuerySet[EarlierReport]:
    """Return the imported reports of earlier years an actor may read: his units' and those his grants reach."""
    rows = EarlierReport.objects.select_related("unit").order_by("-year", "-pk")
    readable = actor.readable_unit_ids()
    return rows if readable is None else rows.filter(unit_id__in=readable | actor.unit_ids)


def figures_of(earlier: EarlierReport) -> list[EarlierFigure]:
    """Return the numbers read in an earlier report, in order."""
    return list(EarlierFigure.objects.filter(report=earlier).order_by("position"))
