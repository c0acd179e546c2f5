"""A running or finished time limit of a case. The due date is a stored cache of `worktime`."""

from django.db import models
from django.db.models import F, Q


class Clock(models.Model):
    """One opening of a limit. Amount and unit are copied when it opens; later settings touch later clocks only."""

    class State(models.TextChoices):
        RUNNING = "running", "计时中"
        SUSPENDED = "suspended", "暂停"
        STOPPED = "stopped", "已停止"
        CANCELLED = "cancelled", "已撤销"

    case = models.ForeignKey("casework.Case", models.PROTECT, related_name="clocks")
    limit = models.CharField(max_length=60)
    title = models.CharField(max_length=100)
    basis = models.CharField(max_length=200)
    is_main = models.BooleanField(default=False)
    amount = models.PositiveIntegerField(null=True)
    unit = models.CharField(max_length=20, blank=True)
    fixed_on = models.DateField(null=True)
    rolls = models.BooleanField(default=False)
    started_on = models.DateField()
    started_at = models.DateTimeField(null=True)
    extensions = models.JSONField(default=list)
    suspensions = models.JSONField(default=list)
    due_on = models.DateField()
    due_at = models.DateTimeField(null=True)
    unannounced_years = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=State.choices, default=State.RUNNING)
    ended_on = models.DateField(null=True)
    on_expiry = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "limit"],
                condition=Q(state__in=["running", "suspended"]),
                name="clock_one_live_per_limit",
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=False) | Q(fixed_on__isnull=False), name="clock_has_a_length"
            ),
        ]
        indexes = [
            models.Index(fields=["state", "due_on"], name="clock_state_due"),
            models.Index(
                fields=["ended_on"],
                name="clock_ended_late",
                condition=Q(is_main=True, ended_on__gt=F("due_on")),
            ),
            models.Index(
                fields=["due_on"],
                name="clock_expiring",
                condition=Q(state="running") & ~Q(on_expiry=""),
            ),
        ]
