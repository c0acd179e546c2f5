"""A division scheme 分工方案 as read from its document, before and after it is booked 建账."""

from django.db import models

from mingzheng.casework.public import CaseDetail


def join_heading(number: str, title: str) -> str:
    """Return a heading as printed: 一、优化…; a number in brackets needs no mark behind it."""
    plain = number and number[-1] not in "）).、．"
    return f"{number}{'、' if plain and title else ''}{title}"


class SchemeDetail(CaseDetail):
    """The scheme itself; its case runs checking, soliciting opinions and booking."""

    class Kind(models.TextChoices):
        DRAFT = "draft", "代拟稿（拟征求意见）"
        ISSUED = "issued", "已正式印发"

    year = models.PositiveSmallIntegerField("年度")
    doc_number = models.CharField("文号", max_length=100, blank=True)
    issuer = models.CharField("发文机关", max_length=200, blank=True)
    issued_on = models.DateField("成文日期", null=True, blank=True)
    publicity = models.CharField("公开方式", max_length=40, blank=True)
    kind = models.CharField("性质", max_length=10, choices=Kind.choices, default=Kind.ISSUED)
    copies = models.JSONField("抄报抄送", default=list)
    recipients_text = models.TextField("主送（原文）", blank=True)
    recipient_units = models.ManyToManyField("org.Unit", related_name="+", blank=True)
    source_file = models.PositiveBigIntegerField("来源文件", null=True)
    source_blocks = models.JSONField("原文段落", default=list)
    solicit_until = models.DateField("征求意见截止", null=True)
    booked_on = models.DateField("建账日期", null=True)
    follows = models.ForeignKey("self", models.PROTECT, null=True, related_name="followed_by")

    class Meta:
        indexes = [models.Index(fields=["year"], name="workplan_scheme_year")]


class Requirement(models.Model):
    """One numbered requirement 具体要求, or a duty stated before the list. `case` is its ledger row once booked."""

    scheme = models.ForeignKey(SchemeDetail, models.PROTECT, related_name="requirements")
    order = models.PositiveIntegerField()
    is_preamble = models.BooleanField(default=False)
    heading_number = models.CharField(max_length=20, blank=True)
    heading = models.CharField("工作要求", max_length=500, blank=True)
    task_number = models.CharField(max_length=20, blank=True)
    task = models.CharField("具体任务", max_length=500, blank=True)
    number = models.CharField("序号", max_length=20, blank=True)
    title = models.CharField("要点", max_length=500, blank=True)
    text = models.TextField("具体要求")
    deadline_text = models.CharField("时限（原文）", max_length=200, blank=True)
    deadline_kind = models.CharField(max_length=12, blank=True)
    due_on = models.DateField("完成时限", null=True)
    interval = models.CharField("周期", max_length=12, blank=True)
    times = models.PositiveSmallIntegerField(null=True)
    raw_units = models.TextField("责任单位（原文）", blank=True)
    all_units = models.BooleanField("各单位", default=False)
    case = models.OneToOneField("casework.Case", models.PROTECT, null=True, related_name="workplan_requirement_row")

    class Meta:
        ordering = ["scheme", "order"]
        constraints = [models.UniqueConstraint(fields=["scheme", "order"], name="workplan_requirement_order_once")]

    @property
    def label(self) -> str:
        """Return how people name the row: its number, or its place before the list."""
        if self.number:
            return f"第{self.number}项"
        return (self.title or "总体要求") if self.is_preamble else f"第{self.order}条"

    @property
    def mark(self) -> str:
        """Return what stands in the column of numbers: the printed number, else 总 or the place in the list."""
        return self.number or ("总" if self.is_preamble else str(self.order))

    @property
    def heading_path(self) -> str:
        """Return heading and task as one line."""
        parts = (join_heading(self.heading_number, self.heading), join_heading(self.task_number, self.task))
        return " / ".join(part for part in parts if part.strip())


class RequirementUnit(models.Model):
    """A unit as the scheme prints it for a requirement, and the unit of the tree it was matched to (null: to be asked)."""

    class Role(models.TextChoices):
        LEAD = "lead", "牵头"
        CO = "co", "配合"
        GUIDE = "guide", "指导"

    requirement = models.ForeignKey(Requirement, models.CASCADE, related_name="units")
    role = models.CharField(max_length=6, choices=Role.choices)
    printed = models.CharField("原文", max_length=300)
    unit = models.ForeignKey("org.Unit", models.PROTECT, null=True, related_name="+")
    sections = models.JSONField("括注科室", default=list)
    section_units = models.ManyToManyField("org.Unit", related_name="+", blank=True)
    candidates = models.JSONField("可能的单位", default=list)
    is_dismissed = models.BooleanField("不列入", default=False)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "id"]


class SchemeFinding(models.Model):
    """Something about the document that somebody must look at; settled with a word why."""

    scheme = models.ForeignKey(SchemeDetail, models.CASCADE, related_name="findings")
    requirement = models.ForeignKey(Requirement, models.CASCADE, null=True, related_name="findings")
    code = models.CharField(max_length=40)
    message = models.CharField(max_length=500)
    quote = models.TextField(blank=True)
    is_blocking = models.BooleanField(default=False)
    settled_how = models.CharField("处理", max_length=500, blank=True)
    settled_by = models.CharField(max_length=100, blank=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]


class SchemeOpinion(models.Model):
    """A unit's opinion on, or claim of, a requirement while the draft goes round 征求意见/认领."""

    class Position(models.TextChoices):
        AGREE = "agree", "无意见"
        CLAIM = "claim", "认领"
        CHANGE = "change", "建议修改"
        OBJECT = "object", "不认领"

    scheme = models.ForeignKey(SchemeDetail, models.CASCADE, related_name="opinions")
    requirement = models.ForeignKey(Requirement, models.CASCADE, null=True, related_name="opinions")
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    position = models.CharField(max_length=8, choices=Position.choices)
    text = models.TextField(blank=True)
    given_on = models.DateField()
    handled_how = models.CharField("采纳情况", max_length=500, blank=True)
    is_adopted = models.BooleanField(null=True)
