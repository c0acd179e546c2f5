"""Tables of texts: the text, its revisions (only ever added), and the files it refers to."""

from django.db import models
from django.db.models import Q


class Body(models.Model):
    """A text somebody owns; what it says at a time is a revision. `owner` says whose it is ("publishing.item")."""

    owner = models.CharField("所属", max_length=60)
    created_at = models.DateTimeField("建立时间")

    def __str__(self) -> str:
        return f"{self.owner} {self.pk}"


class Revision(models.Model):
    """What the text said after one save. Rows are added, never changed: a signature names one."""

    body = models.ForeignKey(Body, models.CASCADE, related_name="revisions")
    sequence = models.PositiveIntegerField("稿次")
    html = models.TextField("正文", blank=True)
    text = models.TextField("纯文字", blank=True)
    digest = models.CharField(max_length=64)
    text_digest = models.CharField(max_length=64)
    note = models.CharField("说明", max_length=200, blank=True)
    person_id = models.BigIntegerField(null=True)
    author = models.CharField("修改人", max_length=200)
    created_at = models.DateTimeField("修改时间")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["body", "sequence"], name="content_revision_once")]
        ordering = ["body", "sequence"]

    def __str__(self) -> str:
        return f"{self.body_id} 第{self.sequence}稿"


class Asset(models.Model):
    """An image or attachment of a text. The digest is copied: it stands when the bytes are gone.

    One that was taken away keeps its row, because an earlier signature may name it.
    """

    class Kind(models.TextChoices):
        IMAGE = "image", "图片"
        ATTACHMENT = "attachment", "附件"

    body = models.ForeignKey(Body, models.CASCADE, related_name="assets")
    kind = models.CharField("类别", max_length=12, choices=Kind.choices)
    file = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    title = models.CharField("名称", max_length=200)
    alt = models.CharField("替代文字", max_length=300, blank=True)
    is_map = models.BooleanField("含地图", default=False)
    map_number = models.CharField("审图号", max_length=60, blank=True)
    order = models.PositiveIntegerField("顺序", default=0)
    added_at = models.DateTimeField("加入时间")
    removed_at = models.DateTimeField("移除时间", null=True)

    class Meta:
        ordering = ["order", "pk"]
        indexes = [models.Index(fields=["body", "order"], name="content_asset_order")]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "file"], condition=Q(removed_at__isnull=True), name="content_asset_once"
            )
        ]

    def __str__(self) -> str:
        return self.title
