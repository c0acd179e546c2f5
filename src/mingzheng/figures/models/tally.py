"""Tallies: what acts added to figures, one row an act at first, one row a day after the fold. And what the recount said.

Values are sums over one table, so that a reader sees an act either folded or not, never both or neither.
"""

from django.db import models
from django.db.models import Q


class Tally(models.Model):
    """By how much a figure moved on a day for a unit; `unit_id` 0 where no unit has it yet."""

    figure = models.CharField(max_length=80)
    unit_id = models.BigIntegerField(default=0)
    day = models.DateField()
    dims_key = models.CharField(max_length=200, default="")
    amount = models.DecimalField(max_digits=20, decimal_places=4)
    is_folded = models.BooleanField(default=False)

    class Meta:
        verbose_name = "计数流水"
        constraints = [
            models.UniqueConstraint(
                fields=["figure", "unit_id", "day", "dims_key"], condition=Q(is_folded=True), name="figures_tally_day"
            )
        ]
        indexes = [
            models.Index(
                fields=["unit_id", "figure", "day"], include=["dims_key", "amount"], name="figures_tally_unit"
            ),
            models.Index(
                fields=["figure", "day"], include=["unit_id", "dims_key", "amount"], name="figures_tally_figure"
            ),
            models.Index(fields=["id"], condition=Q(is_folded=False), name="figures_tally_tail"),
        ]

    def __str__(self) -> str:
        return f"{self.figure} {self.day} {self.amount}"


class Reconciliation(models.Model):
    """What the last recount of a figure said. One row a figure; `differences` are (unit, year, counted, recounted)."""

    figure = models.CharField(max_length=80, primary_key=True)
    checked_at = models.DateTimeField()
    since = models.DateTimeField(null=True)
    differences = models.JSONField(default=list)

    class Meta:
        verbose_name = "核对结果"

    def __str__(self) -> str:
        return f"{self.figure} {len(self.differences)}"
