"""The queue: what is enqueued runs after the commit, is tried again, and ends as a dead letter."""

import datetime as dt

import pytest
import time_machine
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from mingzheng.platform.jobs import services
from mingzheng.platform.jobs.models import DeadLetter, TimetableSlot, WorkerBeat
from mingzheng.platform.jobs.public import (
    enqueue,
    find_worker_age,
    list_dead_letters,
    requeue_dead_letter,
    run_waiting_jobs,
)
from mingzheng.platform.jobs.registry import RetryPolicy, TimetableEntry
from mingzheng.platform.jobs.tests import sample_jobs

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 3, 2, 12, 0, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def no_runs():
    sample_jobs.runs.clear()


def test_a_job_runs_with_its_arguments():
    enqueue(sample_jobs.note, text="甲")
    run_waiting_jobs()
    assert sample_jobs.runs == ["甲"]


def test_a_job_of_a_rolled_back_transaction_never_runs():
    with transaction.atomic():
        enqueue(sample_jobs.note, text="甲")
        transaction.set_rollback(True)
    run_waiting_jobs()
    assert sample_jobs.runs == []


def test_a_job_set_for_later_waits():
    with time_machine.travel(NOON, tick=False) as clock:
        enqueue(sample_jobs.note, run_after=NOON + dt.timedelta(hours=1), text="甲")
        run_waiting_jobs()
        assert sample_jobs.runs == []
        clock.move_to(NOON + dt.timedelta(hours=1, seconds=1))
        run_waiting_jobs()
    assert sample_jobs.runs == ["甲"]


def test_a_failing_job_is_tried_again_with_growing_delays_and_then_becomes_one_dead_letter():
    with time_machine.travel(NOON, tick=False) as clock:
        job_id = enqueue(sample_jobs.fail, text="乙")
        waits = []
        for _ in range(5):
            run_waiting_jobs()
            row = DBTaskResult.objects.get(pk=job_id)
            if row.status == "READY":
                waits.append((row.run_after - NOON).total_seconds())
            clock.move_to(NOON + dt.timedelta(seconds=60 * (len(waits) + 1)))
    assert sample_jobs.runs == ["乙"] * 3
    assert waits[0] == 1
    letter = list_dead_letters().get()
    assert (letter.job_id, letter.attempts, letter.error_class) == (job_id, 3, "builtins.RuntimeError")


def test_a_job_that_gives_up_is_not_tried_again():
    enqueue(sample_jobs.give_up)
    run_waiting_jobs()
    assert list_dead_letters().get().attempts == 1


def test_a_requeued_dead_letter_gets_all_its_attempts_again_and_may_die_again():
    enqueue(sample_jobs.give_up)
    run_waiting_jobs()
    first = list_dead_letters().get()
    requeue_dead_letter(first.pk, decided_by="系统管理员", reason="接口已恢复", at=NOON)
    run_waiting_jobs()
    assert list_dead_letters().count() == 1
    assert DeadLetter.objects.count() == 2
    with pytest.raises(DeadLetter.DoesNotExist):
        requeue_dead_letter(first.pk, decided_by="系统管理员", reason="重复操作", at=NOON)


def test_a_failure_nobody_decided_about_is_decided_by_the_sweep():
    job_id = enqueue(sample_jobs.give_up)
    DBTaskResult.objects.filter(pk=job_id).update(
        status="FAILED", finished_at=NOON, exception_class_path=services.GIVE_UP_CLASS, worker_ids=["w"]
    )
    services.settle_failures(at=NOON + dt.timedelta(minutes=5))
    services.settle_failures(at=NOON + dt.timedelta(minutes=6))
    assert list_dead_letters().get().job_id == job_id


def running_job(worker_id: str, started_at: dt.datetime):
    job_id = enqueue(sample_jobs.note, text="丙")
    DBTaskResult.objects.filter(pk=job_id).update(status="RUNNING", started_at=started_at, worker_ids=[worker_id])
    return job_id


