"""Figures that one report needed and no room declares: their few words, written once. Their values are readings only."""

from django.db import models


class LocalFigure(models.Model):
    """What an unheard-of number counts, in the words of whoever wrote it. Never changed: other words, another figure."""

    code = models.CharField(max_length=80, primary_key=True)
    title = models.CharField(max_length=60)
    unit_word = models.CharField(max_length=20, blank=True, default="")
    kind = models.CharField(max_length=16)
    unit = models.ForeignKey("org.Unit", on_delete=models.PROTECT, related_name="+")
    defined_by = models.CharField(max_length=60)
    defined_at = models.DateTimeField()

    class Meta:
        verbose_name = "自定指标"

    def __str__(self) -> str:
        return self.title
