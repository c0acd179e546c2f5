"""Reporting rounds 报送轮次: when units report, and on which day a round closes."""

from django.db import models
from django.db.models import F, Q

from mingzheng.domains.workplan.models.schemes import SchemeDetail


class ReportingRound(models.Model):
    """One call for progress over a scheme."""

    scheme = models.ForeignKey(SchemeDetail, models.PROTECT, related_name="rounds")
    title = models.CharField("轮次", max_length=100)
    opens_on = models.DateField("开始日期")
    closes_on = models.DateField("截止日期")
    note = models.TextField("填报要求", blank=True)
    closed_at = models.DateTimeField("结束时间", null=True)
    opened_by = models.CharField(max_length=100)

    class Meta:
        ordering = ["-closes_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="workplan_round_interval"),
            models.UniqueConstraint(fields=["scheme", "title"], name="workplan_round_title_once"),
        ]
