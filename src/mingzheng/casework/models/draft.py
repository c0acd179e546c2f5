"""What somebody has begun to type and not yet handed in. Deletable and outside the ledger."""

from django.conf import settings
from django.db import models


class Draft(models.Model):
    """A half-filled form: whose, for which place, what, until when it is kept."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    access_code = models.CharField(max_length=64, blank=True)
    place = models.CharField(max_length=120)
    content = models.JSONField(default=dict)
    saved_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "access_code", "place"], name="draft_once_per_place")]
        indexes = [models.Index(fields=["expires_at"], name="draft_expiry")]
