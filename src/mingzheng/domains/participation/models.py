"""Consultations with the articles of their drafts, what people said, what it was merged into; errors readers reported.

No name, telephone or mailbox stands here: they are in the encrypted part of the ledger, under the submission.
"""

from django.db import models
from django.db.models import Q

from mingzheng.casework.public import CaseDetail
from mingzheng.domains.participation.words import (
    AUTHORS,
    CHANNELS,
    ERROR_KINDS,
    ERROR_RESULTS,
    ERROR_SOURCES,
    KINDS,
    NOT_ADOPTED,
    PARTLY,
    VERDICTS,
)


class Consultation(CaseDetail):
    """What is asked, how, and for how long; the hearing, if one is held; how many submissions came so far."""

    kind = models.CharField("类别", max_length=12, choices=KINDS, blank=True, default="")
    touches_market = models.BooleanField("与市场主体生产经营密切相关", default=False)
    source = models.ForeignKey("casework.Case", models.PROTECT, null=True, related_name="+", verbose_name="制定件")
    text = models.TextField("草案", blank=True, default="")
    explanation = models.TextField("说明", blank=True, default="")
    contact = models.CharField("咨询单位和电话", max_length=200, blank=True, default="")
    means = models.TextField("提意见的方式", blank=True, default="")
    opens_on = models.DateField("开始日期", null=True)
    closes_on = models.DateField("截止日期", null=True)
    short_reason = models.CharField("缩短期限的理由", max_length=500, blank=True, default="")
    submission_count = models.PositiveIntegerField("收到意见（件）", default=0)
    feedback_on = models.DateField("反馈日期", null=True)
    feedback = models.TextField("采纳情况说明", blank=True, default="")
    stop_reason = models.TextField("终止的理由", blank=True, default="")
    hearing_on = models.DateField("听证日期", null=True)
    hearing_time = models.CharField("听证时间", max_length=40, blank=True, default="")
    hearing_place = models.CharField("听证地点", max_length=200, blank=True, default="")
    hearing_topic = models.TextField("听证事项", blank=True, default="")
    hearing_selection = models.TextField("参加人遴选办法", blank=True, default="")
    hearing_apply_by = models.DateField("报名截止", null=True)
    hearing_participants = models.TextField("听证参加人", blank=True, default="")
    hearing_materials_on = models.DateField("材料送达日期", null=True)
    hearing_record = models.TextField("听证情况", blank=True, default="")

    class Meta:
        indexes = [models.Index(fields=["closes_on"], name="participation_closes", condition=Q(opens_on__isnull=False))]


class Piece(models.Model):
    """One article of the draft as it was published, or an unnumbered part of it."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="pieces", db_index=False)
    position = models.PositiveIntegerField()
    label = models.CharField(max_length=30, blank=True, default="")
    path = models.CharField(max_length=300, blank=True, default="")
    text = models.TextField()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["consultation", "position"], name="participation_piece_place")]


class MergedOpinion(models.Model):
    """Opinions that say the same, in one sentence, with what became of them and why."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="merged")
    piece = models.ForeignKey(Piece, models.PROTECT, null=True, related_name="+")
    text = models.TextField()
    verdict = models.CharField(max_length=12, choices=VERDICTS)
    reason = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(verdict__in=[PARTLY, NOT_ADOPTED]) | ~Q(reason=""), name="participation_reason_given"
            )
        ]


class Submission(models.Model):
    """What one person or organisation sent at one time; `number` counts within the consultation."""

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="submissions", db_index=False)
    number = models.PositiveIntegerField()
    channel = models.CharField(max_length=12, choices=CHANNELS)
    author = models.CharField(max_length=12, choices=AUTHORS)
    has_contact = models.BooleanField(default=False)
    file_count = models.PositiveSmallIntegerField(default=0)
    received_at = models.DateTimeField()
    received_on = models.DateField(db_index=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "number"], name="participation_submission_number")
        ]

    @property
    def receipt(self) -> str:
        """Return the number the sender was given."""
        return f"{self.consultation.case.number}-{self.number:04d}"


class Opinion(models.Model):
    """One opinion of a submission: on an article, or on the whole draft."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="opinions")
    piece = models.ForeignKey(Piece, models.PROTECT, null=True, related_name="opinions")
    text = models.TextField()
    merged = models.ForeignKey(MergedOpinion, models.SET_NULL, null=True, related_name="opinions")

    class Meta:
        ordering = ["pk"]


class SiteError(CaseDetail):
    """An error somebody reported on the site 找错."""

    source = models.CharField("来源", max_length=12, choices=ERROR_SOURCES, blank=True, default="")
    kind = models.CharField("类型", max_length=12, choices=ERROR_KINDS, blank=True, default="")
    page = models.CharField("网页地址", max_length=500, blank=True, default="")
    words = models.TextField("反映的问题", blank=True, default="")
    result = models.CharField("核实结果", max_length=12, choices=ERROR_RESULTS, blank=True, default="")
    done = models.TextField("处理情况", blank=True, default="")
    reply = models.TextField("答复内容", blank=True, default="")
    ticket = models.CharField("平台工单", max_length=80, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ticket"], condition=~Q(ticket=""), name="participation_ticket_once")
        ]
