"""A Word file that came back: what it would change, until somebody decides."""

from django.conf import settings
from django.db import models


class ReadBack(models.Model):
    """One file and its proposals. `proposals` are as `readback.proposals` writes them."""

    class State(models.TextChoices):
        """Whether it was decided."""

        OPEN = "open", "待确认"
        TAKEN = "taken", "已采用"
        DROPPED = "dropped", "已放弃"

    report = models.ForeignKey("reports.Report", models.CASCADE, related_name="read_backs", db_index=False)
    file_id = models.BigIntegerField(null=True)
    file_name = models.CharField(max_length=255)
    proposals = models.JSONField(default=list)
    report_version = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    uploaded_by = models.CharField(max_length=60)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    uploaded_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["report", "state"], name="read_back_open")]
