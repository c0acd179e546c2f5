"""The outbox: a message leaves after the commit, at least once under one id; an unknown fate is shown, not resent."""

import datetime as dt

import pytest
import time_machine
from django.db import transaction

from mingzheng.platform.jobs import outbox
from mingzheng.platform.jobs.models import OutboxMessage
from mingzheng.platform.jobs.public import (
    Channel,
    NotSentError,
    close_message,
    list_unsettled_messages,
    post_message,
    register_channel,
    resend_message,
    run_waiting_jobs,
)

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 3, 2, 12, 0, tzinfo=dt.UTC)


class Line:
    """A channel that does what it is told, call by call."""

    def __init__(self, *outcomes):
        self.outcomes = list(outcomes)
        self.ids = []

    def send(self, outgoing):
        self.ids.append(outgoing.message_id)
        outcome = self.outcomes.pop(0) if self.outcomes else None
        if outcome is not None:
            raise outcome
        return "ref-1"


@pytest.fixture
def line(monkeypatch):
    monkeypatch.setattr(outbox, "_channels", {})

    def make(*outcomes, safe_to_repeat):
        made = Line(*outcomes)
        register_channel(Channel("test", made.send, safe_to_repeat=safe_to_repeat))
        return made

    return make


def post():
    return post_message(channel="test", kind="digest", payload={"count": 3}, at=NOON)


def run_for_hours(hours=12):
    with time_machine.travel(NOON, tick=False) as clock:
        for minute in range(0, hours * 60, 10):
            clock.move_to(NOON + dt.timedelta(minutes=minute))
            run_waiting_jobs()


def state_of(message_id):
    return OutboxMessage.objects.get(pk=message_id).state


def test_a_message_is_sent_once(line):
    made = line(safe_to_repeat=False)
    message_id = post()
    run_for_hours(1)
    assert made.ids == [str(message_id)]
    assert state_of(message_id) == "sent"


def test_a_message_of_a_rolled_back_act_never_leaves(line):
    made = line(safe_to_repeat=False)
    with transaction.atomic():
        post()
        transaction.set_rollback(True)
    run_for_hours(1)
    assert made.ids == []


def test_a_message_that_certainly_did_not_leave_is_tried_again_under_the_same_id(line):
    made = line(NotSentError(), NotSentError(), safe_to_repeat=False)
    message_id = post()
    run_for_hours()
    assert made.ids == [str(message_id)] * 3
    assert state_of(message_id) == "sent"


def test_a_mail_whose_fate_is_unknown_is_shown_and_not_resent(line):
    made = line(TimeoutError(), safe_to_repeat=False)
    message_id = post()
    run_for_hours()
    assert made.ids == [str(message_id)]
    assert list_unsettled_messages().get().state == "unknown"


def test_a_webhook_whose_fate_is_unknown_is_sent_again(line):
    made = line(TimeoutError(), safe_to_repeat=True)
    message_id = post()
    run_for_hours()
    assert made.ids == [str(message_id)] * 2
    assert state_of(message_id) == "sent"


@pytest.mark.parametrize(("safe_to_repeat", "calls", "state"), [(False, 0, "unknown"), (True, 1, "sent")])
def test_an_attempt_interrupted_by_a_crash_is_repeated_only_where_that_is_safe(line, safe_to_repeat, calls, state):
    made = line(safe_to_repeat=safe_to_repeat)
    message_id = post()
    OutboxMessage.objects.filter(pk=message_id).update(state="sending", attempts=1)
    run_for_hours(1)
    assert len(made.ids) == calls
    assert state_of(message_id) == state


def test_after_the_last_attempt_the_message_counts_as_not_delivered_and_a_person_may_send_it_again(line):
    made = line(*[NotSentError("HTTP 503")] * outbox.MOST_ATTEMPTS, safe_to_repeat=False)
    message_id = post()
    run_for_hours(60)
    assert len(made.ids) == outbox.MOST_ATTEMPTS
    assert (state_of(message_id), list_unsettled_messages().get().error_code) == ("failed", "HTTP 503")
    resend_message(message_id, decided_by="系统管理员", reason="邮件服务器已恢复")
    run_waiting_jobs()
    assert state_of(message_id) == "sent"


def test_a_person_closes_a_doubtful_message_once(line):
    line(TimeoutError(), safe_to_repeat=False)
    message_id = post()
    run_for_hours(1)
    close_message(message_id, arrived=True, decided_by="系统管理员", reason="对方已确认收到")
    assert state_of(message_id) == "sent"
    with pytest.raises(OutboxMessage.DoesNotExist):
        close_message(message_id, arrived=False, decided_by="系统管理员", reason="重复操作")
