"""Tables of numbers: counters of case numbers, series of official document numbers and each number given out.

A number is given out only by `services`.
"""

from django.db import models


class CaseCounter(models.Model):
    """The last case number of a prefix and year on SQLite; on PostgreSQL a sequence takes over from it."""

    prefix = models.CharField(max_length=16)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["prefix", "year"], name="numbering_case_counter")]

    def __str__(self) -> str:
        return f"{self.prefix}-{self.year}"


class DocumentSeries(models.Model):
    """The numbers of one 机关代字 in one year. `last` is counted up under a lock only."""

    code = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "year"], name="numbering_series")]

    def __str__(self) -> str:
        return f"{self.code}〔{self.year}〕"


class NumberState(models.TextChoices):
    """What became of a number."""

    RESERVED = "reserved", "已取号"
    ISSUED = "issued", "已用"
    VOID = "void", "作废"


class DocumentNumber(models.Model):
    """One number of a series. It is never given out twice; a voided one keeps its reason."""

    series = models.ForeignKey(DocumentSeries, on_delete=models.PROTECT, related_name="numbers")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=NumberState.choices, default=NumberState.RESERVED)
    subject = models.CharField(max_length=120, blank=True)
    title = models.CharField(max_length=300, blank=True)
    reserved_by = models.CharField(max_length=200)
    reserved_at = models.DateTimeField()
    issued_at = models.DateTimeField(null=True)
    voided_by = models.CharField(max_length=200, blank=True)
    voided_at = models.DateTimeField(null=True)
    void_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["series", "number"], name="numbering_number_once"),
            models.CheckConstraint(
                condition=~models.Q(state=NumberState.VOID) | ~models.Q(void_reason=""), name="numbering_void_reason"
            ),
        ]
        indexes = [models.Index(fields=["subject"], name="numbering_subject")]

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        """Return the number as it stands on the document: 机关代字〔年〕N号."""
        return f"{self.series.code}〔{self.series.year}〕{self.number}号"
