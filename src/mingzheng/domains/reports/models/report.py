"""The report of a unit and year, and what a section was asked to contribute. Both are details of cases."""

from django.db import models

from mingzheng.casework.public import CaseDetail


class Report(CaseDetail):
    """A yearly report. `profile` is the copy it began with; `frozen` what was signed, empty while it may change.

    `lead_in` are runs; everything of the head and the foot that procedure or clerk fill in stands here.
    """

    unit = models.ForeignKey("org.Unit", models.PROTECT, verbose_name="报告单位", related_name="+", null=True)
    year = models.PositiveSmallIntegerField("年度", default=0)
    profile_code = models.CharField("版式", max_length=40, blank=True)
    profile = models.JSONField(default=dict)
    theme = models.CharField("学习主题", max_length=60, blank=True)
    title = models.CharField("标题", max_length=200, blank=True)
    salutation = models.CharField("主送机关", max_length=300, blank=True)
    lead_in = models.JSONField(default=list)
    closing = models.CharField("结语", max_length=60, blank=True)
    openness = models.CharField("公开方式", max_length=20, blank=True)
    copies = models.CharField("抄送机关", max_length=300, blank=True)
    elements_version = models.PositiveIntegerField(default=1)
    send_due_on = models.DateField("报送期限", null=True)
    publish_due_on = models.DateField("公开期限", null=True)
    discussed_on = models.DateField("集体讨论日期", null=True)
    discussed_at = models.CharField("讨论会议", max_length=100, blank=True)
    signer = models.CharField("签发人", max_length=60, blank=True)
    signed_on = models.DateField("成文日期", null=True)
    doc_number = models.CharField("文号", max_length=60, blank=True)
    sent_on = models.DateField("报送日期", null=True)
    published_on = models.DateField("公开日期", null=True)
    published_at = models.CharField("公开地址", max_length=300, blank=True)
    snapshot_id = models.BigIntegerField(null=True)
    frozen = models.JSONField(default=dict)
    frozen_digest = models.CharField(max_length=64, blank=True)
    is_dropped = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year"], condition=models.Q(is_dropped=False), name="report_once_per_unit_and_year"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ContributionDetail(CaseDetail):
    """What a section's people were asked to write: a child case of the report's."""

    section = models.ForeignKey(
        "reports.Section", models.SET_NULL, verbose_name="章节", related_name="contributions", null=True
    )
    note = models.CharField("要求", max_length=500, blank=True)
