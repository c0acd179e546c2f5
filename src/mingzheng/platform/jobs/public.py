"""The door of this room."""

from mingzheng.platform.jobs.messages import close_message, post_message, resend_message
from mingzheng.platform.jobs.outbox import Channel, NotSentError, Outgoing, register_channel
from mingzheng.platform.jobs.registry import GiveUpError, job, list_timetable, timetable
from mingzheng.platform.jobs.selectors import (
    count_waiting,
    find_worker_age,
    list_dead_letters,
    list_unsettled_messages,
)
from mingzheng.platform.jobs.services import discard_dead_letter, enqueue, requeue_dead_letter
from mingzheng.platform.jobs.worker import run_waiting_jobs

__all__ = [
    "Channel",
    "GiveUpError",
    "NotSentError",
    "Outgoing",
    "close_message",
    "count_waiting",
    "discard_dead_letter",
    "enqueue",
    "find_worker_age",
    "job",
    "list_dead_letters",
    "list_timetable",
    "list_unsettled_messages",
    "post_message",
    "register_channel",
    "requeue_dead_letter",
    "resend_message",
    "run_waiting_jobs",
    "timetable",
]
