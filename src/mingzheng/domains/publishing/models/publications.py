"""What the public reads, how it was corrected, and the two ways down."""

from django.db import models
from django.db.models import Q

from mingzheng.domains.publishing.words import Genre, ItemClass, TakedownKind, WithdrawalKind


class Publication(models.Model):
    """An item as it went out: everything a public page shows, frozen with its manifest. One row a version.

    The fields are copies: what is being rewritten never shows. `is_current` is the version that stands at the path.
    """

    item = models.ForeignKey("publishing.Item", models.PROTECT, related_name="publications")
    version = models.PositiveIntegerField("版次")
    is_current = models.BooleanField(default=True)
    path = models.CharField("网址", max_length=120)
    revision = models.ForeignKey("content.Revision", models.PROTECT, related_name="+")
    manifest = models.JSONField()
    manifest_digest = models.CharField(max_length=64)
    title = models.CharField("标题", max_length=500)
    summary = models.TextField("内容概述", blank=True)
    column = models.ForeignKey("publishing.Column", models.PROTECT, related_name="publications", verbose_name="栏目")
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+", verbose_name="发布单位")
    item_class = models.CharField("信息类别", max_length=16, choices=ItemClass.choices)
    index_number = models.CharField("索引号", max_length=40, blank=True)
    issuer = models.CharField("发文机关", max_length=120, blank=True)
    written_on = models.DateField("成文日期", null=True)
    document_number = models.CharField("文号", max_length=60, blank=True)
    subject = models.CharField("主题分类", max_length=60, blank=True)
    genre = models.CharField("体裁", max_length=16, choices=Genre.choices, blank=True)
    mode_ground = models.CharField("公开依据", max_length=16, blank=True)
    source = models.CharField("信息来源", max_length=120, blank=True)
    contact = models.CharField("咨询电话和单位", max_length=200, blank=True)
    in_force_from = models.DateField("施行日期", null=True)
    in_force_to = models.DateField("有效期至", null=True)
    abolished_on = models.DateField("废止日期", null=True)
    shown_until = models.DateField("公示期至", null=True)
    map_number = models.CharField("审图号", max_length=60, blank=True)
    extra = models.JSONField("专题要素", default=dict)
    author_name = models.CharField("责任编辑", max_length=60, blank=True)
    is_urgent = models.BooleanField("紧急发布", default=False)
    is_migrated = models.BooleanField("迁移", default=False)
    published_at = models.DateTimeField("发布时间")
    updated_at = models.DateTimeField("更新时间")
    withdrawn_at = models.DateTimeField("撤回时间", null=True)
    taken_down_at = models.DateTimeField("下线时间", null=True)

    class Meta:
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["item", "version"], name="publishing_version_once"),
            models.UniqueConstraint(fields=["item"], condition=Q(is_current=True), name="publishing_one_current"),
            models.UniqueConstraint(fields=["path"], condition=Q(is_current=True), name="publishing_path_once"),
            models.CheckConstraint(
                condition=Q(updated_at__gte=models.F("published_at")), name="publishing_not_updated_before"
            ),
        ]
        indexes = [
            models.Index(fields=["column", "-published_at"], name="publishing_by_column", condition=Q(is_current=True)),
            models.Index(fields=["-published_at"], name="publishing_newest", condition=Q(is_current=True)),
            models.Index(fields=["unit", "-published_at"], name="publishing_by_unit", condition=Q(is_current=True)),
        ]

    def __str__(self) -> str:
        return f"{self.path} 第{self.version}版"


class Withdrawal(models.Model):
    """An item went down with a public note: its page says that it did, why, and what to read instead."""

    publication = models.OneToOneField(Publication, models.PROTECT, related_name="withdrawal")
    kind = models.CharField("撤回原因", max_length=20, choices=WithdrawalKind.choices)
    note = models.TextField("公开说明")
    redirect = models.CharField("改读", max_length=300, blank=True)
    withdrawn_at = models.DateTimeField("撤回时间")


class Takedown(models.Model):
    """An item went down without a word. What it said is sealed: two people open it together, or nobody."""

    item = models.ForeignKey("publishing.Item", models.PROTECT, related_name="takedowns")
    kind = models.CharField("下线原因", max_length=16, choices=TakedownKind.choices)
    reason = models.TextField("说明")
    manifest_digest = models.CharField(max_length=64)
    path = models.CharField(max_length=120)
    sealed = models.BinaryField()
    taken_down_at = models.DateTimeField("下线时间")


class SealOpening(models.Model):
    """Somebody asked to open what was sealed, and somebody else agreed."""

    takedown = models.ForeignKey(Takedown, models.PROTECT, related_name="openings")
    reason = models.TextField("事由")
    asked_by = models.ForeignKey("org.Person", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    agreed_by = models.ForeignKey("org.Person", models.PROTECT, related_name="+", null=True)
    agreed_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField("阅看时间", null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(agreed_by__isnull=True) | ~Q(agreed_by=models.F("asked_by")), name="publishing_two_keys"
            )
        ]


class Correction(models.Model):
    """A correction after publication 勘误: what was changed, for the public log of corrections."""

    item = models.ForeignKey("publishing.Item", models.PROTECT, related_name="corrections")
    version = models.PositiveIntegerField("版次")
    reason = models.CharField("更正原因", max_length=500)
    runs = models.JSONField("更正对照")
    changed = models.PositiveIntegerField("更正字数")
    corrected_at = models.DateTimeField("更正时间")

    class Meta:
        ordering = ["-corrected_at"]
        constraints = [models.UniqueConstraint(fields=["item", "version"], name="publishing_correction_once")]


class Alarm(models.Model):
    """What is published is not what was approved; stands until somebody has dealt with it."""

    publication = models.ForeignKey(Publication, models.PROTECT, related_name="alarms")
    differences = models.JSONField("不一致之处")
    found_at = models.DateTimeField("发现时间")
    settled_at = models.DateTimeField("处理时间", null=True)
    settled_name = models.CharField("处理人", max_length=60, blank=True, default="")
    note = models.CharField("处理情况", max_length=500, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["publication"], condition=Q(settled_at__isnull=True), name="publishing_one_open_alarm"
            )
        ]
