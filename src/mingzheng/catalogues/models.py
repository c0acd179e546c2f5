"""The abstract row of every catalogue (one version of one entry), its identity, and the proposals that change it.

A domain's table derives from `EntryVersion` and adds the columns of its fields. A version holds from `valid_from` up to,
not including, `valid_to`; the versions of an entry follow one another without gap or overlap. Writes live in `effects`.
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from mingzheng.casework.public import CaseDetail
from mingzheng.catalogues.declaration import ChangeKind

CLASS_LENGTH = 40


class Entry(models.Model):
    """An entry as such: its number in its catalogue, and how many versions it has had."""

    catalogue = models.CharField(max_length=60)
    number = models.CharField(max_length=40)
    version_count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["catalogue", "number"], name="catalogue_number_once")]

    def __str__(self) -> str:
        return self.number


class EntryVersion(models.Model):
    """One version of an entry: what it says, which class, whose, from when and until when, by which proposal."""

    unit_id: int
    entry_id: int
    case_id: int | None

    entry = models.ForeignKey("catalogues.Entry", models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveIntegerField()
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+", db_index=False)
    class_code = models.CharField(max_length=CLASS_LENGTH)
    title = models.CharField(max_length=300)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    case = models.ForeignKey("casework.Case", models.PROTECT, null=True, related_name="+", db_index=False)
    ended_by = models.ForeignKey("casework.Case", models.PROTECT, null=True, related_name="+", db_index=False)
    made_name = models.CharField(max_length=80)
    made_at = models.DateTimeField()

    class Meta:
        abstract = True
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["valid_from", "valid_to", "class_code"], name="%(class)s_force"),
            models.Index(fields=["unit", "valid_from"], name="%(class)s_unit"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["entry", "number"], name="%(class)s_version_once"),
            models.UniqueConstraint(
                fields=["entry"], condition=Q(valid_to__isnull=True), name="%(class)s_one_without_end"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="%(class)s_ends_after"
            ),
            models.CheckConstraint(condition=~Q(class_code=""), name="%(class)s_has_a_class"),
        ]

    def __str__(self) -> str:
        return self.title


class Change(CaseDetail):
    """A proposal to change a catalogue 目录调整: which, from when, why. `applied_on` is the day it took effect."""

    catalogue = models.CharField(max_length=60)
    effective_on = models.DateField(null=True)
    reason = models.CharField(max_length=1000, blank=True)
    line_count = models.PositiveIntegerField(default=0)
    applied_on = models.DateField(null=True)

    @classmethod
    def for_number(cls, number: str) -> "Change | None":
        """Return the proposal of the case with this number, or None."""
        return cls.objects.select_related("case").filter(case__number=number).first()


class ChangeLine(models.Model):
    """One entry a proposal adds, alters or cancels. `base` is the version it was written against; 0 for a new entry.

    An entry stands in one open proposal at a time.
    """

    change = models.ForeignKey(Change, models.CASCADE, related_name="lines")
    catalogue = models.CharField(max_length=60)
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=[(kind.value, kind.label) for kind in ChangeKind])
    number = models.CharField(max_length=40)
    base = models.PositiveIntegerField(default=0)
    values = models.JSONField(default=dict)
    is_open = models.BooleanField(default=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["catalogue", "number"], condition=Q(is_open=True), name="catalogue_one_open_change"
            ),
            models.UniqueConstraint(fields=["change", "position"], name="catalogue_line_position"),
        ]
