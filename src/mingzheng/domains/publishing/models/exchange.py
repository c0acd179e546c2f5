"""Tables of what goes to and comes from other sites: reconciliations with the provincial platform, old articles brought over."""

from django.conf import settings
from django.db import models


class Reconciliation(models.Model):
    """A list of the provincial platform set against ours: what both have, one has, or both have differently."""

    file = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, related_name="+")
    title = models.CharField("名称", max_length=200)
    since = models.DateField("起")
    until = models.DateField("止")
    lines = models.JSONField("对照")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_name = models.CharField("制作人", max_length=80)
    made_at = models.DateTimeField("制作时间")

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return self.title


class Migration(models.Model):
    """Old articles brought over together: the list, the packed files, every line as it was judged, and how far it is."""

    class State(models.TextChoices):
        CHECKED = "checked", "待确认"
        RUNNING = "running", "正在迁入"
        DONE = "done", "已迁入"
        DROPPED = "dropped", "已放弃"

    state = models.CharField("进度", max_length=10, choices=State.choices, default=State.CHECKED)
    list_file = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, related_name="+")
    box_file = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, related_name="+")
    name = models.CharField("名称", max_length=200)
    answers = models.JSONField("栏目对应", default=dict)
    lines = models.JSONField("逐行", default=list)
    loaded = models.PositiveIntegerField("已迁入", default=0)
    failed = models.JSONField("未迁入", default=list)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_name = models.CharField("提交人", max_length=80)
    made_at = models.DateTimeField("提交时间")
    ended_at = models.DateTimeField("完成时间", null=True)

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=("checked", "running", "done", "dropped")),
                name="publishing_migration_state",
            )
        ]

    def __str__(self) -> str:
        return self.name
