"""The ledger 台账: a row per requirement (parent case), a row per obliged unit (child case), progress and letters."""

from django.db import models

from mingzheng.casework.public import CaseDetail
from mingzheng.domains.workplan.models.rounds import ReportingRound
from mingzheng.domains.workplan.models.schemes import Requirement, SchemeDetail


class RequirementDetail(CaseDetail):
    """The parent row: what the scheme requires, and what the lead unit says of the whole 牵头单位汇总."""

    scheme = models.ForeignKey(SchemeDetail, models.PROTECT, related_name="+")
    requirement = models.ForeignKey(Requirement, models.PROTECT, related_name="+")
    number = models.CharField("序号", max_length=20, blank=True)
    heading = models.CharField("工作要求", max_length=1100, blank=True)
    summary = models.TextField("汇总情况", blank=True)
    lead_sections = models.JSONField("牵头科室", default=list)
    verify_opinion = models.TextField("核验意见", blank=True)


class ItemDetail(CaseDetail):
    """The child row: one unit's measure, responsible person, limit, progress and result."""

    scheme = models.ForeignKey(SchemeDetail, models.PROTECT, related_name="+")
    requirement = models.ForeignKey(Requirement, models.PROTECT, related_name="+")
    number = models.CharField("序号", max_length=20, blank=True)
    is_lead = models.BooleanField("牵头", default=False)
    lead_sections = models.JSONField("承办科室", default=list)
    deadline_text = models.CharField("时限要求", max_length=200, blank=True)
    deadline_kind = models.CharField(max_length=12, blank=True)
    interval = models.CharField("周期", max_length=12, blank=True)
    measure = models.TextField("具体措施", blank=True)
    responsible_person = models.CharField("责任人", max_length=60, blank=True)
    responsible_leader = models.CharField("分管领导", max_length=60, blank=True)
    planned_on = models.DateField("计划完成时间", null=True)
    progress = models.TextField("最新进展", blank=True)
    percent = models.PositiveSmallIntegerField("完成进度", default=0)
    delay_reason = models.TextField("滞后原因", blank=True)
    coordination = models.TextField("需协调事项", blank=True)
    result = models.TextField("办理结果", blank=True)
    not_involved_reason = models.TextField("不涉及理由", blank=True)
    verify_opinion = models.TextField("核验意见", blank=True)

    class Meta:
        indexes = [models.Index(fields=["scheme", "requirement"], name="workplan_item_scheme")]


class Occurrence(models.Model):
    """One turn of a recurring requirement: 每季度, 每年至少一次 …"""

    item = models.ForeignKey(ItemDetail, models.PROTECT, related_name="occurrences")
    label = models.CharField("期次", max_length=40)
    due_on = models.DateField("应完成日期")
    done_on = models.DateField("完成日期", null=True)
    text = models.TextField("完成情况", blank=True)

    class Meta:
        ordering = ["item", "due_on"]
        constraints = [models.UniqueConstraint(fields=["item", "due_on"], name="workplan_occurrence_once")]


class ProgressEntry(models.Model):
    """What a unit reported on a day, in a round or between rounds. Never changed; a later entry corrects it."""

    item = models.ForeignKey(ItemDetail, models.PROTECT, related_name="entries")
    round = models.ForeignKey(ReportingRound, models.PROTECT, null=True, related_name="entries")
    act = models.PositiveBigIntegerField(unique=True)
    reported_on = models.DateField()
    text = models.TextField()
    percent = models.PositiveSmallIntegerField(default=0)
    delay_reason = models.TextField(blank=True)
    coordination = models.TextField(blank=True)
    reported_by = models.CharField(max_length=100)

    class Meta:
        ordering = ["-reported_on", "-id"]
        indexes = [models.Index(fields=["round", "item"], name="workplan_entry_round")]


class Letter(models.Model):
    """A numbered letter to a unit that is late: 提醒函, 督办函."""

    class Kind(models.TextChoices):
        REMINDER = "reminder", "提醒函"
        SUPERVISION = "supervision", "督办函"

    item = models.ForeignKey(ItemDetail, models.PROTECT, related_name="letters")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    number = models.CharField("文号", max_length=60, unique=True)
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    body = models.TextField("正文")
    reply_due_on = models.DateField("回复期限", null=True)
    issued_on = models.DateField("签发日期")
    signer = models.CharField("签发人", max_length=60)
    replied_on = models.DateField("回复日期", null=True)
    reply = models.TextField("回复", blank=True)

    class Meta:
        ordering = ["-issued_on", "-id"]
