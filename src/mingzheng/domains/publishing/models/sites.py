"""Unit sites 集约化: the units that stand on this installation with a site of their own."""

from django.core.validators import RegexValidator
from django.db import models


class UnitSite(models.Model):
    """A unit's own site on this installation: its introduction, its counter, and everything the unit published."""

    code = models.CharField(
        "网址名",
        max_length=40,
        unique=True,
        validators=[RegexValidator(r"^[a-z][a-z0-9-]*$", "只用小写字母、数字和短横")],
    )
    unit = models.OneToOneField("org.Unit", models.PROTECT, related_name="+", verbose_name="单位")
    name = models.CharField("网站名称", max_length=60)
    introduction = models.TextField("机构职能", blank=True, max_length=2000)
    address = models.CharField("办公地址", max_length=200, blank=True)
    hours = models.CharField("办公时间", max_length=200, blank=True)
    telephone = models.CharField("联系电话", max_length=60, blank=True)
    order = models.PositiveIntegerField("顺序", default=0)
    closed_on = models.DateField("关停日期", null=True, blank=True)

    class Meta:
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return self.name
