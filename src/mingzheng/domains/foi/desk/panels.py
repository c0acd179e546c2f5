"""Blocks this room adds to the page of an application: who applied, what else he asked, the ground and its remedy."""

from django.urls import reverse

from mingzheng.casework.public import Case, Panel
from mingzheng.domains.foi.answering import WITHHELD
from mingzheng.domains.foi.applicants import LABELS, masked_applicant_of, may_know
from mingzheng.domains.foi.citizen.proofs import proofs_of_case
from mingzheng.domains.foi.grounds import ASK_LABELS, Ask, Remedy, get_ground
from mingzheng.domains.foi.mirror.selectors import external_of, is_mirrored, out_row
from mingzheng.domains.foi.mirror.sheets import paste_lines
from mingzheng.domains.foi.models import Application
from mingzheng.domains.foi.office.papers import correction_paper, papers_of
from mingzheng.domains.foi.office.redacting import redactions_of
from mingzheng.domains.foi.office.selectors import attempts_of
from mingzheng.domains.foi.remedies import remedy_of
from mingzheng.domains.foi.repeats import find_application, repeats_of
from mingzheng.platform.access.public import Actor
from mingzheng.platform.design.public import Fact
from mingzheng.platform.ledger.public import today

REMEDY_WORDS = {
    Remedy.REVIEW_FIRST: "先申请行政复议（60日内）；对复议决定不服的，15日内起诉",
    Remedy.FREE_CHOICE: "60日内申请行政复议，或者6个月内直接起诉",
}


def application_panels(case: Case, actor: Actor) -> list[Panel]:
    """Return the blocks an actor may see."""
    row = find_application(case)
    if row is None or not may_know(actor, case):
        return []
    facts = [Fact(LABELS[code], value) for code, value in masked_applicant_of(case).items()]
    panels = [
        Panel(
            "申请人",
            "foi/panels/applicant.html",
            {
                "case": case,
                "facts": facts,
                "kind": row.get_applicant_kind_display(),
                "repeats": repeats_of(row, actor),
                "proofs": proofs_of_case(case),
                "renew_url": "" if row.is_emptied else reverse("foi:renew_code", args=[case.number]),
            },
        )
    ]
    if row.ground:
        panels.append(Panel("处理决定", "foi/panels/ground.html", {"facts": _ground_facts(row)}))
    papers = {
        "case": case,
        "papers": papers_of(row, on=today()),
        "attempts": attempts_of(case),
        "copies": redactions_of(case),
        "redact_url": reverse("foi:redact", args=[case.number]),
    }
    panels.append(Panel("文书与送达", "foi/panels/papers.html", papers))
    if is_mirrored(case.origin_unit_id):
        theirs = external_of(case)
        lines = paste_lines(out_row(row, theirs.number if theirs else ""))
        panels.append(Panel("省级平台", "foi/panels/mirror.html", {"theirs": theirs, "lines": lines}))
    return panels


def correction_panels(case: Case, actor: Actor) -> list[Panel]:
    """Return the blocks of a correction of records: whose they are, masked, and the letter once it was told."""
    if not may_know(actor, case):
        return []
    facts = [Fact(LABELS[code], value) for code, value in masked_applicant_of(case).items()]
    panels = [Panel("申请人", "foi/panels/applicant.html", {"case": case, "facts": facts, "kind": ""})]
    paper = correction_paper(case)
    if paper is not None:
        panels.append(Panel("告知书", "foi/panels/papers.html", {"case": case, "papers": [paper]}))
    return panels


def _ground_facts(row: Application) -> list[Fact]:
    ground = get_ground(row.ground)
    remedy = remedy_of(row.ground, withheld_code=row.withheld_ground if row.withheld_ground.startswith("C") else "")
    facts = [Fact("决定", f"{ground.group}：{ground.title}"), Fact("依据", ground.basis)]
    words = {**row.support, Ask.WITHHELD_GROUND.value: dict(WITHHELD).get(row.withheld_ground, "")}
    facts += [Fact(ASK_LABELS[Ask(code)], text) for code, text in words.items() if code in set(Ask) and text]
    facts += [Fact("救济途径", REMEDY_WORDS[remedy]), Fact("年报所计", f"表2 {ground.row[1:]} 行")]
    facts += [Fact("答复文号", row.number)] if row.number else []
    facts += [Fact("合并答复", row.joint)] if row.joint else []
    facts += [Fact("逾期原因", row.late_reason)] if row.late_reason else []
    return facts
