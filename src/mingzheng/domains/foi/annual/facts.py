"""Gather what the guards ask about an annual disclosure report. Judging is `judging` and `rules`."""

from datetime import date

from mingzheng.casework.public import Case
from mingzheng.domains.foi.annual.contributions import contributions_to
from mingzheng.domains.foi.annual.judging import Verdict, as_facts, judge
from mingzheng.domains.foi.annual.models import AnnualReport
from mingzheng.domains.foi.annual.output.as_json import composed_from_json
from mingzheng.domains.foi.annual.ports import publisher
from mingzheng.domains.foi.annual.rules import AnnualFacts
from mingzheng.domains.foi.annual.selectors import (
    composed_report,
    explanations_of,
    live_tables,
    peer_texts,
    previous_report,
)

JUDGED = frozenset({"drafting", "signing"})


def annual_facts(case: Case, on: date) -> AnnualFacts:
    """Gather the facts of a report's case; an opening has none yet, a signed one is judged no more."""
    report = AnnualReport.objects.select_related("case", "unit").filter(pk=case.pk).first()
    if report is None or report.unit is None:
        return AnnualFacts()
    if case.state not in JUDGED:
        is_out = not report.item_number or bool(publisher().address_of(report.item_number))
        return AnnualFacts(is_consolidated=report.is_consolidated, is_released=is_out)
    return verdicts_of(report)[1]


def verdicts_of(report: AnnualReport) -> tuple[list[Verdict], AnnualFacts]:
    """Return everything that stands against a report now, as remarks and as facts."""
    contributions = contributions_to(report)
    tables = live_tables(report, contributions)
    composed = composed_report(report, live=True, tables=tables)
    before = previous_report(report)
    verdicts = judge(
        tables,
        composed,
        contributions=contributions,
        explanations=explanations_of(report),
        previous=composed_from_json(before.frozen).own_words if before else "",
        peers=peer_texts(report),
    )
    return verdicts, as_facts(verdicts, tables, contributions)
