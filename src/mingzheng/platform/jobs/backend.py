"""The queue's table as django-tasks-db has it, written with an insert that is compiled once: every act queues a job."""

import datetime as dt
import uuid
from typing import Any

from django.apps import apps
from django_tasks.base import Task
from django_tasks_db import DatabaseBackend
from django_tasks_db.compat import normalize_json

from mingzheng.platform.database.public import PreparedInsert

AT_ONCE = dt.datetime(9999, 1, 1, tzinfo=dt.UTC)  # how the library writes "no earlier than now"
_QUEUED: PreparedInsert[Any] = PreparedInsert(lambda: apps.get_model("django_tasks_database", "DBTaskResult"))


class PreparedBackend(DatabaseBackend):
    """The library's backend; only how a row is written differs."""

    def queue(self, task: Task[Any, Any], kwargs: dict[str, Any]) -> uuid.UUID:
        """Queue a job and return its id: as `enqueue`, without the picture of the row that nobody looks at."""
        self.validate_task(task)  # type: ignore[arg-type]  # stubs of a later Django
        key = self._task_to_db_task(task, (), kwargs).pk
        assert isinstance(key, uuid.UUID)
        return key

    def _task_to_db_task(self, task: Task[Any, Any], args: Any, kwargs: Any) -> Any:  # type: ignore[override]
        row = apps.get_model("django_tasks_database", "DBTaskResult")(
            id=self._get_id(),
            args_kwargs=normalize_json({"args": args, "kwargs": kwargs}),
            priority=task.priority,
            task_path=task.module_path,
            queue_name=task.queue_name,
            run_after=task.run_after or AT_ONCE,
            backend_name=self.alias,
        )
        return _QUEUED.insert(row)
