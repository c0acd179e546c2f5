"""What is kept of a correction of records beside its case. Whose records they are stands in the ledger alone."""

from django.db import models
from django.db.models import Q

from mingzheng.casework.public import CaseDetail

RESULTS = (
    ("corrected", "属实，已更正"),
    ("unfounded", "经审核不属实，不予更正"),
    ("forwarded", "不属于本机关职能，已转送有权更正的机关"),
    ("told", "不属于本机关职能，告知向有权更正的机关提出"),
)


class Correction(CaseDetail):
    """One request to correct records 更正申请."""

    arrived_on = models.DateField("收到日期")
    record = models.TextField("要求更正的记录", blank=True)
    wrong = models.TextField("不准确之处和证据", blank=True)
    result = models.CharField("处理结果", max_length=12, choices=RESULTS, blank=True)
    competent = models.CharField("有权更正的机关", max_length=300, blank=True)
    reason = models.TextField("审核情况", blank=True)
    number = models.CharField("告知书文号", max_length=60, blank=True)
    decided_on = models.DateField("告知日期", null=True)

    class Meta:
        db_table = "foi_correction"
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_on__isnull=True) | ~Q(result=""), name="foi_correction_decided_on_a_result"
            )
        ]
