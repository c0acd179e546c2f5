"""Circulars and rankings 通报: drafted from the ledger, and out of the office only after approval 报批."""

from django.db import models

from mingzheng.casework.public import CaseDetail
from mingzheng.domains.workplan.models.rounds import ReportingRound
from mingzheng.domains.workplan.models.schemes import SchemeDetail


class CircularDetail(CaseDetail):
    """A circular over a scheme or a round, with the figures it stated when it was approved."""

    scheme = models.ForeignKey(SchemeDetail, models.PROTECT, null=True, related_name="circulars")
    round = models.ForeignKey(ReportingRound, models.PROTECT, null=True, related_name="circulars")
    body = models.TextField("正文", blank=True)
    table = models.JSONField("各单位情况", default=list)
    as_of = models.DateField("统计截至", null=True)
    with_ranking = models.BooleanField("含排名", default=False)
    is_public = models.BooleanField("向社会公开", default=False)
    number = models.CharField("文号", max_length=60, blank=True)
    approver = models.CharField("批准人", max_length=60, blank=True)
    issued_on = models.DateField("印发日期", null=True)
