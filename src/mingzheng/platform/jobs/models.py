"""Tables beside the queue (which the task library owns): workers seen, slots fired, dead letters, messages going out.

What happens to them is in `services`, `timetable` and `outbox`.
"""

import uuid

from django.db import models
from django.db.models import Q


class WorkerBeat(models.Model):
    """When a worker process was last seen alive. One row per process, removed some days after its end."""

    worker_id = models.CharField(max_length=64, unique=True)
    host = models.CharField(max_length=255)
    process_id = models.PositiveIntegerField()
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField(db_index=True)
    stopped_at = models.DateTimeField(null=True)


class TimetableSlot(models.Model):
    """One run of a timetable entry; the unique pair is what keeps two workers from running it twice."""

    name = models.CharField(max_length=100)
    slot = models.DateTimeField()
    job_id = models.UUIDField()
    fired_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "slot"], name="jobs_slot_runs_once")]


class DeadLetter(models.Model):
    """A job that failed for good and waits for a person's decision."""

    class State(models.TextChoices):
        WAITING = "waiting", "待处理"
        REQUEUED = "requeued", "已重新排队"
        DISCARDED = "discarded", "已放弃"

    job_id = models.UUIDField()
    task_path = models.CharField(max_length=300)
    arguments = models.JSONField(default=dict)
    attempts = models.PositiveIntegerField()
    enqueued_at = models.DateTimeField()
    failed_at = models.DateTimeField()
    error_class = models.CharField(max_length=300)
    traceback = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    decided_by = models.CharField(max_length=150, blank=True)
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-failed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["job_id"], condition=Q(state="waiting"), name="jobs_one_waiting_letter"),
        ]
        indexes = [models.Index(fields=["state", "-failed_at"], name="jobs_letter_state")]


class OutboxMessage(models.Model):
    """A message that leaves this system after its transaction committed, at least once, under a stable id."""

    class State(models.TextChoices):
        QUEUED = "queued", "待发送"
        SENDING = "sending", "发送中"
        SENT = "sent", "已送出"
        UNKNOWN = "unknown", "结果不明"
        FAILED = "failed", "未送达"
        DISCARDED = "discarded", "不再发送"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    channel = models.CharField(max_length=30)
    kind = models.CharField(max_length=60)
    subject_ref = models.CharField(max_length=100, blank=True)
    payload = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    attempts = models.PositiveIntegerField(default=0)
    error_code = models.CharField(max_length=200, blank=True)
    reference = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=150, blank=True)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-created_at", "pk"]
        indexes = [models.Index(fields=["state", "-created_at"], name="jobs_message_state")]
