"""Look-back 回头看 on an earlier year's ledger, and the rectification 整改 it opens."""

from django.db import models

from mingzheng.casework.public import CaseDetail
from mingzheng.domains.workplan.models.items import ItemDetail
from mingzheng.domains.workplan.models.schemes import Requirement, SchemeDetail


class LookBack(models.Model):
    """One look-back over a scheme."""

    scheme = models.ForeignKey(SchemeDetail, models.PROTECT, related_name="look_backs")
    title = models.CharField(max_length=200)
    started_on = models.DateField()
    finished_on = models.DateField(null=True)
    started_by = models.CharField(max_length=100)


class LookBackCheck(models.Model):
    """What was found about one requirement or one unit's row."""

    class Result(models.TextChoices):
        PENDING = "pending", "待检查"
        DONE = "done", "已落实"
        UNDONE = "undone", "未完成"
        NOT_APPLICABLE = "not_applicable", "不涉及"

    look_back = models.ForeignKey(LookBack, models.PROTECT, related_name="checks")
    requirement = models.ForeignKey(Requirement, models.PROTECT, related_name="+")
    item = models.ForeignKey(ItemDetail, models.PROTECT, null=True, related_name="+")
    result = models.CharField(max_length=16, choices=Result.choices, default=Result.PENDING)
    finding = models.TextField(blank=True)
    checked_on = models.DateField(null=True)
    checked_by = models.CharField(max_length=100, blank=True)
    rectification = models.OneToOneField("casework.Case", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["look_back", "requirement__order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["look_back", "requirement", "item"], name="workplan_check_once"),
        ]


class RectificationDetail(CaseDetail):
    """A rectification 整改: what was found undone, what will be done about it, what was done."""

    scheme = models.ForeignKey(SchemeDetail, models.PROTECT, related_name="+")
    requirement = models.ForeignKey(Requirement, models.PROTECT, related_name="+")
    finding = models.TextField("存在问题")
    measure = models.TextField("整改措施", blank=True)
    result = models.TextField("整改结果", blank=True)
    verify_opinion = models.TextField("核验意见", blank=True)
