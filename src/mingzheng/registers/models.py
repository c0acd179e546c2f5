"""The abstract row of every record book, the keys of its writes, and the batches it was imported in.

A domain's table derives from `Record`, names it in its declaration, and adds the columns of its fields and the
constraints of its uniqueness. Writes live in `services`.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q


class RecordState(models.TextChoices):
    """Where a record stands."""

    ENTERED = "entered", "已登记"
    VERIFIED = "verified", "已核验"
    RETURNED = "returned", "已退回"
    CORRECTED = "corrected", "已更正"
    WITHDRAWN = "withdrawn", "已撤销"


LIVE = ~Q(state=RecordState.WITHDRAWN)


def once(*columns: str, name: str, filled: str = "") -> models.UniqueConstraint:
    """Return the constraint that these columns occur once among records not withdrawn.

    `filled` names a text column that must hold something for the rule to count.
    """
    condition = ~Q(state="withdrawn")
    if filled:
        condition &= ~Q(**{filled: ""})
    return models.UniqueConstraint(fields=list(columns), condition=condition, name=name)


class Record(models.Model):
    """One record: of which unit, of which day, who entered it, where it stands. `changed_*` say who acted last."""

    State = RecordState
    unit_id: int
    entered_by_id: int | None
    written_by_id: int | None

    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+", db_index=False)
    occurred_on = models.DateField()
    title = models.CharField(max_length=200)
    state = models.CharField(max_length=12, choices=RecordState.choices, default=RecordState.ENTERED)
    visibility = models.SmallIntegerField()
    version = models.PositiveIntegerField(default=1)
    external_number = models.CharField(max_length=80, blank=True, default="")
    paper_count = models.PositiveSmallIntegerField(default=0)
    note = models.CharField(max_length=500, blank=True, default="")
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    entered_name = models.CharField(max_length=80)
    entered_at = models.DateTimeField()
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    changed_name = models.CharField(max_length=80)
    changed_act = models.CharField(max_length=20)
    changed_at = models.DateTimeField()
    verified_name = models.CharField(max_length=80, blank=True, default="")
    verified_at = models.DateTimeField(null=True)
    batch = models.ForeignKey("registers.ImportBatch", models.PROTECT, null=True, related_name="+")

    class Meta:
        abstract = True
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["occurred_on", "id"], name="%(class)s_day"),
            models.Index(fields=["unit", "occurred_on", "id"], name="%(class)s_unit"),
            models.Index(fields=["state", "occurred_on", "id"], name="%(class)s_state"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(state__in=RecordState.values), name="%(class)s_state_known"),
            models.UniqueConstraint(
                fields=["unit", "external_number"],
                condition=~Q(external_number="") & ~Q(state="withdrawn"),
                name="%(class)s_external_once",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def state_title(self) -> str:
        """Return the word for the state."""
        return str(RecordState(self.state).label)


class Choice(models.Model):
    """One thing a field of several choices may hold: made when first chosen. Its words are the declaration's."""

    register = models.CharField(max_length=60)
    field = models.CharField(max_length=60)
    code = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["register", "field", "code"], name="registers_choice_once")]

    def __str__(self) -> str:
        return self.code


class RecordKey(models.Model):
    """A write that was made: the same key from the same actor gets its first result."""

    actor = models.CharField(max_length=80)
    key = models.CharField(max_length=120)
    request_digest = models.CharField(max_length=64)
    register = models.CharField(max_length=60)
    record_id = models.BigIntegerField()
    act = models.CharField(max_length=20)
    version = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["actor", "key"], name="registers_key_once")]


class BatchState(models.TextChoices):
    """Where an import stands."""

    CHECKED = "checked", "待确认"
    CONFIRMED = "confirmed", "已入册"
    DROPPED = "dropped", "已放弃"
    REVERTED = "reverted", "已撤销"


class ImportBatch(models.Model):
    """One file brought into a book: what was read, what was found, what became of it.

    `lines` holds every row as it was read; `answers` what was said about names the file could not explain.
    """

    register = models.CharField(max_length=60)
    file = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, related_name="+")
    file_name = models.CharField(max_length=200)
    state = models.CharField(max_length=12, choices=BatchState.choices, default=BatchState.CHECKED)
    lines = models.JSONField(default=list)
    answers = models.JSONField(default=dict)
    row_count = models.PositiveIntegerField(default=0)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_name = models.CharField(max_length=80)
    made_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["register", "-id"], name="registers_batch")]

    def __str__(self) -> str:
        return f"{self.file_name}（{self.get_state_display()}）"
