"""Snapshots: what values were when something was frozen on them. Rows are written once; drift is computed, not stored.

Where very many rows stand behind a value their digest is not taken anew at every look: the last one is a check.
"""

from django.db import models


class Snapshot(models.Model):
    """Values frozen together, for instance those of a published report. `digest` covers all of them."""

    title = models.CharField(max_length=200)
    subject = models.CharField(max_length=80, blank=True, default="")
    taken_at = models.DateTimeField()
    taken_by = models.CharField(max_length=60)
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = "数据快照"
        indexes = [models.Index(fields=["subject"], name="figures_snapshot_subject")]

    def __str__(self) -> str:
        return self.title


class SnapshotValue(models.Model):
    """One frozen value: as printed, with the version and digest of its definition and the digest of its rows."""

    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="values", db_index=False)
    place = models.PositiveIntegerField()
    figure = models.CharField(max_length=80)
    version = models.PositiveIntegerField()
    definition_digest = models.CharField(max_length=64)
    unit_ids = models.JSONField(null=True)
    period_key = models.CharField(max_length=32)
    value = models.DecimalField(max_digits=26, decimal_places=6, null=True)
    unit_word = models.CharField(max_length=20)
    printed = models.CharField(max_length=60)
    qualifier = models.CharField(max_length=12)
    state = models.CharField(max_length=12)
    as_of = models.DateField(null=True)
    rows_count = models.BigIntegerField(default=0)
    rows_digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = "快照数值"
        constraints = [models.UniqueConstraint(fields=["snapshot", "place"], name="figures_snapshot_place")]
        indexes = [models.Index(fields=["figure", "period_key"], name="figures_snapshot_figure")]

    def __str__(self) -> str:
        return f"{self.figure} {self.period_key} {self.printed}"


class SnapshotCheck(models.Model):
    """The digest of the rows behind a frozen value as a night job last found it; only where the rows are many."""

    value = models.OneToOneField(SnapshotValue, on_delete=models.CASCADE, primary_key=True, related_name="check_held")
    checked_at = models.DateTimeField()
    rows_digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = "快照复核"
        indexes = [models.Index(fields=["checked_at"], name="figures_check_oldest")]
