"""The text of a report: sections, blocks, figures used, versions, drafts, comments, and typed numbers kept with a reason."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class Section(models.Model):
    """A heading and how it is set. `version` rises with each change of the heading or its place."""

    report = models.ForeignKey("reports.Report", models.CASCADE, related_name="sections", db_index=False)
    position = models.PositiveIntegerField()
    level = models.PositiveSmallIntegerField(default=1)
    heading = models.CharField("标题", max_length=120)
    kind = models.CharField(max_length=30, blank=True)
    run_in = models.BooleanField("标题接排", default=False)
    items_run_in = models.BooleanField("一是二是接排", default=True)
    version = models.PositiveIntegerField(default=1)
    updated_by = models.CharField(max_length=60, blank=True)
    updated_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["report", "position", "id"]
        constraints = [models.CheckConstraint(condition=Q(level__in=[1, 2, 3]), name="section_level_known")]
        indexes = [models.Index(fields=["report", "position"], name="section_in_order")]

    def __str__(self) -> str:
        return self.heading


class Block(models.Model):
    """A paragraph or an item of a series. `runs` are text and bindings; `figures` the codes bound, for "where used"."""

    section = models.ForeignKey(Section, models.CASCADE, related_name="blocks", db_index=False)
    position = models.PositiveIntegerField()
    is_item = models.BooleanField(default=False)
    runs = models.JSONField(default=list)
    figures = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=1)
    updated_by = models.CharField(max_length=60, blank=True)
    updated_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["section", "position", "id"]
        indexes = [models.Index(fields=["section", "position"], name="block_in_order")]


class FigureUse(models.Model):
    """A figure that stands in a report's text as last saved: what the figure's page asks to say where it is used."""

    report = models.ForeignKey("reports.Report", models.CASCADE, related_name="figure_uses", db_index=False)
    figure = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "figure"], name="figure_use_once")]
        indexes = [models.Index(fields=["figure"], name="figure_use_by_figure")]


class Version(models.Model):
    """The whole report after a save: content and one line on what was done. Never changed."""

    report = models.ForeignKey("reports.Report", models.CASCADE, related_name="versions", db_index=False)
    number = models.PositiveIntegerField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    words = models.CharField(max_length=200)
    saved_by = models.CharField(max_length=60)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["report", "-number"]
        constraints = [models.UniqueConstraint(fields=["report", "number"], name="report_version_once")]


class BlockDraft(models.Model):
    """What somebody has typed into a block and not saved; also what lost a race. Outside the ledger, deletable."""

    block = models.ForeignKey(Block, models.CASCADE, related_name="drafts", db_index=False)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    name = models.CharField(max_length=60)
    text = models.TextField(max_length=20000)
    seen_version = models.PositiveIntegerField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["block", "account"], name="block_draft_once")]


class Comment(models.Model):
    """A remark on a block or on the whole report; settled by whoever dealt with it."""

    report = models.ForeignKey("reports.Report", models.CASCADE, related_name="comments", db_index=False)
    block = models.ForeignKey(Block, models.SET_NULL, related_name="comments", null=True)
    quote = models.CharField(max_length=200, blank=True)
    text = models.CharField("意见", max_length=1000)
    written_by = models.CharField(max_length=60)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    written_at = models.DateTimeField()
    settled_by = models.CharField(max_length=60, blank=True)
    settled_at = models.DateTimeField(null=True)
    answer = models.CharField("处理", max_length=500, blank=True)

    class Meta:
        ordering = ["written_at", "id"]
        indexes = [models.Index(fields=["report", "settled_at"], name="comment_open")]


class KeptNumber(models.Model):
    """A typed number that stays text, and why: a rule, a name, a list just counted."""

    report = models.ForeignKey("reports.Report", models.CASCADE, related_name="kept_numbers", db_index=False)
    words = models.CharField(max_length=100)
    reason = models.CharField(max_length=200)
    kept_by = models.CharField(max_length=60)
    kept_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "words"], name="kept_number_once")]
