"""Figures of this room: consultations, opinions with what became of them, errors of the site answered in time."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from mingzheng.casework.public import Case, CaseCount, cases_for, declare_counts
from mingzheng.domains.participation.models import Opinion, Submission
from mingzheng.domains.participation.words import CHANNELS, VERDICTS
from mingzheng.figures.public import Dimension, Figure, PeriodKind, Rows, RowWords, Scope, declare
from mingzheng.platform.access.public import Actor

CHANNEL = Dimension("channel", "来源", dict(CHANNELS))
VERDICT = Dimension("verdict", "采纳情况", dict(VERDICTS))


def _submissions(scope: Scope) -> QuerySet[Any]:
    return Submission.objects.select_related("consultation__case")


def _answered(scope: Scope) -> QuerySet[Any]:
    rows = Opinion.objects.filter(merged__isnull=False, submission__consultation__feedback_on__isnull=False)
    return rows.select_related("submission__consultation__case")


def _of_submissions(actor: Actor, rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.filter(consultation__case__in=cases_for(actor))


def _of_opinions(actor: Actor, rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.filter(submission__consultation__case__in=cases_for(actor))


def _page(case: Case) -> str:
    return reverse("casework:case", args=[case.number])


def _tell_submission(row: Submission) -> RowWords:
    return RowWords(row.receipt, _page(row.consultation.case), f"case:{row.consultation_id}")


def _tell_opinion(row: Opinion) -> RowWords:
    case = row.submission.consultation.case
    return RowWords(row.submission.receipt, _page(case), f"case:{case.pk}")


declare(
    Figure(
        code="participation.submissions",
        title="征求意见收到意见件数",
        counts="按收到日期，公开征求意见收到的意见，一次提交为一件",
        unit="件",
        period=PeriodKind.YEAR,
        dimensions=(CHANNEL,),
        source=Rows(
            query=_submissions,
            unit="consultation__case__handling_unit_id",
            on="received_on",
            dims={"channel": "channel"},
            describe=_tell_submission,
            readable=_of_submissions,
        ),
        systems=("S37",),
        basis="重大行政决策程序暂行条例第十五条",
    ),
    Figure(
        code="participation.answered_opinions",
        title="已公布采纳情况的意见条数",
        counts="按公布采纳情况的日期，已逐条说明采纳与否的意见",
        unit="条",
        period=PeriodKind.YEAR,
        dimensions=(VERDICT,),
        source=Rows(
            query=_answered,
            unit="submission__consultation__case__handling_unit_id",
            on="submission__consultation__feedback_on",
            dims={"verdict": "merged__verdict"},
            describe=_tell_opinion,
            readable=_of_opinions,
        ),
        systems=("S37",),
        basis="优化营商环境条例第六十二条",
    ),
)
declare_counts(
    CaseCount(
        "participation.consultations",
        "公开征求意见次数",
        "当年办结且公布采纳情况的公开征求意见",
        "closed_on",
        ("consultation",),
        states=("answered",),
        dims=(),
        unit="次",
        systems=("S37",),
    ),
    CaseCount(
        "participation.site_errors",
        "网民找错答复件数",
        "当年答复的网民找错",
        "closed_on",
        ("site_error",),
        states=("answered",),
        dims=(),
        systems=("S55",),
    ),
)
