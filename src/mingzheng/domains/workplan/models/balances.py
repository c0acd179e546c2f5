"""Opening balance 期初导入: rows of earlier ledgers, checked and reversible until they are confirmed."""

from django.conf import settings
from django.db import models


class BalanceBatch(models.Model):
    """One imported workbook."""

    class State(models.TextChoices):
        CHECKED = "checked", "已检查待确认"
        CONFIRMED = "confirmed", "已入账"
        REVERSED = "reversed", "已撤销"

    title = models.CharField(max_length=200)
    year = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.CHECKED)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    key = models.CharField(max_length=80, unique=True)

    class Meta:
        ordering = ["-uploaded_at"]


class BalanceRow(models.Model):
    """One row as read, with what is wrong with it and the case it became."""

    batch = models.ForeignKey(BalanceBatch, models.CASCADE, related_name="rows")
    line = models.PositiveIntegerField()
    data = models.JSONField(default=dict)
    problems = models.JSONField(default=list)
    case = models.ForeignKey("casework.Case", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["batch", "line"]
        constraints = [models.UniqueConstraint(fields=["batch", "line"], name="workplan_balance_line_once")]
