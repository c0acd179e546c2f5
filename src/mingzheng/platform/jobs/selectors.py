"""Reads about the queue for screens and for `/healthz`. Access is checked by the room that shows them."""

import datetime as dt

from django.db.models import Max, QuerySet
from django_tasks_db.models import DBTaskResult

from mingzheng.platform.jobs.models import DeadLetter, OutboxMessage, WorkerBeat
from mingzheng.platform.ledger.public import now


def find_worker_age() -> dt.timedelta | None:
    """Return how long ago any running worker was last seen, or None when there is none."""
    seen = WorkerBeat.objects.filter(stopped_at=None).aggregate(last=Max("seen_at"))["last"]
    return None if seen is None else max(now() - seen, dt.timedelta())


def list_dead_letters() -> QuerySet[DeadLetter]:
    """Return the failed jobs that wait for a decision, newest first."""
    return DeadLetter.objects.filter(state=DeadLetter.State.WAITING)


def list_unsettled_messages() -> QuerySet[OutboxMessage]:
    """Return the messages whose fate is unknown or that did not arrive, newest first."""
    return OutboxMessage.objects.filter(state__in=[OutboxMessage.State.UNKNOWN, OutboxMessage.State.FAILED])


def count_waiting() -> int:
    """Return how many jobs wait for a worker, those set for later included."""
    return DBTaskResult.objects.filter(status="READY").count()
