"""The tables of annual disclosure reports.

A report's state lives on the engine's case; its cells are counted, and stored only when they are frozen.
"""

from django.db import models

from mingzheng.casework.public import CaseDetail


class AnnualReport(CaseDetail):
    """A report of an organ and year. `frozen` is what was signed, empty while text and numbers may move.

    A consolidated one is the government's 汇总: it adds what subordinate units handed in.
    """

    unit = models.ForeignKey("org.Unit", models.PROTECT, verbose_name="报告单位", related_name="+", null=True)
    year = models.PositiveSmallIntegerField("年度", default=0)
    is_consolidated = models.BooleanField("本级政府汇总", default=False)
    organ = models.CharField("机关全称", max_length=100, blank=True)
    submit_due_on = models.DateField("报送期限", null=True)
    publish_due_on = models.DateField("公开期限", null=True)
    frozen = models.JSONField(default=dict)
    frozen_digest = models.CharField(max_length=64, blank=True)
    snapshot_id = models.BigIntegerField(null=True)
    signer = models.CharField("签发人", max_length=60, blank=True)
    signed_on = models.DateField("签发日期", null=True)
    submitted_on = models.DateField("报送日期", null=True)
    published_on = models.DateField("公开日期", null=True)
    item_number = models.CharField("信息发布件", max_length=40, blank=True)
    address = models.CharField("公开网址", max_length=300, blank=True)
    is_dropped = models.BooleanField(default=False)

    class Meta:
        db_table = "foi_annual_report"
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year", "is_consolidated"],
                condition=models.Q(is_dropped=False, unit__isnull=False),
                name="foi_annual_report_once",
            ),
            models.CheckConstraint(
                condition=models.Q(frozen_digest="") | models.Q(signed_on__isnull=False),
                name="foi_annual_report_frozen_by_signature",
            ),
        ]


class AnnualText(models.Model):
    """A block of a report's text as markup; `code` is one of `words.PLANS`."""

    report = models.ForeignKey(AnnualReport, models.CASCADE, related_name="texts", db_index=False)
    code = models.CharField(max_length=20)
    text = models.TextField(max_length=10_000, blank=True)
    version = models.PositiveIntegerField(default=1)
    updated_by = models.CharField(max_length=60, blank=True)
    updated_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "foi_annual_text"
        constraints = [models.UniqueConstraint(fields=["report", "code"], name="foi_annual_text_once")]


class AnnualExplanation(models.Model):
    """Why something that is asked about stands as it does; kept with the report. It holds for what `states` says only."""

    report = models.ForeignKey(AnnualReport, models.CASCADE, related_name="explanations", db_index=False)
    code = models.CharField(max_length=12)
    subject = models.CharField(max_length=200)
    states = models.CharField(max_length=300)
    text = models.CharField("说明", max_length=1000)
    written_by = models.CharField(max_length=60)
    written_at = models.DateTimeField()

    class Meta:
        db_table = "foi_annual_explanation"
        ordering = ["code", "subject"]
        constraints = [
            models.UniqueConstraint(fields=["report", "code", "subject"], name="foi_annual_explanation_once")
        ]
