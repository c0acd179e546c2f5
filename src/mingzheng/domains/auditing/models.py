"""The table of advice given before an audit."""

from django.db import models

from mingzheng.registers.public import Record


class AuditAdvice(Record):
    """One piece of advice: to which unit, on what, by which auditor."""

    served_unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    subject = models.CharField(max_length=20)
    manner = models.CharField(max_length=20, blank=True, default="")
    advice = models.TextField(max_length=3000)
    auditor = models.ForeignKey("org.Person", models.PROTECT, null=True, related_name="+")

    class Meta(Record.Meta):
        verbose_name = "审计咨询"
