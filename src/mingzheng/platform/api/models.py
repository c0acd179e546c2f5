"""The first answers to writes that no door keeps: one row per caller and key, removed after some days."""

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
