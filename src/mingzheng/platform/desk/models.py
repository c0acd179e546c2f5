"""The one table of the desk: filters a person saved under a name. Nothing here is evidence, so nothing is ledgered."""

from django.conf import settings
from django.db import models


class SavedFilter(models.Model):
    """A list's filters under a name, for their owner alone; sharing one is sending its address."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    list_key = models.CharField(max_length=64)
    name = models.CharField(max_length=40)
    querystring = models.CharField(max_length=2000, blank=True, default="")

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "list_key", "name"], name="desk_saved_filter_name"),
        ]

    def __str__(self) -> str:
        return self.name
