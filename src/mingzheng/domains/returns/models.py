"""Forms and returns: what is asked of whom, and what each unit has filled in. Values that count are readings (`figures`).

A line is working paper until the return is submitted; from then on its reading is the record.
"""

from django.db import models
from django.db.models import Q

from mingzheng.casework.public import CaseDetail
from mingzheng.figures.public import Period


class FormDetail(CaseDetail):
    """A form 填报表: a title, a period, a last day, its basis, the units asked, and who verifies."""

    period_key = models.CharField("填报时段", max_length=32, default="")
    due_on = models.DateField("截止日期")
    basis = models.CharField("填报依据", max_length=500, blank=True)
    note = models.TextField("填报要求", blank=True)
    unit_ids = models.JSONField("填报单位", default=list)
    verify_unit_ids = models.JSONField("核验单位", default=list)

    @property
    def period(self) -> Period:
        """Return the period the form asks about."""
        return Period.from_key(self.period_key)


class FormFigure(models.Model):
    """One figure a form asks for, with the form's own hint and bounds (in single units)."""

    class Beyond(models.TextChoices):
        """What happens to a value beyond the form's bounds."""

        EXPLAIN = "explain", "须说明"
        REFUSE = "refuse", "不予接收"

    form = models.ForeignKey(FormDetail, models.CASCADE, related_name="figures")
    order = models.PositiveSmallIntegerField()
    figure = models.CharField("指标", max_length=80)
    hint = models.CharField("填报说明", max_length=300, blank=True)
    is_required = models.BooleanField("必填", default=True)
    needs_evidence = models.BooleanField("须附佐证", default=False)
    minimum = models.DecimalField(max_digits=26, decimal_places=6, null=True)
    maximum = models.DecimalField(max_digits=26, decimal_places=6, null=True)
    beyond = models.CharField(max_length=8, choices=Beyond.choices, default=Beyond.EXPLAIN)

    class Meta:
        ordering = ["form", "order"]
        constraints = [
            models.UniqueConstraint(fields=["form", "figure"], name="returns_figure_once"),
            models.CheckConstraint(
                condition=Q(minimum__isnull=True) | Q(maximum__isnull=True) | Q(minimum__lte=models.F("maximum")),
                name="returns_bounds_ordered",
            ),
        ]


class FormRelation(models.Model):
    """How figures of a form must agree: a total and its parts, a part and its whole, a percentage."""

    class Kind(models.TextChoices):
        """The relations known."""

        SUM = "sum", "等于各项之和"
        PART = "part", "不大于"
        PERCENT = "percent", "百分比"

    form = models.ForeignKey(FormDetail, models.CASCADE, related_name="relations")
    order = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=Kind.choices)
    whole = models.CharField(max_length=80)
    parts = models.JSONField(default=list)

    class Meta:
        ordering = ["form", "order"]


class ReturnDetail(CaseDetail):
    """One unit's return of a form."""

    form = models.ForeignKey(FormDetail, models.PROTECT, related_name="returns")
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    not_involved_reason = models.TextField("不涉及的理由", blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["form", "unit"], name="returns_unit_once")]


class ReturnLine(models.Model):
    """What a unit says of one figure. `printed` is as typed; `problem` is the verifier's reason for sending it back."""

    class Origin(models.TextChoices):
        """Where the value of a line comes from."""

        TYPED = "typed", "本表填报"
        TAKEN = "taken", "沿用已有填报值"
        COMPUTED = "computed", "系统统计"

    item = models.ForeignKey(ReturnDetail, models.CASCADE, related_name="lines")
    order = models.PositiveSmallIntegerField()
    figure = models.CharField(max_length=80)
    printed = models.CharField("数值", max_length=60, blank=True)
    is_not_involved = models.BooleanField("不涉及", default=False)
    explanation = models.CharField("说明", max_length=500, blank=True)
    source_words = models.CharField("数据来源", max_length=300, blank=True)
    evidence = models.JSONField("佐证材料", default=list)
    origin = models.CharField(max_length=8, choices=Origin.choices, default=Origin.TYPED)
    problem = models.CharField("退回原因", max_length=500, blank=True)
    reading = models.ForeignKey("figures.Reading", models.PROTECT, null=True, related_name="+")
    filled_by = models.ForeignKey("org.Person", models.PROTECT, null=True, related_name="+")
    filled_name = models.CharField(max_length=60, blank=True)
    filled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["item", "order"]
        constraints = [models.UniqueConstraint(fields=["item", "figure"], name="returns_line_once")]
