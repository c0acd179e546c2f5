"""Content that is being signed inside a unit before it goes up 单位内部审签."""

from django.db import models
from django.db.models import Q


class SignOffRequest(models.Model):
    """An act held back until every level of the unit has signed. `position` counts the levels already signed."""

    class State(models.TextChoices):
        PENDING = "pending", "审签中"
        DONE = "done", "已签批"
        REFUSED = "refused", "已退回"
        WITHDRAWN = "withdrawn", "已撤回"

    case = models.ForeignKey("casework.Case", models.PROTECT, related_name="sign_offs")
    action = models.CharField(max_length=60)
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    data = models.JSONField(default=dict)
    evidence = models.JSONField(default=list)
    occurred_on = models.DateField()
    requested_by = models.ForeignKey("org.Person", models.PROTECT, null=True, related_name="+")
    requested_name = models.CharField(max_length=100)
    requested_at = models.DateTimeField()
    levels = models.JSONField(default=list)
    waiting_level = models.CharField(max_length=12, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    signatures = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PENDING)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(state="pending"), name="sign_off_one_pending"),
        ]
        indexes = [models.Index(fields=["unit", "state", "waiting_level"], name="sign_off_unit_state")]
