"""The table of the book of policy assessments. Its rules are the book's, in `register`."""

from django.db import models

from mingzheng.registers.public import Record


class PolicyAssessment(Record):
    """One reaction or assessment of a policy after it came into force."""

    case = models.ForeignKey("casework.Case", models.PROTECT, null=True, related_name="+")
    source = models.CharField(max_length=20)
    findings = models.TextField(max_length=2000)
    misunderstanding = models.TextField(max_length=1000, blank=True, default="")
    follow_up = models.CharField(max_length=500, blank=True, default="")

    class Meta(Record.Meta):
        app_label = "normative"
