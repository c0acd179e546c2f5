"""The first answers to writes that no door keeps, and how often somebody called; both are removed after some time."""

from django.conf import settings
from django.db import models


class KeptAnswer(models.Model):
    """What was answered to a write under an Idempotency-Key; `fingerprint` tells whether it is the same write."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False)
    key = models.CharField(max_length=80)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    body = models.TextField(default="")
    kept_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = "接口应答"
        constraints = [models.UniqueConstraint(fields=["account", "key"], name="api_answer_once_per_key")]


class CallCount(models.Model):
    """How many calls of somebody (`what`) all processes have reported for a minute."""

    what = models.CharField(max_length=100)
    minute = models.BigIntegerField()
    count = models.PositiveIntegerField()

    class Meta:
        verbose_name = "接口调用计数"
        constraints = [models.UniqueConstraint(fields=["minute", "what"], name="api_count_once_per_minute")]
