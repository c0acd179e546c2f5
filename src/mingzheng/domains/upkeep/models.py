"""The tables of information systems, of security drills and checks, and of who answers for what is said online."""

from django.db import models
from django.db.models import F, Q

from mingzheng.registers.public import Record, once


class InformationSystem(Record):
    """One information system with its grade of protection, its last and its next assessment."""

    level = models.CharField(max_length=8)
    filing_number = models.CharField(max_length=60, blank=True, default="")
    filed_on = models.DateField(null=True)
    is_cloud = models.BooleanField(default=False)
    cloud = models.CharField(max_length=80, blank=True, default="")
    cloud_resources = models.CharField(max_length=200, blank=True, default="")
    off_cloud_reason = models.CharField(max_length=200, blank=True, default="")
    is_public = models.BooleanField(default=False)
    operator = models.CharField(max_length=80, blank=True, default="")
    keeper = models.ForeignKey("org.Person", models.PROTECT, null=True, related_name="+")
    assessed_on = models.DateField(null=True)
    assessor = models.CharField(max_length=80, blank=True, default="")
    score = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    open_findings = models.IntegerField(null=True)
    next_assessment_on = models.DateField(null=True)
    retired_on = models.DateField(null=True)

    class Meta(Record.Meta):
        verbose_name = "信息系统"
        constraints = [*Record.Meta.constraints, once("unit", "title", name="informationsystem_once")]


class SecurityDrill(Record):
    """One drill or check: our role, what was found, what was put right, what it earned."""

    kind = models.CharField(max_length=16)
    level = models.CharField(max_length=12)
    role = models.CharField(max_length=12, blank=True, default="")
    system = models.ForeignKey(InformationSystem, models.PROTECT, null=True, related_name="+")
    findings = models.IntegerField(null=True)
    fixed = models.IntegerField(null=True)
    fix_due_on = models.DateField(null=True)
    award = models.CharField(max_length=80, blank=True, default="")
    summary = models.TextField(max_length=2000, blank=True, default="")

    class Meta(Record.Meta):
        verbose_name = "网络安全演练和检查"
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=Q(fixed__isnull=True) | Q(findings__isnull=True) | Q(fixed__lte=F("findings")),
                name="securitydrill_fixed_of_found",
            ),
        ]


class OnlineDuty(Record):
    """Who answers in a unit for one site, account or platform; its day is the first he answers for it."""

    duty = models.CharField(max_length=12)
    channel = models.CharField(max_length=16)
    person = models.ForeignKey("org.Person", models.PROTECT, related_name="+")
    phone = models.CharField(max_length=40, blank=True, default="")
    content = models.TextField(max_length=1000, blank=True, default="")
    signed_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)

    class Meta(Record.Meta):
        verbose_name = "网络意识形态责任"
        constraints = [
            *Record.Meta.constraints,
            once("unit", "title", "duty", "occurred_on", name="onlineduty_once"),
        ]
