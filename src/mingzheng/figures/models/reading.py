"""Readings: values that were reported, each with who, when, from where, its evidence and who verified it; locked periods.

A row is never rewritten: a correction is a new row that supersedes the old one. Writes live in `readings/services`.
"""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q


class Reading(models.Model):
    """One reported value of one figure for one unit and period. `value` is in single units, `printed` as reported."""

    class State(models.TextChoices):
        """How far a reading may be relied upon."""

        UNVERIFIED = "unverified", "未核"
        VERIFIED = "verified", "已核"
        LOCKED = "locked", "已锁定"
        SUPERSEDED = "superseded", "已更正"
        WITHDRAWN = "withdrawn", "已撤回"

    figure = models.CharField(max_length=80)
    version = models.PositiveIntegerField()
    unit = models.ForeignKey("org.Unit", on_delete=models.PROTECT, related_name="+")
    period_key = models.CharField(max_length=32)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    period_words = models.CharField(max_length=60, blank=True, default="")
    dims = models.JSONField(default=dict)
    dims_key = models.CharField(max_length=200, default="")
    printed = models.CharField(max_length=60)
    number_text = models.CharField(max_length=40)
    value = models.DecimalField(max_digits=26, decimal_places=6, null=True)
    scale = models.CharField(max_length=2, blank=True, default="")
    unit_word = models.CharField(max_length=20)
    qualifier = models.CharField(max_length=12, default="exact")
    kind = models.CharField(max_length=16)
    source_words = models.CharField(max_length=500, blank=True, default="")
    means = models.CharField(max_length=20, default="typed")
    evidence = models.JSONField(default=list)
    given_by = models.ForeignKey("org.Person", on_delete=models.PROTECT, null=True, related_name="+")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    recorded_person = models.ForeignKey("org.Person", on_delete=models.PROTECT, null=True, related_name="+")
    recorded_name = models.CharField(max_length=60)
    recorded_at = models.DateTimeField()
    state = models.CharField(max_length=12, choices=State.choices, default=State.UNVERIFIED)
    is_current = models.BooleanField(default=True)
    verified_name = models.CharField(max_length=60, blank=True, default="")
    verified_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=500, blank=True, default="")
    supersedes = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="superseded_by")
    key = models.CharField(max_length=300, unique=True, null=True)
    key_digest = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        verbose_name = "填报值"
        constraints = [
            models.UniqueConstraint(
                fields=["figure", "unit", "period_key", "dims_key"],
                condition=Q(is_current=True),
                name="figures_reading_one_current",
            ),
            models.CheckConstraint(
                condition=Q(is_current=True) ^ Q(state__in=["superseded", "withdrawn"]),
                name="figures_reading_current_state",
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(starts_on__lte=models.F("ends_on")),
                name="figures_reading_period",
            ),
        ]
        indexes = [
            models.Index(fields=["figure", "ends_on", "unit"], name="figures_reading_asked"),
            models.Index(fields=["state", "unit"], name="figures_reading_waiting", condition=Q(state="unverified")),
        ]

    def __str__(self) -> str:
        return f"{self.figure} {self.period_key} {self.printed}"

    @property
    def number(self) -> Decimal | None:
        """Return the value without the zeros the column adds."""
        return None if self.value is None else plain(self.value)


class PeriodLock(models.Model):
    """A closed period of a unit: no reading of it may come, change or go until it is opened again.

    It closes whatever counts by a day within it; with a `period_key` only the readings of that very period.
    """

    unit = models.ForeignKey("org.Unit", on_delete=models.PROTECT, related_name="+")
    figure = models.CharField(max_length=80, default="", blank=True)
    period_key = models.CharField(max_length=32, default="", blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    reason = models.CharField(max_length=500)
    locked_name = models.CharField(max_length=60)
    locked_at = models.DateTimeField()
    opened_name = models.CharField(max_length=60, blank=True, default="")
    opened_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "锁定的时段"
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "figure", "period_key", "starts_on", "ends_on"],
                condition=Q(opened_at__isnull=True),
                name="figures_lock_once",
            ),
        ]


def plain(value: Decimal) -> Decimal:
    """Return a number without trailing zeros and never in powers of ten."""
    number = value.normalize()
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number
