"""A report published in an earlier year, and the figures read in it: offered, confirmed or set aside by a person."""

from django.db import models
from django.db.models import Q


class EarlierReport(models.Model):
    """A published report of an earlier year, as it was imported."""

    unit = models.ForeignKey("org.Unit", models.PROTECT, verbose_name="单位", related_name="+")
    year = models.PositiveSmallIntegerField("年度")
    title = models.CharField(max_length=200, blank=True)
    file_id = models.BigIntegerField(null=True)
    file_name = models.CharField(max_length=255)
    passages = models.JSONField(default=list)
    imported_by = models.CharField(max_length=60)
    imported_at = models.DateTimeField()

    class Meta:
        ordering = ["-year", "-id"]
        indexes = [models.Index(fields=["unit", "year"], name="earlier_report_of_unit")]

    def __str__(self) -> str:
        return self.title or f"{self.year}年报告"


class EarlierFigure(models.Model):
    """A number read in an earlier report. `confidence` is of the match with `figure`, 0 to 100."""

    class State(models.TextChoices):
        """What became of it."""

        OFFERED = "offered", "待确认"
        CONFIRMED = "confirmed", "已记为读数"
        SET_ASIDE = "set_aside", "不采用"

    report = models.ForeignKey(EarlierReport, models.CASCADE, related_name="figures", db_index=False)
    position = models.PositiveIntegerField()
    printed = models.CharField(max_length=60)
    counts = models.CharField(max_length=200, blank=True)
    period_words = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=20, blank=True)
    quote = models.CharField(max_length=300)
    figure = models.CharField(max_length=80, blank=True)
    confidence = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OFFERED)
    reading_id = models.BigIntegerField(null=True)
    decided_by = models.CharField(max_length=60, blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["report", "position"]
        constraints = [
            models.UniqueConstraint(fields=["report", "position"], name="earlier_figure_once"),
            models.CheckConstraint(
                condition=~Q(state="confirmed") | Q(reading_id__isnull=False), name="earlier_figure_has_its_reading"
            ),
        ]
