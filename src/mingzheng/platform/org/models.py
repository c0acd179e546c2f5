"""Tables of the unit tree, persons, posts, absences and announced holidays; named constraints and dated querysets.

Intervals are half open: `valid_from` is the first day a row holds, `valid_to` the first day it does not (null: still).
`Absence` alone is told in calendar days, both included. Writes live in `services`; the closure is computed in `rules`.
"""

from datetime import date
from typing import Self, TypeVar

from django.db import models
from django.db.models import F, Q

_Row = TypeVar("_Row", bound=models.Model)


class UnitKind(models.TextChoices):
    """What a unit is."""

    DISTRICT = "district", "区"
    ORGAN = "organ", "机关"
    TOWNSHIP = "township", "镇街"
    INSTITUTION = "institution", "事业单位"
    SECTION = "section", "科室"
    GROUP = "group", "议事协调机构"


class RelationKind(models.TextChoices):
    """How a unit belongs to the one above it: 隶属 counts in figures, 派驻/垂管 only receives work."""

    SUBORDINATE = "subordinate", "隶属"
    DISPATCHED = "dispatched", "派驻/垂管"


class PostLevel(models.TextChoices):
    """The rungs of the sign-off inside a unit, and who leads above it."""

    CLERK = "clerk", "工作人员"
    LIAISON = "liaison", "联络员"
    SECTION = "section", "科室负责人"
    DEPUTY = "deputy", "分管负责人"
    HEAD = "head", "主要负责人"
    LEADER = "leader", "区领导"


class DatedQuerySet(models.QuerySet[_Row]):
    """Rows with `valid_from` and `valid_to`."""

    def on(self, day: date) -> Self:
        """Return the rows that hold on `day`."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day), valid_from__lte=day)


def dated(name: str) -> models.CheckConstraint:
    """Return the constraint that an interval is not empty."""
    return models.CheckConstraint(
        condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name=f"{name}_interval"
    )


class Unit(models.Model):
    """A body that can be given work: the district, an organ, a township, a section inside an organ."""

    code = models.CharField("单位编码", max_length=40, unique=True)
    name = models.CharField("单位名称", max_length=120)
    short_name = models.CharField("简称", max_length=60, blank=True, default="")
    aliases = models.JSONField("别名", default=list, blank=True)
    kind = models.CharField("类别", max_length=16, choices=UnitKind.choices)
    order = models.PositiveIntegerField("排序", default=0)
    contact_phone = models.CharField("联系电话", max_length=40, blank=True, default="")
    valid_from = models.DateField("设立日期")
    valid_to = models.DateField("撤销日期", null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "单位"
        ordering = ["order", "code"]
        constraints = [
            dated("org_unit"),
            models.CheckConstraint(condition=Q(kind__in=UnitKind.values), name="org_unit_kind"),
        ]

    def __str__(self) -> str:
        return self.short_name or self.name


class UnitName(models.Model):
    """What a unit was called, from when to when; the current name is also on the unit."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="names")
    name = models.CharField(max_length=120)
    short_name = models.CharField(max_length=60, blank=True, default="")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "曾用名"
        ordering = ["valid_from"]
        constraints = [
            dated("org_unitname"),
            models.UniqueConstraint(
                fields=["unit"], condition=Q(valid_to__isnull=True), name="org_unitname_one_current"
            ),
        ]


class UnitRelation(models.Model):
    """One unit stands under another, in one of the two relations, for a time."""

    parent = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="relations_below")
    child = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="relations_above")
    kind = models.CharField(max_length=12, choices=RelationKind.choices)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "隶属关系"
        ordering = ["valid_from"]
        constraints = [
            dated("org_relation"),
            models.CheckConstraint(condition=~Q(parent=F("child")), name="org_relation_not_self"),
            models.CheckConstraint(condition=Q(kind__in=RelationKind.values), name="org_relation_kind"),
            models.UniqueConstraint(
                fields=["child", "kind"], condition=Q(valid_to__isnull=True), name="org_relation_one_current"
            ),
        ]


class UnitClosure(models.Model):
    """Every unit above every unit, dated; `kind` is dispatched once one step of the way is. Self rows have depth 0."""

    ancestor = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="closure_below", db_index=False)
    descendant = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="closure_above", db_index=False)
    depth = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=RelationKind.choices)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "单位层级"
        constraints = [
            dated("org_closure"),
            models.UniqueConstraint(
                fields=["ancestor", "descendant", "kind", "depth", "valid_from"], name="org_closure_unique"
            ),
        ]
        indexes = [models.Index(fields=["descendant", "ancestor"], name="org_closure_up")]


