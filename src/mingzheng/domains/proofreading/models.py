"""Tables of the room: a check of one document, its findings with what was decided, and the rows of the lexicon.

The words of a document are kept for a time only (`proofreading.keep_days`); the counts and decisions stay.
"""

from django.conf import settings
from django.db import models


class CheckState(models.TextChoices):
    """How far a check is."""

    WAITING = "waiting", "待核校"
    DONE = "done", "已核校"
    FAILED = "failed", "未能核校"


class SecondState(models.TextChoices):
    """Whether the second reader was asked, and how it went."""

    NOT_ASKED = "", "未请第二读者"
    WAITING = "waiting", "待第二读者"
    DONE = "done", "第二读者已读"
    FAILED = "failed", "第二读者未读"


class ProofCheck(models.Model):
    """One document checked once. `digest` is that of the file's bytes, or of the text where there is no file.

    `authors` names who else wrote it ("account:3", "person:7"), as the room it comes from says.
    `is_published` says that the sender declared the document published when he asked for the second reader.
    """

    title = models.CharField(max_length=300)
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    subject = models.CharField(max_length=120, blank=True)
    digest = models.CharField(max_length=64)
    profile = models.CharField(max_length=30, blank=True)
    as_of = models.DateField(null=True)
    previous = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    authors = models.JSONField(default=list)
    words = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=CheckState.choices, default=CheckState.WAITING)
    failure = models.CharField(max_length=300, blank=True)
    text_layer = models.BooleanField(default=True)
    paragraphs = models.JSONField(default=list)
    outline = models.JSONField(default=list)
    characters = models.PositiveIntegerField(default=0)
    unit = models.ForeignKey("org.Unit", on_delete=models.PROTECT, null=True, related_name="+")
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    requested_by_name = models.CharField(max_length=60)
    requested_at = models.DateTimeField()
    checked_at = models.DateTimeField(null=True)
    checked_on = models.DateField(null=True)
    cleared_at = models.DateTimeField(null=True)
    key = models.CharField(max_length=64, blank=True)
    is_published = models.BooleanField(default=False)
    second_state = models.CharField(max_length=10, choices=SecondState.choices, blank=True, default="")
    second_words = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["requested_by", "key"], condition=~models.Q(key=""), name="proofreading_check_once"
            )
        ]
        indexes = [
            models.Index(fields=["unit", "-requested_at"], name="proofreading_check_unit"),
            models.Index(fields=["requested_by", "-requested_at"], name="proofreading_check_author"),
            models.Index(fields=["digest", "-id"], name="proofreading_check_digest"),
        ]

    def __str__(self) -> str:
        return self.title


class Companion(models.Model):
    """A document a check is held against: last year's, or another unit's; a file, or words of a text of this system."""

    class Role(models.TextChoices):
        """What it is to the document checked."""

        PREVIOUS = "previous", "上年"
        PEER = "peer", "其他单位"

    check_of = models.ForeignKey(ProofCheck, on_delete=models.CASCADE, related_name="companions")
    role = models.CharField(max_length=10, choices=Role.choices)
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=300)
    words = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class FindingState(models.TextChoices):
    """What was decided about a finding."""

    OPEN = "open", "待处理"
    ACCEPTED = "accepted", "已采纳"
    DISMISSED = "dismissed", "不采纳"


class ProofFinding(models.Model):
    """One finding and what was decided about it. `version` grows with every decision."""

    check_of = models.ForeignKey(ProofCheck, on_delete=models.CASCADE, related_name="findings")
    number = models.PositiveIntegerField()
    code = models.CharField(max_length=40)
    severity = models.CharField(max_length=10)
    level = models.PositiveSmallIntegerField(default=0)
    confidence = models.FloatField()
    paragraph = models.PositiveIntegerField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField(blank=True)
    message = models.TextField()
    stated = models.TextField(blank=True)
    computed = models.TextField(blank=True)
    suggestion = models.TextField(blank=True)
    basis = models.TextField(blank=True)
    mark = models.CharField(max_length=20, blank=True)
    state = models.CharField(max_length=10, choices=FindingState.choices, default=FindingState.OPEN)
    reason = models.CharField(max_length=500, blank=True)
    decided_by_name = models.CharField(max_length=60, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["check_of", "number"], name="proofreading_finding_number")]
        indexes = [models.Index(fields=["state", "decided_on"], name="proofreading_finding_state")]

    def __str__(self) -> str:
        return f"{self.code} {self.message[:40]}"


class EntryKind(models.TextChoices):
    """What a row of the lexicon is about."""

    PERSON = "person", "人员姓名职务"
    BODY = "body", "已撤销或更名的机构"
    WORDING = "wording", "不得使用的表述"
    NAME = "name", "不规范的名称"
    SPELLING = "spelling", "易错字词"
    TITLE = "title", "文件标题"
    TERM = "term", "本机关用语"
    SESSION = "session", "人大、政协届次"


class LexiconEntry(models.Model):
    """A row the office keeps: dated, sourced, with who entered it. A row is ended, never deleted."""

    kind = models.CharField(max_length=10, choices=EntryKind.choices)
    name = models.CharField(max_length=100)
    replacement = models.CharField(max_length=200, blank=True)
    group = models.CharField(max_length=60, blank=True)
    rank = models.PositiveSmallIntegerField(default=0)
    status = models.CharField(max_length=20, blank=True)
    level = models.PositiveSmallIntegerField(default=1)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    source = models.CharField(max_length=300)
    added_by_name = models.CharField(max_length=60)
    added_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["kind", "group", "rank", "name"]

    def __str__(self) -> str:
        return self.name