def test_the_job_of_a_dead_worker_is_taken_back_and_the_one_of_a_living_worker_is_not():
    services.beat("dead", host="h", process_id=1, at=NOON)
    services.beat("alive", host="h", process_id=2, at=NOON)
    dead, alive = running_job("dead", NOON), running_job("alive", NOON)
    later = NOON + dt.timedelta(seconds=60)
    services.beat("alive", host="h", process_id=2, at=later)
    assert services.reclaim_stale(at=later) == 1
    assert DBTaskResult.objects.get(pk=dead).status == "READY"
    assert DBTaskResult.objects.get(pk=alive).status == "RUNNING"


def test_a_job_that_kills_its_workers_ends_as_a_dead_letter():
    job_id = running_job("dead", NOON)
    DBTaskResult.objects.filter(pk=job_id).update(worker_ids=["a", "b", "c", "d", "dead"])
    services.reclaim_stale(at=NOON + dt.timedelta(seconds=60))
    assert list_dead_letters().get().error_class == services.LOST_WORKER


def test_each_timetable_slot_is_queued_once_however_often_workers_look():
    with time_machine.travel(NOON, tick=False):
        first = services.fire_due_slots(at=NOON)
        again = services.fire_due_slots(at=NOON + dt.timedelta(seconds=5))
    assert first >= 1
    assert again == 0
    assert TimetableSlot.objects.filter(name="jobs.prune").count() == 1


def test_losing_the_race_for_a_slot_queues_nothing(monkeypatch):
    entry = TimetableEntry("t", sample_jobs.give_up, dt.timedelta(minutes=5), None)
    assert services._fire(entry, NOON)
    monkeypatch.setattr("django.db.models.query.QuerySet.exists", lambda self: False)
    before = DBTaskResult.objects.count()
    assert not services._fire(entry, NOON)
    assert DBTaskResult.objects.count() == before


@pytest.mark.parametrize(
    ("at", "slot"),
    [
        ("2026-03-02T03:20:00+08:00", "2026-03-02T03:20:00+08:00"),
        ("2026-03-02T03:19:59+08:00", "2026-03-01T03:20:00+08:00"),
        ("2026-03-01T20:00:00+00:00", "2026-03-02T03:20:00+08:00"),
    ],
)
def test_a_daily_slot_is_counted_in_shanghai_days(at, slot):
    entry = TimetableEntry("t", sample_jobs.give_up, None, dt.time(3, 20))
    assert entry.latest_slot(dt.datetime.fromisoformat(at)) == dt.datetime.fromisoformat(slot)


def test_delays_grow_fourfold_up_to_six_hours():
    policy = RetryPolicy(attempts=9)
    assert [policy.delay_after(n).total_seconds() for n in (1, 2, 3, 4, 9)] == [10, 40, 160, 640, 21600]


def test_the_age_of_the_worker_counts_running_workers_only():
    assert find_worker_age() is None
    with time_machine.travel(NOON, tick=False):
        services.beat("w", host="h", process_id=1, at=NOON - dt.timedelta(seconds=7))
        assert find_worker_age() == dt.timedelta(seconds=7)
        services.record_stop("w", at=NOON)
        assert find_worker_age() is None


def test_pruning_removes_old_successes_and_keeps_failures():
    done, failed = running_job("w", NOON), running_job("w", NOON)
    DBTaskResult.objects.filter(pk=done).update(status="SUCCESSFUL", finished_at=NOON)
    DBTaskResult.objects.filter(pk=failed).update(status="FAILED", finished_at=NOON)
    services.beat("w", host="h", process_id=1, at=NOON)
    services.prune(at=NOON + dt.timedelta(days=40))
    assert list(DBTaskResult.objects.values_list("pk", flat=True)) == [failed]
    assert not WorkerBeat.objects.exists()
