"""The one place that listens to the task library: decides what becomes of a job that has failed."""

from typing import Any

from django_tasks.base import TaskResult, TaskResultStatus
from django_tasks.signals import task_finished

from mingzheng.platform.jobs.services import settle_failure
from mingzheng.platform.ledger.public import now


def decide_after_failure(*, task_result: TaskResult[Any], **_: Any) -> None:
    """Decide what becomes of a job that has just failed."""
    if task_result.status == TaskResultStatus.FAILED:
        settle_failure(task_result.id, at=now())


def connect() -> None:
    """Listen, once per process."""
    task_finished.connect(decide_after_failure, dispatch_uid="mingzheng.jobs.decide_after_failure")
