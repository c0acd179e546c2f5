"""Tables of archiving: archive files, hand-overs, appraisals. The case keeps its own row whatever happens to its file."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class Retention(models.TextChoices):
    """How long a file is kept 保管期限."""

    PERMANENT = "Y", "永久"
    THIRTY = "D30", "30年"
    TEN = "D10", "10年"


class HandOver(models.Model):
    """Files handed over to an archive 移交: to whom, when, and the two who signed for it."""

    made_on = models.DateField("移交日期")
    receiver = models.CharField("接收单位", max_length=120)
    handed_by = models.CharField("移交人", max_length=60)
    received_by = models.CharField("接收人", max_length=60)
    note = models.CharField("说明", max_length=300, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        app_label = "casework"
        db_table = "casework_archive_hand_over"


class Appraisal(models.Model):
    """An appraisal of files whose period ended 鉴定: destroy or keep on. Destruction takes two who sign, and not the proposer."""

    class Verdict(models.TextChoices):
        """What the appraisal says."""

        DESTROY = "destroy", "销毁"
        KEEP = "keep", "继续保管"

    class State(models.TextChoices):
        """How far it has come."""

        PROPOSED = "proposed", "待签字"
        DONE = "done", "已执行"
        REFUSED = "refused", "未同意"

    verdict = models.CharField("鉴定意见", max_length=8, choices=Verdict.choices)
    reason = models.TextField("理由")
    keep_years = models.PositiveSmallIntegerField("延长年数", default=0)
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    state = models.CharField("状态", max_length=8, choices=State.choices, default=State.PROPOSED)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_name = models.CharField("提出人", max_length=60)
    proposed_at = models.DateTimeField()
    first_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    first_name = models.CharField("签字人一", max_length=60, blank=True)
    first_at = models.DateTimeField(null=True)
    second_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    second_name = models.CharField("签字人二", max_length=60, blank=True)
    second_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "casework"
        db_table = "casework_archive_appraisal"
        constraints = [
            models.CheckConstraint(
                condition=Q(second_by__isnull=True) | Q(first_by__isnull=False) & ~Q(first_by=F("second_by")),
                name="archive_two_sign",
            ),
            models.CheckConstraint(
                condition=Q(first_by__isnull=True) | ~Q(first_by=F("proposed_by")), name="archive_proposer_signs_not"
            ),
        ]


class ArchiveFile(models.Model):
    """One case as an archive file 归档文件. `code` is its 档号; `checks` the four checks as they came out."""

    class State(models.TextChoices):
        """Where the file is."""

        KEPT = "kept", "本机关保管"
        HANDED_OVER = "handed_over", "已移交"
        DESTROYED = "destroyed", "已销毁"

    case = models.OneToOneField("casework.Case", models.PROTECT, related_name="archive_file")
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+", verbose_name="立档单位")
    fonds = models.CharField("全宗号", max_length=20)
    year = models.PositiveSmallIntegerField("年度")
    retention = models.CharField("保管期限", max_length=4, choices=Retention.choices)
    item = models.PositiveIntegerField("件号")
    code = models.CharField("档号", max_length=60, unique=True)
    title = models.CharField("题名", max_length=500)
    papers = models.PositiveIntegerField("附件数", default=0)
    digest = models.CharField("归档包摘要", max_length=64)
    bundle = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, related_name="+")
    checks = models.JSONField("四性检测", default=list)
    archived_on = models.DateField("归档日期")
    archived_by = models.CharField("归档人", max_length=60)
    expires_on = models.DateField("保管期满日", null=True)
    state = models.CharField("状态", max_length=12, choices=State.choices, default=State.KEPT)
    hand_over = models.ForeignKey(HandOver, models.PROTECT, null=True, related_name="files")
    appraisal = models.ForeignKey(Appraisal, models.PROTECT, null=True, related_name="files")
    destroyed_on = models.DateField("销毁日期", null=True)

    class Meta:
        app_label = "casework"
        db_table = "casework_archive_file"
        constraints = [
            models.UniqueConstraint(fields=["fonds", "year", "retention", "item"], name="archive_item_once"),
            models.CheckConstraint(
                condition=~Q(state="destroyed") | Q(bundle__isnull=True, destroyed_on__isnull=False),
                name="archive_destroyed_is_gone",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "state", "expires_on"], name="archive_unit_expiry"),
            models.Index(fields=["year", "retention", "item"], name="archive_order"),
        ]

    def __str__(self) -> str:
        return self.code


class ArchiveSeries(models.Model):
    """The last item number of a fonds, year and period; the row is the lock under which numbers are given without a gap."""

    fonds = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    retention = models.CharField(max_length=4)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        app_label = "casework"
        db_table = "casework_archive_series"
        constraints = [models.UniqueConstraint(fields=["fonds", "year", "retention"], name="archive_series_once")]
