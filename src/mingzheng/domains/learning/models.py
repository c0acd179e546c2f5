"""The tables of law study and publicity: laws to know, plans, study, examinations, appearances, activities, duties."""

from django.db import models

from mingzheng.registers.public import Choice, Record, once


class LawToKnow(Record):
    """One law or party rule that everybody, or every head, must know."""

    category = models.CharField(max_length=16)
    audience = models.CharField(max_length=12)
    source = models.CharField(max_length=120, blank=True, default="")
    removed_on = models.DateField(null=True)

    class Meta(Record.Meta):
        verbose_name = "应知应会法律法规"
        constraints = [*Record.Meta.constraints, once("title", name="lawtoknow_title_once")]


class PlanItem(Record):
    """One item of a unit's yearly plan of study or publicity."""

    year = models.IntegerField()
    kind = models.CharField(max_length=12)
    manner = models.CharField(max_length=80, blank=True, default="")
    content = models.TextField(max_length=2000, blank=True, default="")

    class Meta(Record.Meta):
        verbose_name = "学法普法计划"
        constraints = [*Record.Meta.constraints, once("unit", "year", "kind", "title", name="planitem_once")]


class StudySession(Record):
    """One study session: on which laws, who attended, how long."""

    form = models.CharField(max_length=20)
    laws = models.ManyToManyField(LawToKnow, related_name="+")
    material = models.CharField(max_length=300, blank=True, default="")
    chair = models.ForeignKey("org.Person", models.PROTECT, null=True, related_name="+")
    attendees = models.ManyToManyField("org.Person", related_name="+")
    others = models.IntegerField(null=True)
    hours = models.DecimalField(max_digits=5, decimal_places=1, null=True)
    place = models.CharField(max_length=120, blank=True, default="")
    plan = models.ForeignKey(PlanItem, models.PROTECT, null=True, related_name="+")

    class Meta(Record.Meta):
        verbose_name = "学法活动"


class LawExamination(Record):
    """One person in one year's examination: due to sit, sat or absent, with which result."""

    year = models.IntegerField()
    person = models.ForeignKey("org.Person", models.PROTECT, related_name="+")
    has_sat = models.BooleanField(default=False)
    score = models.DecimalField(max_digits=5, decimal_places=1, null=True)
    grade = models.CharField(max_length=12, blank=True, default="")
    credits = models.DecimalField(max_digits=6, decimal_places=1, null=True)
    reason = models.CharField(max_length=200, blank=True, default="")

    class Meta(Record.Meta):
        verbose_name = "学法考试"
        constraints = [*Record.Meta.constraints, once("person", "year", name="lawexamination_once")]


class CourtAppearance(Record):
    """One hearing of an administrative case: who stood for the organ."""

    case_number = models.CharField(max_length=80)
    court = models.CharField(max_length=80)
    opponent = models.CharField(max_length=120, blank=True, default="")
    capacity = models.CharField(max_length=16)
    person = models.ForeignKey("org.Person", models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=300, blank=True, default="")
    outcome = models.CharField(max_length=16, blank=True, default="")

    class Meta(Record.Meta):
        verbose_name = "出庭应诉"
        constraints = [
            *Record.Meta.constraints,
            once("case_number", "occurred_on", name="courtappearance_once"),
        ]


class PublicityActivity(Record):
    """One activity that makes the law known."""

    occasion = models.CharField(max_length=20, blank=True, default="")
    manner = models.ManyToManyField(Choice, related_name="+")
    laws = models.ManyToManyField(LawToKnow, related_name="+")
    place = models.CharField(max_length=120, blank=True, default="")
    audience = models.CharField(max_length=120, blank=True, default="")
    reach = models.IntegerField(null=True)
    materials = models.IntegerField(null=True)
    plan = models.ForeignKey(PlanItem, models.PROTECT, null=True, related_name="+")

    class Meta(Record.Meta):
        verbose_name = "普法宣传"


class PublicityDuty(Record):
    """Which law a unit must make known, to whom and how; its day is the first the duty holds."""

    laws = models.ManyToManyField(LawToKnow, related_name="+")
    audience = models.CharField(max_length=120)
    manner = models.ManyToManyField(Choice, related_name="+")
    person = models.ForeignKey("org.Person", models.PROTECT, null=True, related_name="+")
    measures = models.TextField(max_length=1000, blank=True, default="")
    ended_on = models.DateField(null=True)

    class Meta(Record.Meta):
        verbose_name = "普法责任"
        constraints = [
            *Record.Meta.constraints,
            once("unit", "title", "occurred_on", name="publicityduty_once"),
        ]
