"""Leading groups 工作领导小组 with members, meetings and difficult issues; heads' yearly hearings 听取汇报 (S05, S06)."""

from django.db import models
from django.db.models import F, Q


class LeadingGroup(models.Model):
    """A leading group of a field of work."""

    name = models.CharField("名称", max_length=200)
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+", verbose_name="设在单位")
    field = models.CharField("工作领域", max_length=60)
    set_up_on = models.DateField("成立日期")
    ended_on = models.DateField("撤销日期", null=True, blank=True)
    basis = models.CharField("成立文件", max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name"], name="workplan_group_name_once")]


class GroupMember(models.Model):
    """A member with the days of membership; changes end one row and begin another."""

    group = models.ForeignKey(LeadingGroup, models.PROTECT, related_name="members")
    person = models.ForeignKey("org.Person", models.PROTECT, null=True, related_name="+")
    name = models.CharField("姓名", max_length=60)
    title = models.CharField("职务", max_length=100, blank=True)
    role = models.CharField("组内职务", max_length=40)
    valid_from = models.DateField("起")
    valid_to = models.DateField("止", null=True, blank=True)

    class Meta:
        ordering = ["group", "valid_from", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="workplan_member_interval",
            )
        ]


class GroupMeeting(models.Model):
    """A meeting of a leading group; at least one a year is due."""

    group = models.ForeignKey(LeadingGroup, models.PROTECT, related_name="meetings")
    held_on = models.DateField("召开日期")
    chair = models.CharField("主持人", max_length=60)
    agenda = models.TextField("议题")
    decisions = models.TextField("议定事项", blank=True)
    minutes_file = models.PositiveBigIntegerField(null=True)
    recorded_by = models.CharField(max_length=100)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-held_on"]


class DifficultIssue(models.Model):
    """A difficult issue a unit raised, and the help it was given."""

    group = models.ForeignKey(LeadingGroup, models.PROTECT, related_name="issues")
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    raised_on = models.DateField("提出日期")
    text = models.TextField("疑难问题")
    meeting = models.ForeignKey(GroupMeeting, models.PROTECT, null=True, related_name="issues")
    help_given = models.TextField("指导解决情况", blank=True)
    solved_on = models.DateField("解决日期", null=True)

    class Meta:
        ordering = ["-raised_on", "-id"]


class HeadHearing(models.Model):
    """A head of unit heard a report or studied the work; at least one a year per unit is due."""

    class Kind(models.TextChoices):
        HEARING = "hearing", "听取汇报"
        STUDY = "study", "专题研究部署"

    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    field = models.CharField("工作领域", max_length=60)
    kind = models.CharField("形式", max_length=10, choices=Kind.choices)
    held_on = models.DateField("日期")
    head_name = models.CharField("主要负责人", max_length=60)
    subject = models.CharField("主题", max_length=300)
    decisions = models.TextField("部署事项", blank=True)
    minutes_file = models.PositiveBigIntegerField(null=True)
    recorded_by = models.CharField(max_length=100)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-held_on", "-id"]
        indexes = [models.Index(fields=["field", "unit", "held_on"], name="workplan_hearing_unit")]
