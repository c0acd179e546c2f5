"""Tables of messages: the inbox, a person's preferences, the digests sent, webhook subscriptions.

What waits to leave the system stands in the outbox of `jobs`. Writes live in `services`, `digests` and `webhooks`.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q


class Notice(models.Model):
    """One line in one person's inbox: how many of what, and where to look. Never a title, never a content."""

    person = models.ForeignKey("org.Person", on_delete=models.CASCADE, related_name="notices", db_index=False)
    kind = models.CharField("类别", max_length=100)
    subject_ref = models.CharField(max_length=100)
    text = models.CharField("内容", max_length=120)
    url = models.CharField("去向", max_length=300)
    urgent = models.BooleanField("紧急", default=False)
    created_at = models.DateTimeField("时间")
    read_at = models.DateTimeField("已读时间", null=True)
    handed_over_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "消息"
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["person", "subject_ref", "kind"], name="notices_notice_told_once"),
        ]
        indexes = [
            models.Index(fields=["person", "-created_at", "-id"], name="notices_inbox"),
            models.Index(fields=["person"], condition=Q(read_at=None), name="notices_unread"),
            models.Index(fields=["created_at"], condition=Q(handed_over_at=None), name="notices_not_handed_over"),
            models.Index(fields=["subject_ref", "kind"], name="notices_subject"),
        ]


class Preference(models.Model):
    """By which ways a person wants to hear; without a row the defaults of this class hold. The inbox always is."""

    person = models.OneToOneField("org.Person", on_delete=models.CASCADE, primary_key=True, related_name="+")
    digest_by_email = models.BooleanField("每日摘要发邮件", default=True)
    urgent_by_email = models.BooleanField("紧急消息发邮件", default=True)
    urgent_by_sms = models.BooleanField("紧急消息发短信", default=False)
    urgent_at_night = models.BooleanField("免打扰时段内仍发送紧急消息", default=False)
    changed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "接收方式"


class Digest(models.Model):
    """One day's digest of one person; the unique pair is what keeps it to one a day."""

    person = models.ForeignKey("org.Person", on_delete=models.CASCADE, related_name="+", db_index=False)
    on = models.DateField("日期")
    count = models.PositiveIntegerField("条数")
    message_id = models.UUIDField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = "每日摘要"
        constraints = [models.UniqueConstraint(fields=["person", "on"], name="notices_digest_once_a_day")]
        indexes = [models.Index(fields=["on"], name="notices_digest_day")]


class WebhookSubscription(models.Model):
    """A program that wants to be called when something happens. `sealed_secret` is the signing key, encrypted.

    `events` holds names ("case.urge") or a prefix with a star ("case.*").
    """

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="webhooks")
    title = models.CharField("用途", max_length=80)
    url = models.CharField("接收地址", max_length=500)
    sealed_secret = models.CharField(max_length=300)
    events = models.JSONField("事件", default=list)
    is_active = models.BooleanField("启用", default=True)
    version = models.PositiveIntegerField(default=1)
    failures = models.PositiveIntegerField("连续失败次数", default=0)
    last_failed_at = models.DateTimeField("上次失败", null=True)
    last_delivered_at = models.DateTimeField("上次送达", null=True)
    paused_because = models.CharField("停用原因", max_length=200, blank=True, default="")
    created_at = models.DateTimeField("建立时间")

    class Meta:
        verbose_name = "回调订阅"
        ordering = ["id"]
        indexes = [models.Index(fields=["is_active", "id"], name="notices_webhook_active")]
