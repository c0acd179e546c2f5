"""Tables of the index. Beside them stand, by database, an FTS5 table or a tsvector column (`backends`, migration 0002).

On SQLite the token columns feed the FTS5 table; on PostgreSQL they stay empty, the column `document` holds the tokens.
"""

from django.db import models


class Entry(models.Model):
    """One subject in the index. A removed one stays some days, so that a late job cannot bring it back."""

    subject_ref = models.CharField(max_length=100, unique=True)
    kind = models.CharField(max_length=60)
    title = models.CharField(max_length=300)
    grams = models.TextField(default="")
    title_words = models.TextField(default="")
    text_words = models.TextField(default="")
    stamp = models.BigIntegerField(default=0)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["removed_at"], condition=models.Q(removed_at__isnull=False), name="search_removed"),
            models.Index(fields=["kind", "id"], name="search_kind"),
        ]


class EntryNumber(models.Model):
    """A number of a subject, without marks, so that it is found exactly."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="numbers")
    number = models.CharField(max_length=100)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["number", "entry"], name="search_number_once")]
