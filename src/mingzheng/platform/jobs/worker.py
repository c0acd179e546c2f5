"""The worker process: the task library's loop, and a timekeeper thread beside it that keeps the queue healthy.

The timekeeper shows that this worker is alive, takes back jobs of dead workers, decides about failures nobody decided
about, and fires the timetable. The library's `Worker` is not a public class: its version is pinned and tests run it.
"""

import os
import socket
import threading
import uuid
from collections.abc import Callable
from typing import Any

import structlog
from django.db import close_old_connections, connection
from django.utils.module_loading import autodiscover_modules
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import exclusive_transaction

from mingzheng.platform.jobs import services
from mingzheng.platform.ledger.public import now

log = structlog.get_logger("mingzheng.jobs")
BEAT_SECONDS = 5.0


class Timekeeper(threading.Thread):
    """Beats and tidies every few seconds until stopped. A failure of one step is written down and tried again."""

    def __init__(self, worker_id: str) -> None:
        super().__init__(name="timekeeper", daemon=True)
        self.worker_id = worker_id
        self.ended = threading.Event()

    def run(self) -> None:
        """Work until `ended` is set."""
        while not self.ended.wait(BEAT_SECONDS):
            self.tick()
        connection.close()

    def tick(self) -> None:
        """Do every step once."""
        self._attempt("beat", self.beat)
        self._attempt("reclaim", lambda: services.reclaim_stale(at=now()))
        self._attempt("settle", lambda: services.settle_failures(at=now()))
        self._attempt("timetable", lambda: services.fire_due_slots(at=now()))

    def beat(self) -> None:
        """Show that this process is alive."""
        services.beat(self.worker_id, host=socket.gethostname(), process_id=os.getpid(), at=now())

    def _attempt(self, step: str, action: Callable[[], object]) -> None:
        close_old_connections()
        try:
            action()
        except Exception:
            log.exception("timekeeper", code=step, worker_id=self.worker_id)


def new_worker(*, batch: bool, interval: float, worker_id: str) -> Worker:
    """Return the library's worker for the default queue."""
    return Worker(
        queue_names=["default"],
        excluded_queue_names=[],
        interval=interval,
        batch=batch,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=worker_id,
    )


def run_worker(*, interval: float) -> None:
    """Work until told to stop: SIGTERM lets the job at hand finish; after a second one another worker takes over."""
    autodiscover_modules("jobs")
    worker_id = f"{socket.gethostname()[:20]}-{os.getpid()}-{uuid.uuid4().hex[:12]}"
    worker = new_worker(batch=False, interval=interval, worker_id=worker_id)
    timekeeper = Timekeeper(worker_id)
    worker.configure_signals()
    timekeeper.tick()
    timekeeper.start()
    try:
        worker.run()
    finally:
        timekeeper.ended.set()
        timekeeper.join(timeout=BEAT_SECONDS)
        services.record_stop(worker_id, at=now())


def run_waiting_jobs() -> None:
    """Run everything that is ready in this process and return; for tests and one-off commands."""
    autodiscover_modules("jobs")
    worker = new_worker(batch=True, interval=0, worker_id=f"batch-{uuid.uuid4().hex[:12]}")
    while (row := _claim(worker.worker_id)) is not None:
        worker.run_task(row)


def _claim(worker_id: str) -> "DBTaskResult[..., Any] | None":
    """Take the next job as the library's loop does, but without closing the connection around it."""
    with exclusive_transaction():
        row = DBTaskResult.objects.ready().get_locked()
        if row is not None:
            row.claim(worker_id)
    return row
