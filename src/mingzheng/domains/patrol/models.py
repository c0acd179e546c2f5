"""Sites, runs, what a run visited and found, attempts to open a site, and what a finding's case keeps."""

from decimal import Decimal

from django.db import models
from django.db.models import Q

from mingzheng.casework.public import CaseDetail
from mingzheng.domains.patrol.judging.indicators import INDICATORS
from mingzheng.domains.patrol.judging.scoring import BONUS_FROM, MOST_BONUS


class Site(models.Model):
    """A site that is inspected: who answers for it, how often, whether it is our own portal."""

    class Every(models.IntegerChoices):
        """How often a run starts by itself."""

        NEVER = 0, "不定期"
        DAILY = 1, "每天"
        WEEKLY = 7, "每周"
        MONTHLY = 30, "每月"

    name = models.CharField("网站名称", max_length=100)
    address = models.CharField("网址", max_length=500, unique=True)
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+", verbose_name="巡检单位")
    is_own = models.BooleanField("本区门户网站", default=False)
    has_services = models.BooleanField("有对外办事服务", default=True)
    opens_cases = models.BooleanField("问题转办整改", default=True)
    every_days = models.PositiveSmallIntegerField("巡检周期", choices=Every.choices, default=Every.NEVER)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-is_own", "name"]
        constraints = [
            models.UniqueConstraint(fields=["is_own"], condition=Q(is_own=True), name="patrol_one_own_site"),
        ]

    def __str__(self) -> str:
        return self.name


class Run(models.Model):
    """One inspection. `lease_until` keeps two workers from going on with the same run."""

    class State(models.TextChoices):
        """How far a run is."""

        WALKING = "walking", "巡检中"
        DONE = "done", "已完成"
        STOPPED = "stopped", "已停止"

    site = models.ForeignKey(Site, models.CASCADE, related_name="runs")
    state = models.CharField(max_length=8, choices=State.choices, default=State.WALKING)
    start = models.CharField("起始网址", max_length=1800, blank=True)
    aliases = models.JSONField(default=list)
    as_of = models.DateField("检查日")
    started_at = models.DateTimeField()
    started_by = models.CharField(max_length=60, blank=True)
    finished_at = models.DateTimeField(null=True)
    lease_until = models.DateTimeField(null=True)
    pages = models.PositiveIntegerField("已发现页数", default=0)
    links = models.PositiveIntegerField("已发现其他网址数", default=0)
    size = models.BigIntegerField("已读取字节", default=0)
    done = models.PositiveIntegerField("已核查网址数", default=0)
    pages_read = models.PositiveIntegerField("检查页数", default=0)
    is_cut = models.BooleanField("没有查完", default=False)
    points = models.DecimalField("得分", max_digits=5, decimal_places=2, null=True)
    verdict = models.CharField("结论", max_length=40, blank=True)
    bonus = models.DecimalField("人工评定加分", max_digits=4, decimal_places=2, null=True)
    bonus_reason = models.CharField("加分理由", max_length=500, blank=True, default="")
    bonus_name = models.CharField("评定人", max_length=80, blank=True, default="")
    lines = models.JSONField("指标", default=list)
    fresh = models.PositiveIntegerField("新出现", default=0)
    gone = models.PositiveIntegerField("已消除", default=0)
    unopened = models.PositiveIntegerField("尚未转办", default=0)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["site"], condition=Q(state="walking"), name="patrol_one_run_a_site"),
            models.CheckConstraint(
                condition=Q(bonus=None) | Q(bonus__gte=0, bonus__lte=MOST_BONUS) & ~Q(bonus_reason=""),
                name="patrol_bonus_within",
            ),
        ]

    @property
    def may_have_bonus(self) -> bool:
        """Say whether the bonus indicators are opened: finished, no veto, above 80 points."""
        return self.state == self.State.DONE and self.points is not None and self.points > BONUS_FROM

    @property
    def total(self) -> Decimal | None:
        """Return points with what people gave on top; None where nothing was scored."""
        return None if self.points is None else self.points + (self.bonus or 0 if self.may_have_bonus else 0)

    @property
    def known(self) -> int:
        """Return how many addresses are known so far."""
        return self.pages + self.links


class RunVisit(models.Model):
    """One address of a run: waiting, then seen. What a page says is kept as plain values until the next run but one."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="visits")
    url = models.CharField(max_length=1800)
    is_seen = models.BooleanField(default=False)
    depth = models.PositiveSmallIntegerField(default=0)
    found_on = models.CharField(max_length=1800, blank=True)
    words = models.CharField(max_length=200, blank=True)
    on_front = models.BooleanField(default=False)
    is_own = models.BooleanField(default=True)
    is_page = models.BooleanField(default=True)
    status = models.PositiveSmallIntegerField(default=0)
    fault = models.CharField(max_length=12, blank=True)
    detail = models.CharField(max_length=200, blank=True)
    seconds = models.FloatField(default=0.0)
    media_type = models.CharField(max_length=100, blank=True)
    size = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    final_url = models.CharField(max_length=1800, blank=True)
    is_whole = models.BooleanField(default=True)
    facts = models.JSONField(default=dict)
    at = models.CharField(max_length=32, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "url"], name="patrol_visit_once")]
        indexes = [models.Index(fields=["run", "is_seen", "id"], name="patrol_visit_waiting")]


class RunFinding(models.Model):
    """What a run found, with its evidence; `case` is the case that follows it up."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="findings")
    fingerprint = models.CharField(max_length=64)
    indicator = models.CharField(max_length=20)
    url = models.CharField(max_length=1800)
    page = models.CharField(max_length=200, blank=True)
    message = models.TextField()
    excerpt = models.CharField(max_length=1800, blank=True)
    advice = models.CharField(max_length=300, blank=True)
    mark = models.TextField(blank=True)
    evidence = models.JSONField(default=dict)
    is_new = models.BooleanField(default=False)
    case = models.ForeignKey("casework.Case", models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["run", "fingerprint"], name="patrol_finding_once")]


class SiteProbe(models.Model):
    """One attempt to open a site's front page."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="probes")
    at = models.DateTimeField()
    opened = models.BooleanField()
    seconds = models.FloatField()
    fault = models.CharField(max_length=12, blank=True)
    status = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["site", "at"], name="patrol_probe_week")]


class FindingDetail(CaseDetail):
    """What a finding's case keeps: where, under which indicator, what was read there, and what the last look showed."""

    site = models.ForeignKey(Site, models.PROTECT, null=True, related_name="+", verbose_name="网站")
    indicator = models.CharField(
        "指标", max_length=20, choices=[(code, item.title) for code, item in INDICATORS.items()], default="by_hand"
    )
    gravity = models.CharField(
        "严重程度", max_length=8, choices=[("grave", "严重"), ("ordinary", "一般")], default="ordinary"
    )
    url = models.CharField("网址", max_length=1800, blank=True)
    column = models.CharField("栏目", max_length=60, blank=True)
    message = models.TextField("问题", blank=True)
    excerpt = models.CharField("原文", max_length=1800, blank=True)
    advice = models.CharField("建议", max_length=300, blank=True)
    mark = models.TextField(blank=True)
    fingerprint = models.CharField(max_length=64, blank=True, db_index=True)
    evidence = models.JSONField(default=dict)
    last_seen_on = models.DateField("最近发现", null=True)
    looked_at = models.DateTimeField("最近复查", null=True)
    look = models.CharField("复查情况", max_length=200, blank=True)
    is_found_by_machine = models.BooleanField(default=False)
