"""What is kept of an application beside its case. Names, numbers of documents and contacts are not here.

They stand in the ledger, encrypted under a key of the case's own, and go with that key when it is destroyed.
"""

from django.db import models
from django.db.models import Q

from mingzheng.casework.public import CaseDetail
from mingzheng.domains.foi.annual.models import AnnualExplanation, AnnualReport, AnnualText
from mingzheng.domains.foi.citizen.models import (
    AccessCode,
    CheckableLetter,
    CitizenCase,
    CitizenDraft,
    IdentityProof,
    LookedCount,
)
from mingzheng.domains.foi.contests.models import Contest
from mingzheng.domains.foi.corrections.models import Correction
from mingzheng.domains.foi.grounds import GROUNDS
from mingzheng.domains.foi.mirror.models import ExternalApplication
from mingzheng.domains.foi.office.models import DeliveryAttempt, Letter, PublicAnswer, PublicAnswerFile, Redaction
from mingzheng.domains.foi.office.records import DifficultQuestion, ProactiveProposal
from mingzheng.domains.foi.receipt import CHANNEL_LABELS, DELIVERY_LABELS
from mingzheng.proofing.disclosure.form import APPLICANTS, TOTAL
from mingzheng.proofing.masking import mask_text

__all__ = [
    "APPLICANT_KINDS",
    "AccessCode",
    "AnnualExplanation",
    "AnnualReport",
    "AnnualText",
    "Application",
    "CheckableLetter",
    "CitizenCase",
    "CitizenDraft",
    "Contest",
    "Correction",
    "DeliveryAttempt",
    "DifficultQuestion",
    "ExternalApplication",
    "IdentityProof",
    "Letter",
    "LookedCount",
    "ProactiveProposal",
    "PublicAnswer",
    "PublicAnswerFile",
    "Redaction",
]
APPLICANT_KINDS = tuple((kind.code, kind.label) for kind in APPLICANTS if kind.code != TOTAL)


class Application(CaseDetail):
    """One application 申请. `applicant_key` tells whether two come from the same applicant, and nothing else."""

    channel = models.CharField(
        "提交方式", max_length=16, choices=[(c.value, label) for c, label in CHANNEL_LABELS.items()]
    )
    arrived_on = models.DateField("到达日期")
    received_on = models.DateField("收到申请之日", null=True)
    applicant_kind = models.CharField("申请人类型", max_length=16, choices=APPLICANT_KINDS)
    applicant_key = models.CharField(max_length=64, blank=True)
    content = models.TextField("申请内容", blank=True)
    form_wanted = models.CharField("获取信息的方式", max_length=200, blank=True)
    supplement = models.TextField("补正内容", blank=True)
    ground = models.CharField("处理决定", max_length=4, blank=True, choices=[(g.code, g.title) for g in GROUNDS])
    withheld_ground = models.CharField("不予公开部分的依据", max_length=4, blank=True)
    support = models.JSONField("依据与说明", default=dict)
    reply = models.TextField("答复内容", blank=True)
    letter = models.TextField("答复书正文", blank=True)
    late_reason = models.TextField("逾期原因", blank=True)
    number = models.CharField("答复文号", max_length=60, blank=True)
    approved_on = models.DateField("签发日期", null=True)
    delivery = models.CharField(
        "送达方式", max_length=12, blank=True, choices=[(d.value, label) for d, label in DELIVERY_LABELS.items()]
    )
    tracking = models.CharField("邮件号或送达凭证", max_length=100, blank=True)
    decided_on = models.DateField("答复日期", null=True)
    joint = models.CharField("合并答复的申请", max_length=400, blank=True)
    fee = models.PositiveIntegerField("信息处理费（元）", default=0)
    fee_units = models.PositiveSmallIntegerField("计费件数", default=1)
    fee_paid_on = models.DateField("缴费日期", null=True)

    @property
    def is_emptied(self) -> bool:
        """Say whether its file was destroyed: of an application that is kept, what was asked for stands here."""
        return not self.content

    @property
    def searched_words(self) -> str:
        """Return what the index may know of the content: numbers of people are not in it."""
        return mask_text(self.content)[0]

    class Meta:
        indexes = [
            models.Index(fields=["received_on", "applicant_kind"], name="foi_received"),
            models.Index(fields=["decided_on", "ground"], name="foi_decided"),
            models.Index(fields=["applicant_key", "received_on"], name="foi_same_applicant"),
            models.Index(fields=["joint"], name="foi_joint", condition=~Q(joint="")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_on__isnull=True) | ~Q(ground=""), name="foi_decided_on_some_ground"
            ),
            models.CheckConstraint(
                condition=Q(received_on__isnull=True) | Q(received_on__gte=models.F("arrived_on")),
                name="foi_received_after_arrival",
            ),
        ]
