"""Versions of the entries of both catalogues, and what was published under an entry."""

from django.db import models
from django.db.models import Q

from mingzheng.catalogues.public import EntryVersion


class DisclosureEntry(EntryVersion):
    """One version of an entry of the catalogue of proactive disclosure 主动公开目录."""

    legal_basis = models.CharField(max_length=500)
    content = models.CharField(max_length=1000)
    form = models.CharField(max_length=20)
    timing = models.CharField(max_length=20)
    column = models.CharField(max_length=100, blank=True, default="")

    class Meta(EntryVersion.Meta):
        pass


class StandardEntry(EntryVersion):
    """One version of an entry of the grass-roots standard catalogue 基层政务公开标准目录."""

    matter = models.CharField(max_length=200, blank=True, default="")
    content = models.CharField(max_length=1000)
    legal_basis = models.CharField(max_length=500)
    timing = models.CharField(max_length=20)
    carrier = models.CharField(max_length=300)
    audience = models.CharField(max_length=20)
    mode = models.CharField(max_length=20)
    level = models.CharField(max_length=20)
    column = models.CharField(max_length=100, blank=True, default="")

    class Meta(EntryVersion.Meta):
        pass


class PublishedLink(models.Model):
    """Something published under an entry: on this installation (`item_ref`) or at an address elsewhere.

    A link taken off keeps its row and says when.
    """

    entry = models.ForeignKey("catalogues.Entry", models.PROTECT, related_name="+", db_index=False)
    item_ref = models.CharField(max_length=80, blank=True, default="")
    title = models.CharField(max_length=300)
    url = models.CharField(max_length=500)
    published_on = models.DateField()
    added_name = models.CharField(max_length=80)
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["entry", "-published_on"], name="openness_link_entry")]
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "url"], condition=Q(removed_at__isnull=True), name="openness_link_once"
            )
        ]

    def __str__(self) -> str:
        return self.title
