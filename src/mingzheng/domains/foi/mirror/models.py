"""What another system says of an application: its number, state and days. Nothing of the applicant is taken over."""

from django.db import models
from django.db.models import Q


class ExternalApplication(models.Model):
    """One application as the other system shows it 外部申请. `case` is ours, where it is known which one it is."""

    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+", verbose_name="机关")
    number = models.CharField("外部编号", max_length=80)
    case = models.OneToOneField("casework.Case", models.PROTECT, null=True, related_name="+")
    title = models.CharField("申请事项", max_length=300, blank=True)
    state = models.CharField("外部状态", max_length=60, blank=True)
    received_on = models.DateField("外部收到日期", null=True)
    due_on = models.DateField("外部答复期限", null=True)
    answered_on = models.DateField("外部答复日期", null=True)
    seen_at = models.DateTimeField("对照时间")

    class Meta:
        db_table = "foi_external_application"
        constraints = [
            models.UniqueConstraint(fields=["unit", "number"], name="foi_external_number_once"),
            models.CheckConstraint(condition=~Q(number=""), name="foi_external_has_number"),
        ]