class Person(models.Model):
    """Somebody who holds posts. Signing in is an account's matter."""

    name = models.CharField("姓名", max_length=60)
    employee_no = models.CharField("工号", max_length=40, unique=True, null=True, blank=True)
    phone = models.CharField("手机", max_length=40, blank=True, default="")
    email = models.EmailField("邮箱", blank=True, default="")
    is_active = models.BooleanField("在岗", default=True)

    class Meta:
        verbose_name = "人员"
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(employee_no=""), name="org_person_employee_no_null_not_empty")
        ]

    def __str__(self) -> str:
        return self.name


class Post(models.Model):
    """A person's place in a unit, from when to when."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="posts")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="posts")
    title = models.CharField("职务", max_length=80, blank=True, default="")
    level = models.CharField("层级", max_length=12, choices=PostLevel.choices)
    is_primary = models.BooleanField("主要岗位", default=False)
    valid_from = models.DateField("任职日期")
    valid_to = models.DateField("免职日期", null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "岗位"
        ordering = ["-is_primary", "id"]
        constraints = [
            dated("org_post"),
            models.CheckConstraint(condition=Q(level__in=PostLevel.values), name="org_post_level"),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(valid_to__isnull=True, is_primary=True),
                name="org_post_one_primary",
            ),
            models.UniqueConstraint(
                fields=["person", "unit", "level"],
                condition=Q(valid_to__isnull=True),
                name="org_post_once_per_unit_level",
            ),
        ]


class AbsenceQuerySet(models.QuerySet["Absence"]):
    """Absences by day."""

    def covering(self, day: date) -> Self:
        """Return the absences in force on `day`."""
        return self.filter(Q(cancelled_on__isnull=True) | Q(cancelled_on__gt=day), starts_on__lte=day, ends_on__gte=day)


class Absence(models.Model):
    """A person is away and another covers (A/B 角). First and last day both count."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="absences")
    deputy = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="covers")
    starts_on = models.DateField("起")
    ends_on = models.DateField("止")
    reason = models.CharField("事由", max_length=120, blank=True, default="")
    cancelled_on = models.DateField("提前结束", null=True, blank=True)

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        verbose_name = "A/B 角代办"
        ordering = ["-starts_on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="org_absence_interval"),
            models.CheckConstraint(condition=~Q(person=F("deputy")), name="org_absence_not_self"),
        ]
        indexes = [models.Index(fields=["deputy", "ends_on"], name="org_absence_deputy")]


class HolidayYear(models.Model):
    """The announced days off and make-up workdays of one year, as imported here; the newest row of a year counts."""

    year = models.PositiveSmallIntegerField("年度")
    notice = models.CharField("文号", max_length=80)
    off = models.JSONField("放假", default=list)
    work = models.JSONField("调休上班", default=list)
    imported_at = models.DateTimeField("导入时间")
    imported_by = models.CharField("导入人", max_length=80)

    class Meta:
        verbose_name = "节假日安排"
        ordering = ["-year", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(year__gte=2000, year__lte=2100), name="org_holiday_year_range")
        ]
        indexes = [models.Index(fields=["year", "-id"], name="org_holiday_year")]


class AliasRequest(models.Model):
    """A way a document writes a unit's name, asked to be kept as an alias 别名, and what was decided. Rows stay."""

    class State(models.TextChoices):
        ASKED = "asked", "待定"
        KEPT = "kept", "已记为别名"
        DECLINED = "declined", "未采纳"

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="alias_requests")
    alias = models.CharField("叫法", max_length=120)
    found_in = models.CharField("出处", max_length=200, blank=True)
    asked_by = models.CharField("提出人", max_length=100)
    asked_at = models.DateTimeField("提出时间")
    state = models.CharField("状态", max_length=8, choices=State.choices, default=State.ASKED)
    decided_by = models.CharField("决定人", max_length=100, blank=True)
    decided_at = models.DateTimeField("决定时间", null=True)
    reason = models.CharField("理由", max_length=200, blank=True)

    class Meta:
        verbose_name = "别名申请"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "alias"], condition=Q(state="asked"), name="org_alias_asked_once")
        ]
