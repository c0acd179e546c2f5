"""Writes around the queue: enqueue, retry, reclaim after a dead worker, dead letters, the timetable's slots.

Every function is safe to call at any time by any number of workers. The loop that calls them is in `worker`.
"""

import datetime as dt
import uuid
from typing import Any

import structlog
from django.db import IntegrityError, transaction
from django_tasks.base import Task, TaskResultStatus
from django_tasks_db.models import DBTaskResult

from mingzheng.platform.jobs.backend import PreparedBackend
from mingzheng.platform.jobs.models import DeadLetter, TimetableSlot, WorkerBeat
from mingzheng.platform.jobs.registry import GiveUpError, TimetableEntry, list_timetable, policy_of

log = structlog.get_logger("mingzheng.jobs")

STALE_AFTER = dt.timedelta(seconds=30)
LOST_WORKER = "mingzheng.platform.jobs.LostWorker"
GIVE_UP_CLASS = f"{GiveUpError.__module__}.{GiveUpError.__qualname__}"


def enqueue(job: Task[..., Any], /, *, run_after: dt.datetime | None = None, **kwargs: Any) -> uuid.UUID:
    """Queue a job in the caller's transaction and return its id: it runs only if that transaction commits."""
    declared = job.using(run_after=run_after) if run_after else job
    backend = declared.get_backend()
    if isinstance(backend, PreparedBackend):
        return backend.queue(declared, kwargs)
    return uuid.UUID(str(declared.enqueue(**kwargs).id))


def settle_failure(job_id: uuid.UUID | str, *, at: dt.datetime) -> None:
    """Decide about a failed job: another attempt later, or a dead letter."""
    with transaction.atomic():
        row = DBTaskResult.objects.select_for_update().filter(pk=job_id, status=TaskResultStatus.FAILED).first()
        if row is None:
            return
        attempts = len(row.worker_ids)
        policy = policy_of(row.task_path)
        if row.exception_class_path != GIVE_UP_CLASS and attempts < policy.attempts:
            row.status = TaskResultStatus.READY
            row.run_after = at + policy.delay_after(attempts)
            row.finished_at = None
            row.save(update_fields=["status", "run_after", "finished_at"])
            return
        _, created = DeadLetter.objects.get_or_create(
            job_id=row.pk,
            state=DeadLetter.State.WAITING,
            defaults={
                "task_path": row.task_path[:300],
                "arguments": row.args_kwargs,
                "attempts": attempts,
                "enqueued_at": row.enqueued_at,
                "failed_at": at,
                "error_class": row.exception_class_path[:300],
                "traceback": row.traceback,
            },
        )
    if created:
        log.error("dead letter", job=row.task_path, job_id=str(row.pk), attempt=attempts)


def settle_failures(*, at: dt.datetime) -> None:
    """Decide about failed jobs whose worker died before it could decide."""
    decided = DeadLetter.objects.exclude(state=DeadLetter.State.REQUEUED).values("job_id")
    overdue = DBTaskResult.objects.failed().filter(finished_at__lt=at - STALE_AFTER).exclude(pk__in=decided)
    for job_id in overdue.values_list("pk", flat=True)[:100]:
        settle_failure(job_id, at=at)


def reclaim_stale(*, at: dt.datetime) -> int:
    """Take back the jobs of workers that are no longer alive; return how many."""
    alive = set(
        WorkerBeat.objects.filter(seen_at__gte=at - STALE_AFTER, stopped_at=None).values_list("worker_id", flat=True)
    )
    reclaimed = 0
    for row in DBTaskResult.objects.running().filter(started_at__lt=at - STALE_AFTER).only("started_at", "worker_ids"):
        if row.worker_ids and row.worker_ids[-1] in alive:
            continue
        unchanged = DBTaskResult.objects.running().filter(pk=row.pk, started_at=row.started_at)
        changed = unchanged.update(
            status=TaskResultStatus.FAILED, finished_at=at, exception_class_path=LOST_WORKER, traceback=""
        )
        if changed:
            reclaimed += 1
            settle_failure(row.pk, at=at)
    if reclaimed:
        log.warning("reclaimed", count=reclaimed)
    return reclaimed


def beat(worker_id: str, *, host: str, process_id: int, at: dt.datetime) -> None:
    """Record that a worker is alive."""
    WorkerBeat.objects.update_or_create(
        worker_id=worker_id,
        defaults={"seen_at": at, "stopped_at": None},
        create_defaults={"seen_at": at, "started_at": at, "host": host[:255], "process_id": process_id},
    )


def record_stop(worker_id: str, *, at: dt.datetime) -> None:
    """Record that a worker ended by itself."""
    WorkerBeat.objects.filter(worker_id=worker_id).update(stopped_at=at, seen_at=at)


def fire_due_slots(*, at: dt.datetime) -> int:
    """Queue every timetable entry whose latest slot nobody has fired; return how many this call queued."""
    return sum(_fire(entry, at) for entry in list_timetable())


def _fire(entry: TimetableEntry, at: dt.datetime) -> bool:
    slot = entry.latest_slot(at)
    if TimetableSlot.objects.filter(name=entry.name, slot=slot).exists():
        return False
    try:
        with transaction.atomic():
            TimetableSlot.objects.create(name=entry.name, slot=slot, job_id=enqueue(entry.task), fired_at=at)
    except IntegrityError:  # another worker was quicker
        return False
    return True


def requeue_dead_letter(letter_id: int, *, decided_by: str, reason: str, at: dt.datetime) -> None:
    """Give a failed job all its attempts again. Raises DeadLetter.DoesNotExist when it no longer waits."""
    with transaction.atomic():
        letter = DeadLetter.objects.select_for_update().get(pk=letter_id, state=DeadLetter.State.WAITING)
        _decide(letter, DeadLetter.State.REQUEUED, decided_by, reason, at)
        DBTaskResult.objects.filter(pk=letter.job_id).update(
            status=TaskResultStatus.READY, run_after=at, worker_ids=[], started_at=None, finished_at=None
        )


def discard_dead_letter(letter_id: int, *, decided_by: str, reason: str, at: dt.datetime) -> None:
    """Decide that a failed job will not run again. Raises DeadLetter.DoesNotExist when it no longer waits."""
    with transaction.atomic():
        letter = DeadLetter.objects.select_for_update().get(pk=letter_id, state=DeadLetter.State.WAITING)
        _decide(letter, DeadLetter.State.DISCARDED, decided_by, reason, at)


def _decide(letter: DeadLetter, state: str, decided_by: str, reason: str, at: dt.datetime) -> None:
    letter.state, letter.decided_by, letter.reason, letter.decided_at = state, decided_by, reason, at
    letter.save(update_fields=["state", "decided_by", "reason", "decided_at"])


def prune(*, at: dt.datetime) -> None:
    """Remove what nobody needs any more: finished jobs after a week, slots and workers after a month."""
    finished = DBTaskResult.objects.successful().filter(finished_at__lt=at - dt.timedelta(days=7))
    finished.delete()
    month = at - dt.timedelta(days=30)
    TimetableSlot.objects.filter(fired_at__lt=month).delete()
    WorkerBeat.objects.filter(seen_at__lt=month).delete()
