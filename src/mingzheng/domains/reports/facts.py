"""Gather what the guards ask about a report and a contribution. Judging is `rules`."""

from datetime import date

from mingzheng.casework.public import Case, ask_proofing_gate
from mingzheng.domains.reports.checking import list_errors, words_of
from mingzheng.domains.reports.composition.composing import Composed
from mingzheng.domains.reports.composition.typed_numbers import find_typed_numbers
from mingzheng.domains.reports.models import Block, ContributionDetail, ReadBack, Report
from mingzheng.domains.reports.profiles import KINDS, REQUIRED_KINDS
from mingzheng.domains.reports.rules import ContributionFacts, ReportFacts
from mingzheng.domains.reports.selectors import composed_report, profile_of, text_of


def report_facts(case: Case, on: date) -> ReportFacts:
    """Gather the facts of a report's case; an opening has none yet."""
    report = Report.objects.select_related("case", "unit").filter(pk=case.pk).first()
    if report is None or report.unit is None:
        return ReportFacts()
    profile = profile_of(report)
    plain = ReportFacts(bears_number=profile.has_number, doc_number=report.doc_number, openness=report.openness)
    if report.frozen or not case.is_open:
        return plain
    composed = composed_report(report)
    text = text_of(report)
    kinds = {section.kind for section in text.sections}
    held = {kind for plan in profile.sections if plan.kind in kinds for kind in plan.holds}
    kept = set(report.kept_numbers.values_list("words", flat=True))
    return ReportFacts(
        gaps=tuple(shown.title for shown in composed.gaps),
        unverified=tuple(f"{shown.title}{shown.text}" for shown in composed.unverified),
        typed=tuple(
            found.words
            for section in text.sections
            for block in section.blocks
            for found in find_typed_numbers(block.runs)
            if found.words not in kept
        ),
        untrue=tuple(
            f"{piece.shown.title}“{piece.shown.wording}”"
            for piece in composed.numbers()
            if piece.shown and not piece.shown.is_true
        ),
        missing_kinds=tuple(KINDS[kind] for kind in REQUIRED_KINDS if kind not in kinds | held),
        check_errors=_standing_errors(composed, on) if case.state == "checking" else (),
        open_read_backs=ReadBack.objects.filter(report=report, state=ReadBack.State.OPEN).count(),
        bears_number=profile.has_number,
        doc_number=report.doc_number,
        openness=report.openness,
    )


def _standing_errors(composed: Composed, on: date) -> tuple[str, ...]:
    """Return the errors nobody has decided on: where these very words were sent to be proofread, those left open there."""
    answer = ask_proofing_gate(text=words_of(composed, issued_on=on))
    return answer.open_errors if answer.was_checked else tuple(list_errors(composed, issued_on=on))


def contribution_facts(case: Case, on: date) -> ContributionFacts:
    """Gather the facts of a contribution."""
    detail = ContributionDetail.objects.filter(pk=case.pk).first()
    if detail is None or detail.section_id is None:
        return ContributionFacts()
    return ContributionFacts(has_text=Block.objects.filter(section_id=detail.section_id).exclude(runs=[]).exists())
