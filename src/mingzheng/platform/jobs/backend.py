"""The queue's table as django-tasks-db has it, written with an insert that is compiled once: every act queues a job."""

import datetime as dt
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
