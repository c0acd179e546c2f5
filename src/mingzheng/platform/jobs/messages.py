"""Writes of the outbox that other rooms and people make: post a message, decide about one whose fate is unknown."""

import datetime as dt
import uuid
from typing import Any

from django.db import transaction

from mingzheng.platform.jobs.jobs import deliver_message
from mingzheng.platform.jobs.models import OutboxMessage
from mingzheng.platform.jobs.services import enqueue

UNSETTLED = (OutboxMessage.State.UNKNOWN, OutboxMessage.State.FAILED)


def post_message(
    *, channel: str, kind: str, payload: dict[str, Any], at: dt.datetime, subject_ref: str = ""
) -> uuid.UUID:
    """Put a message in the outbox in the caller's transaction and return its stable id. It leaves after the commit."""
    with transaction.atomic():
        message = OutboxMessage.objects.create(
            channel=channel, kind=kind, subject_ref=subject_ref, payload=payload, created_at=at
        )
        enqueue(deliver_message, message_id=str(message.pk))
    return message.pk


def resend_message(message_id: uuid.UUID | str, *, decided_by: str, reason: str) -> None:
    """Send a message again that failed or whose fate is unknown, by a person's decision.

    Raises OutboxMessage.DoesNotExist when nothing is left to decide.
    """
    with transaction.atomic():
        _decide(message_id, OutboxMessage.State.QUEUED, decided_by, reason)
        enqueue(deliver_message, message_id=str(message_id))


def close_message(message_id: uuid.UUID | str, *, arrived: bool, decided_by: str, reason: str) -> None:
    """Record what a person found out: it arrived, or it will not be sent any more."""
    state = OutboxMessage.State.SENT if arrived else OutboxMessage.State.DISCARDED
    with transaction.atomic():
        _decide(message_id, state, decided_by, reason)


def _decide(message_id: uuid.UUID | str, state: str, decided_by: str, reason: str) -> None:
    message = OutboxMessage.objects.select_for_update().get(pk=message_id, state__in=UNSETTLED)
    message.state, message.decided_by, message.reason, message.attempts = state, decided_by, reason, 0
    message.save(update_fields=["state", "decided_by", "reason", "attempts"])
