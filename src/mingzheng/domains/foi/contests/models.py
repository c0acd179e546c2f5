"""What is kept of a review or a suit beside its case. Who contests stands in the application alone."""

from django.db import models
from django.db.models import Q

from mingzheng.casework.public import CaseDetail

TRACKS = (
    ("review_ordinary", "行政复议（普通程序）"),
    ("review_simple", "行政复议（简易程序）"),
    ("direct", "行政诉讼（未经复议直接起诉）"),
    ("after_review", "行政诉讼（复议后起诉）"),
)
RESULTS = (("upheld", "结果维持"), ("corrected", "结果纠正"), ("otherwise", "其他结果"))


class Contest(CaseDetail):
    """One review or suit. `application` is the case of the answer it is about, where it is known here."""

    track = models.CharField("种类", max_length=16, choices=TRACKS)
    application = models.ForeignKey(
        "casework.Case", models.PROTECT, null=True, related_name="+", verbose_name="被复议、被诉的申请"
    )
    body = models.CharField("复议机关或者法院", max_length=120)
    their_number = models.CharField("案号", max_length=80, blank=True)
    received_on = models.DateField("收到通知书之日")
    claim = models.TextField("请求和理由", blank=True)
    evidence = models.TextField("证据目录", blank=True)
    replied_on = models.DateField("提交答复、答辩之日", null=True)
    result = models.CharField("结果", max_length=12, choices=RESULTS, blank=True)
    decided_on = models.DateField("审结日期", null=True)
    ruling = models.TextField("决定、裁判的要点", blank=True)
    correction = models.TextField("纠正情况", blank=True)
    lesson = models.TextField("需要改进的问题", blank=True)

    is_struck = models.BooleanField("已撤销登记", default=False)

    class Meta:
        db_table = "foi_contest"
        indexes = [models.Index(fields=["received_on", "track"], name="foi_contest_received")]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_on__isnull=True) | ~Q(result=""), name="foi_contest_decided_on_a_result"
            )
        ]
