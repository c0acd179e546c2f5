"""Tables of the ledger: entries, the head of each stream, subject keys, daily roots with their leaves.

Only `services`, `sealing` and `privacy` write here. Rows of `Entry`, `Root` and `Leaf` are never changed or removed:
the querysets refuse it, and triggers in the database refuse it again (`guards`).
What an entry's hash covers stands in `chain`.
"""

import json
from typing import Any, NoReturn

from django.db import models


class LedgerIsAppendOnlyError(TypeError):
    """Somebody tried to change or remove what is on record."""


class AppendOnlyQuerySet(models.QuerySet[Any]):
    """Reads only; rows come in through the services of this room."""

    def _refuse(self) -> NoReturn:
        raise LedgerIsAppendOnlyError(f"rows of {self.model.__name__} are never changed or removed")

    def update(self, **kwargs: Any) -> NoReturn:
        """Refuse."""
        self._refuse()

    def delete(self) -> NoReturn:
        """Refuse."""
        self._refuse()

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse."""
        self._refuse()

    def update_or_create(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse."""
        self._refuse()


class AppendOnlyModel(models.Model):
    """A row that can be inserted and read."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse."""
        raise LedgerIsAppendOnlyError(f"rows of {type(self).__name__} are never changed or removed")

    def _do_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        # Model.save() ends here when it would write an UPDATE; this is narrower than overriding save().
        raise LedgerIsAppendOnlyError(f"rows of {type(self).__name__} are never changed or removed")


class StreamHead(models.Model):
    """How far one stream has come. It is the lock of the stream and the proof that its tail is there."""

    stream = models.CharField(max_length=32)
    stream_id = models.CharField(max_length=128)
    seq = models.BigIntegerField()
    hash = models.CharField(max_length=64, default="")
    seal = models.CharField(max_length=64, default="")
    recorded_at = models.DateTimeField(null=True)
    rooted_seq = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["stream", "stream_id"], name="ledger_head_subject")]

    def __str__(self) -> str:
        return f"{self.stream}:{self.stream_id}#{self.seq}"


class Entry(AppendOnlyModel):
    """One thing that happened to one subject."""

    head = models.ForeignKey(StreamHead, on_delete=models.PROTECT, db_index=False, related_name="entries")
    stream = models.CharField(max_length=32)
    stream_id = models.CharField(max_length=128)
    seq = models.BigIntegerField()
    kind = models.CharField(max_length=80)
    payload_text = models.TextField()
    actor = models.CharField(max_length=200)
    occurred_on = models.DateField(null=True)
    recorded_at = models.DateTimeField()
    suite = models.SmallIntegerField()
    key_generation = models.SmallIntegerField(default=0)
    private_box = models.BinaryField(null=True)
    prev_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        base_manager_name = "objects"
        constraints = [models.UniqueConstraint(fields=["head", "seq"], name="ledger_entry_place")]

    def __str__(self) -> str:
        return f"{self.stream}:{self.stream_id}#{self.seq} {self.kind}"

    @property
    def payload(self) -> dict[str, Any]:
        """Return the open values of the entry."""
        value: dict[str, Any] = json.loads(self.payload_text)
        return value


class SubjectKey(models.Model):
    """The key of one subject's private values, itself wrapped. Erasing the subject empties `wrapped` for good."""

    stream = models.CharField(max_length=32)
    stream_id = models.CharField(max_length=128)
    generation = models.SmallIntegerField()
    suite = models.SmallIntegerField()
    wrapped = models.BinaryField()
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["stream", "stream_id", "generation"], name="ledger_key_generation"),
        ]

    def __str__(self) -> str:
        return f"{self.stream}:{self.stream_id} key {self.generation}"


class Root(AppendOnlyModel):
    """A signed root over every stream that moved since the root before it; together they cover all streams."""

    number = models.BigIntegerField(primary_key=True)
    day = models.DateField(db_index=True)
    sealed_at = models.DateTimeField()
    leaf_count = models.BigIntegerField()
    merkle_root = models.CharField(max_length=64)
    previous_hash = models.CharField(max_length=64)
    suite = models.SmallIntegerField()
    hash = models.CharField(max_length=64)
    public_key = models.CharField(max_length=64)
    signature = models.CharField(max_length=128)

    class Meta:
        base_manager_name = "objects"

    def __str__(self) -> str:
        return f"root {self.number} of {self.day}"


class Leaf(AppendOnlyModel):
    """Where one stream stood when a root was taken."""

    root = models.ForeignKey(Root, on_delete=models.PROTECT, db_index=False, related_name="leaves")
    head = models.ForeignKey(StreamHead, on_delete=models.PROTECT, db_index=False, related_name="leaves")
    stream = models.CharField(max_length=32)
    stream_id = models.CharField(max_length=128)
    seq = models.BigIntegerField()
    hash = models.CharField(max_length=64)

    class Meta:
        base_manager_name = "objects"
        constraints = [models.UniqueConstraint(fields=["head", "root"], name="ledger_leaf_once")]
        indexes = [models.Index(fields=["root", "head"], name="ledger_leaf_root")]

    def __str__(self) -> str:
        return f"{self.stream}:{self.stream_id}#{self.seq} in root {self.root_id}"
