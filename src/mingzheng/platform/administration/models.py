"""A file somebody uploaded for an import and has not confirmed yet. It is deleted on confirmation, refusal or age."""

from django.conf import settings
from django.db import models


class PendingImport(models.Model):
    """The bytes of an upload between its preview and its confirmation; only who uploaded it sees it."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    content = models.BinaryField()
    uploaded_at = models.DateTimeField()
