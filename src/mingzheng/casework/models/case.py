"""The case 件 and who takes part in it. State, due date and lapse are written by the door alone."""

from django.db import models
from django.db.models import Q

from mingzheng.casework.declaration import PARTY_LABELS, PartyRole

# Written as a comparison: a bare boolean column is a condition no index of SQLite serves.
OPEN = Q(is_open__in=[True])


class Case(models.Model):
    """Something with an owner, a state and a clock.

    `due_on` is the cached earliest last day of the running main clocks; `lapse_on`/`lapse_state` say what the state
    becomes by itself after a day, so that readers see the effective state before the timetable ran.
    """

    class Urgency(models.IntegerChoices):
        NORMAL = 0, "一般"
        URGENT = 1, "加急"
        VERY_URGENT = 2, "特急"

    class Visibility(models.IntegerChoices):
        ORDINARY = 0, "一般"
        RESTRICTED = 1, "限参与单位"
        CLOSED = 2, "限承办人"

    number = models.CharField("编号", max_length=40, unique=True)
    procedure = models.CharField("事项类型", max_length=60)
    procedure_version = models.CharField("规程版本", max_length=20)
    title = models.CharField("标题", max_length=500)
    source = models.CharField("来源", max_length=300, blank=True)
    state = models.CharField("状态", max_length=60)
    is_open = models.BooleanField("在办", default=True)
    urgency = models.SmallIntegerField("紧急程度", choices=Urgency.choices, default=Urgency.NORMAL)
    visibility = models.SmallIntegerField("可见范围", choices=Visibility.choices, default=Visibility.ORDINARY)
    origin_unit = models.ForeignKey("org.Unit", models.PROTECT, verbose_name="交办单位", related_name="+")
    handling_unit = models.ForeignKey(
        "org.Unit", models.PROTECT, verbose_name="承办单位", related_name="+", null=True, blank=True, db_index=False
    )
    handler = models.ForeignKey(
        "org.Person", models.PROTECT, verbose_name="承办人", related_name="+", null=True, blank=True, db_index=False
    )
    parent = models.ForeignKey("self", models.PROTECT, verbose_name="上级件", related_name="children", null=True)
    merged_into = models.ForeignKey("self", models.PROTECT, verbose_name="并入", related_name="merged", null=True)
    tags = models.JSONField("标签", default=list)
    external_system = models.CharField("外部系统", max_length=100, blank=True)
    external_number = models.CharField("外部编号", max_length=100, blank=True)
    opened_on = models.DateField("发生日期")
    opened_at = models.DateTimeField("登记时间")
    closed_on = models.DateField("办结日期", null=True)
    due_on = models.DateField("办理期限", null=True)
    waiting_for = models.CharField("另待办理", max_length=120, blank=True)
    is_suspended = models.BooleanField("期限暂停", default=False)
    lapse_on = models.DateField("自动变化日", null=True)
    lapse_state = models.CharField("自动变化后的状态", max_length=60, blank=True)
    version = models.PositiveIntegerField("办理次数", default=0)
    last_act_at = models.DateTimeField("最近办理时间")

    class Meta:
        indexes = [
            models.Index(fields=["is_open", "due_on", "id"], name="case_open_due"),
            models.Index(fields=["procedure", "is_open", "due_on", "id"], name="case_procedure_open_due"),
            models.Index(fields=["procedure", "state", "id"], name="case_procedure_state"),
            models.Index(fields=["procedure", "opened_on", "id"], name="case_procedure_opened"),
            models.Index(fields=["procedure", "due_on", "id"], name="case_procedure_due"),
            models.Index(fields=["handling_unit", "due_on", "id"], name="case_unit_due"),
            models.Index(fields=["handling_unit", "is_open", "due_on"], name="case_unit_open_due"),
            models.Index(fields=["handling_unit", "opened_on", "id"], name="case_unit_opened"),
            models.Index(fields=["handling_unit", "closed_on", "id"], name="case_unit_closed"),
            models.Index(fields=["handler", "is_open", "due_on"], name="case_handler_open_due"),
            models.Index(fields=["external_number"], name="case_external", condition=~Q(external_number="")),
            models.Index(fields=["lapse_on"], name="case_lapse", condition=Q(lapse_on__isnull=False)),
            models.Index(fields=["last_act_at", "id"], name="case_last_act"),
            models.Index(fields=["opened_on", "id"], name="case_opened"),
            models.Index(fields=["closed_on", "id"], name="case_closed", condition=Q(closed_on__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(state=""), name="case_has_a_state"),
            models.CheckConstraint(
                condition=Q(is_open=True) | Q(closed_on__isnull=False), name="case_closed_has_a_day"
            ),
            models.UniqueConstraint(
                fields=["procedure", "external_system", "external_number"],
                condition=~Q(external_number=""),
                name="case_external_number_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class CaseDetail(models.Model):
    """What a domain keeps about its cases, one row each."""

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="%(app_label)s_%(class)s")

    class Meta:
        abstract = True


class CaseParty(models.Model):
    """A unit in its role. Carries copies of the case's openness and due date so that a unit's work list is one index."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="parties", db_index=False)
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+", db_index=False)
    role = models.CharField(max_length=10, choices=[(role.value, label) for role, label in PARTY_LABELS.items()])
    is_open = models.BooleanField(default=True)
    due_on = models.DateField(null=True)
    visibility = models.SmallIntegerField(default=0)
    joined_on = models.DateField()
    first_viewed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "unit", "role"], name="party_once_per_role"),
            models.CheckConstraint(condition=Q(role__in=[role.value for role in PartyRole]), name="party_role_known"),
        ]
        indexes = [models.Index(fields=["unit", "is_open", "role", "due_on", "case"], name="party_unit_open_role")]


class CaseWatcher(models.Model):
    """A person who asked to be told about a case."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="watchers")
    person = models.ForeignKey("org.Person", models.CASCADE, related_name="+")
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "case"], name="watch_once")]


class CaseLink(models.Model):
    """A relation between two cases that is neither parent nor merge."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="links")
    other = models.ForeignKey(Case, models.CASCADE, related_name="linked_from")
    kind = models.CharField(max_length=40)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "other", "kind"], name="link_once")]
