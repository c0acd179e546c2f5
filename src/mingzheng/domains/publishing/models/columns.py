"""Columns 栏目 and who signs what in each."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from mingzheng.domains.publishing.words import Block, ColumnKind, Step


class Column(models.Model):
    """A column of the site. The public sees it once it, or one below it, holds something."""

    code = models.CharField(
        "网址名",
        max_length=40,
        unique=True,
        validators=[RegexValidator(r"^[a-z][a-z0-9-]*$", "只用小写字母、数字和短横")],
    )
    name = models.CharField("栏目名称", max_length=60)
    standard_name = models.CharField("规范名称", max_length=60, blank=True)
    description = models.CharField("说明", max_length=300, blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级栏目"
    )
    owner_unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+", verbose_name="维护单位")
    kind = models.CharField("类别", max_length=16, choices=ColumnKind.choices)
    interval_days = models.PositiveIntegerField("更新间隔（日）", null=True, blank=True)
    order = models.PositiveIntegerField("顺序", default=0)
    has_recheck = models.BooleanField("发布前由宣传部门复核", default=False)
    topic = models.CharField("专题类型", max_length=40, blank=True)
    block = models.CharField("信息公开板块", max_length=12, choices=Block.choices, blank=True, default="")
    closed_on = models.DateField("停用日期", null=True, blank=True)

    class Meta:
        verbose_name = "栏目"
        ordering = ["order", "code"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ColumnKind.values), name="publishing_column_kind"),
            models.CheckConstraint(condition=~Q(parent=models.F("id")), name="publishing_column_not_below_itself"),
        ]

    def __str__(self) -> str:
        return self.name


class ColumnStep(models.Model):
    """Which posts sign a step in a column, and which gates they answer for. Without a row the house's default holds."""

    column = models.ForeignKey(Column, models.CASCADE, related_name="steps")
    step = models.CharField("环节", max_length=12, choices=Step.choices)
    posts = models.JSONField("签名岗位", default=list)
    gates = models.JSONField("把关内容", default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["column", "step"], name="publishing_step_once"),
            models.CheckConstraint(condition=Q(step__in=Step.values), name="publishing_step_known"),
        ]

    def __str__(self) -> str:
        return f"{self.column_id} {self.step}"
