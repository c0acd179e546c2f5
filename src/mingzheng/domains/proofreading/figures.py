"""The room's figures: documents checked, remarks found, and those put right (自查自纠)."""

from django.db.models import QuerySet
from django.urls import reverse

from mingzheng.domains.proofreading.models import CheckState, FindingState, ProofCheck, ProofFinding
from mingzheng.domains.proofreading.selectors import checks_for
from mingzheng.figures.public import Dimension, Figure, Rows, RowWords, Scope, declare
from mingzheng.platform.access.public import Actor

SEVERITY = Dimension("severity", "程度", {"error": "错误", "warning": "警告", "info": "提示"})


def done_checks(scope: Scope) -> QuerySet[ProofCheck]:
    """Return the checks that were carried out; scope limits them."""
    return ProofCheck.objects.filter(state=CheckState.DONE)


def decided_findings(state: FindingState) -> "QuerySet[ProofFinding]":
    """Return the findings decided so."""
    return ProofFinding.objects.filter(state=state).select_related("check_of")


def accepted_findings(scope: Scope) -> QuerySet[ProofFinding]:
    """Return the findings accepted and put right."""
    return decided_findings(FindingState.ACCEPTED)


def dismissed_findings(scope: Scope) -> QuerySet[ProofFinding]:
    """Return the findings set aside with a reason."""
    return decided_findings(FindingState.DISMISSED)


def describe_check(check: ProofCheck) -> RowWords:
    """Return how a check is shown behind a figure."""
    return RowWords(check.title, reverse("proofreading:check", args=[check.pk]), f"proofreading:{check.pk}")


def describe_finding(finding: ProofFinding) -> RowWords:
    """Return how a finding is shown behind a figure."""
    check = finding.check_of
    url = f"{reverse('proofreading:check', args=[check.pk])}#n{finding.number}"
    return RowWords(f"{check.title}：{finding.message}", url, f"proofreading:{check.pk}")


def readable_checks(actor: Actor, rows: QuerySet[ProofCheck]) -> QuerySet[ProofCheck]:
    """Return those of the checks an actor may see."""
    return rows if actor.is_system else rows.filter(pk__in=checks_for(actor).values("pk"))


def readable_findings(actor: Actor, rows: QuerySet[ProofFinding]) -> QuerySet[ProofFinding]:
    """Return those of the findings whose check an actor may see."""
    return rows if actor.is_system else rows.filter(check_of__in=checks_for(actor).values("pk"))


declare(
    Figure(
        "proofreading.checks",
        "核校文件",
        "完成核校的文件，按核校日期",
        "份",
        source=Rows(done_checks, unit="unit_id", on="checked_on", describe=describe_check, readable=readable_checks),
        systems=("S55", "S130"),
    ),
    Figure(
        "proofreading.corrected",
        "自查自纠信息",
        "核校发现并采纳改正的问题，按处理日期",
        "条",
        dimensions=(SEVERITY,),
        source=Rows(
            accepted_findings,
            unit="check_of__unit_id",
            on="decided_on",
            dims={"severity": "severity"},
            describe=describe_finding,
            readable=readable_findings,
        ),
        systems=("S55",),
    ),
    Figure(
        "proofreading.dismissed",
        "核校未采纳意见",
        "核校提出、经写明理由不采纳的意见，按处理日期",
        "条",
        dimensions=(SEVERITY,),
        source=Rows(
            dismissed_findings,
            unit="check_of__unit_id",
            on="decided_on",
            dims={"severity": "severity"},
            describe=describe_finding,
            readable=readable_findings,
        ),
        systems=("S55", "S130"),
    ),
)
