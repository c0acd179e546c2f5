"""Items 发布件, their relations and the signatures under them."""

from django.db import models
from django.db.models import Q

from mingzheng.casework.public import CaseDetail
from mingzheng.domains.publishing.words import (
    DisclosureKind,
    Genre,
    Ground,
    ItemClass,
    Mode,
    ObjectionKind,
    ObjectionOutcome,
    RelationKind,
    Secrecy,
    Step,
)


class Item(CaseDetail):
    """What is to be published, as it is being written. What the public reads is a `Publication`.

    `approved_manifest` is what the last signature covers; empty when nothing is approved or something changed since.
    """

    column = models.ForeignKey(
        "publishing.Column", models.PROTECT, related_name="items", null=True, verbose_name="栏目"
    )
    body = models.ForeignKey("content.Body", models.PROTECT, related_name="+", null=True)
    item_class = models.CharField("信息类别", max_length=16, choices=ItemClass.choices)
    summary = models.TextField("内容概述", blank=True)
    issuer = models.CharField("发文机关", max_length=120, blank=True)
    written_on = models.DateField("成文日期", null=True)
    document_number = models.CharField("文号", max_length=60, blank=True)
    subject = models.CharField("主题分类", max_length=60, blank=True)
    genre = models.CharField("体裁", max_length=16, choices=Genre.choices, blank=True)
    index_number = models.CharField("索引号", max_length=40, blank=True)
    source = models.CharField("信息来源", max_length=120, blank=True)
    contact = models.CharField("咨询电话和单位", max_length=200, blank=True)
    in_force_from = models.DateField("施行日期", null=True)
    in_force_to = models.DateField("有效期至", null=True)
    abolished_on = models.DateField("废止日期", null=True)
    shown_until = models.DateField("公示期至", null=True)
    has_map = models.BooleanField("含地图", default=False)
    map_number = models.CharField("审图号", max_length=60, blank=True)
    extra = models.JSONField("专题要素", default=dict)
    disclosure_kind = models.CharField("公开时限", max_length=16, choices=DisclosureKind.choices, default="general")
    formed_on = models.DateField("形成或者变更日期", null=True)
    disclose_by = models.DateField("最迟公开日期", null=True)
    mode = models.CharField("公开方式", max_length=16, choices=Mode.choices, blank=True)
    mode_ground = models.CharField("公开方式的依据", max_length=16, choices=Ground.choices, blank=True)
    mode_reason = models.TextField("认定理由", blank=True)
    secrecy = models.CharField("保密审查结论", max_length=16, choices=Secrecy.choices, blank=True)
    secrecy_basis = models.TextField("保密审查依据", blank=True)
    secrecy_digest = models.CharField(max_length=64, blank=True)
    approved_manifest = models.JSONField(null=True)
    approved_at = models.DateTimeField("审定时间", null=True)
    path = models.CharField("网址", max_length=120, unique=True, null=True)
    published_at = models.DateTimeField("首次发布时间", null=True)
    external_link = models.URLField("省平台链接", max_length=500, blank=True)
    external_state = models.CharField("省平台状态", max_length=40, blank=True)
    is_urgent = models.BooleanField("紧急发布", default=False)
    authorisation = models.TextField("紧急发布授权", blank=True)
    is_migrated = models.BooleanField("迁移", default=False)
    former_address = models.CharField("原网址", max_length=500, blank=True, default="")
    former_key = models.CharField(max_length=500, blank=True, default="")
    migration = models.ForeignKey("publishing.Migration", models.PROTECT, null=True, related_name="items")
    returned_count = models.PositiveIntegerField("退回次数", default=0)

    class Meta:
        indexes = [
            models.Index(fields=["column", "published_at"], name="publishing_item_column"),
            models.Index(fields=["disclose_by"], name="publishing_item_disclose", condition=Q(published_at=None)),
            models.Index(fields=["former_key"], name="publishing_item_former", condition=~Q(former_key="")),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(item_class__in=ItemClass.values), name="publishing_one_class"),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | Q(path__isnull=False), name="publishing_published_has_path"
            ),
            models.UniqueConstraint(
                fields=["index_number"], condition=~Q(index_number=""), name="publishing_index_number_once"
            ),
        ]


class ItemRelation(models.Model):
    """One item bears on another: policy and interpretation, question and answer, what amends or repeals what."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="relations")
    other = models.ForeignKey(Item, models.CASCADE, related_name="related_from")
    kind = models.CharField("关系", max_length=16, choices=RelationKind.choices)
    noted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "other", "kind"], name="publishing_relation_once"),
            models.CheckConstraint(condition=~Q(item=models.F("other")), name="publishing_relation_not_to_itself"),
        ]


class FormerFile(models.Model):
    """Where an image or attachment of a migrated item stood on the earlier site."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="former_files")
    asset = models.ForeignKey("content.Asset", models.CASCADE, related_name="+")
    address = models.CharField("原网址", max_length=500)
    key = models.CharField(max_length=500, db_index=True)


class LibraryRelation(models.Model):
    """An item bears on a document of the policy library: explains it, answers a question about it, serves to carry it out."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="library_relations")
    slug = models.CharField("文件", max_length=60, db_index=True)
    kind = models.CharField("关系", max_length=16, choices=RelationKind.choices)
    noted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "slug"], name="publishing_library_relation_once"),
        ]


class Signature(models.Model):
    """Somebody signed a step for a text. `round` counts how often the item was sent in; rows are only added."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="signatures")
    step = models.CharField("环节", max_length=12, choices=Step.choices)
    round = models.PositiveIntegerField("轮次")
    person = models.ForeignKey("org.Person", models.PROTECT, related_name="+", null=True)
    person_name = models.CharField("签名人", max_length=60)
    gates = models.JSONField("把关内容", default=list)
    remarks = models.TextField("意见", blank=True)
    manifest_digest = models.CharField(max_length=64)
    is_afterwards = models.BooleanField("事后补签", default=False)
    signed_at = models.DateTimeField("签名时间")

    class Meta:
        ordering = ["signed_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["item", "step", "round"], name="publishing_signed_once")]


class Objection(models.Model):
    """Somebody objects to what is published about him, asks for it to be corrected, or for credit repair 信用修复."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="objections")
    kind = models.CharField("诉求", max_length=16, choices=ObjectionKind.choices)
    by_whom = models.CharField("提出人", max_length=80)
    content = models.TextField("事实和理由")
    received_on = models.DateField("收到日期")
    outcome = models.CharField("处理结果", max_length=12, choices=ObjectionOutcome.choices, blank=True)
    reply = models.TextField("答复", blank=True)
    answered_on = models.DateField("答复日期", null=True)

    class Meta:
        ordering = ["received_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["item"], condition=Q(answered_on__isnull=True), name="publishing_one_open_objection"
            )
        ]


class Alignment(models.Model):
    """A co-unit agreed with the words of a joint release 口径一致; `digest` says with which words."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="alignments")
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    person_name = models.CharField("确认人", max_length=60)
    remarks = models.TextField("意见", blank=True)
    digest = models.CharField(max_length=64)
    agreed_at = models.DateTimeField("确认时间")

    class Meta:
        ordering = ["agreed_at", "pk"]
