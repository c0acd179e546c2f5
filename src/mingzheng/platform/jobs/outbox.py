"""Messages that leave the system (e-mail, webhook, SMS): written in the act's transaction, sent after it.

Sent at least once: a channel that can be asked twice (it knows our message id) is asked again after a doubt; one that
cannot is not, the message is then "unknown" and a person decides. Channels live in `notices` and rooms that need one.
"""

import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from mingzheng.platform.jobs.models import OutboxMessage

MOST_ATTEMPTS = 8
State = OutboxMessage.State


class NotSentError(Exception):
    """Raised by a channel that is certain that nothing has left: trying again is safe."""


class UnknownChannelError(LookupError):
    """No channel of this name is registered."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What a channel gets. `message_id` stays the same over all attempts."""

    message_id: str
    kind: str
    subject_ref: str
    payload: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Channel:
    """A way out. `send` returns the receiver's reference or ""; it raises NotSentError when nothing has left."""

    name: str
    send: Callable[[Outgoing], str]
    safe_to_repeat: bool


_channels: dict[str, Channel] = {}


def register_channel(channel: Channel) -> None:
    """Make a way out known; a later registration of the same name replaces it."""
    _channels[channel.name] = channel


def find_channel(name: str) -> Channel | None:
    """Return the channel or None."""
    return _channels.get(name)


def deliver(message_id: uuid.UUID | str, *, at: dt.datetime) -> None:
    """Make one attempt to send a message. Raises NotSentError when it is to be tried again."""
    taken = _take(message_id, at)
    if taken is None:
        return
    message, channel = taken
    outgoing = Outgoing(str(message.pk), message.kind, message.subject_ref, message.payload)
    try:
        reference = channel.send(outgoing)
    except NotSentError as error:
        _try_again(message, error, at, otherwise=State.FAILED)
    except Exception as error:
        if channel.safe_to_repeat:
            _try_again(message, error, at, otherwise=State.UNKNOWN)
        else:
            _settle(message, State.UNKNOWN, at, error_code=_name(error))
    else:
        _settle(message, State.SENT, at, reference=reference[:200], error_code="")


def _take(message_id: uuid.UUID | str, at: dt.datetime) -> tuple[OutboxMessage, Channel] | None:
    """Claim the message for one attempt, or settle it when an earlier attempt ended without a word."""
    with transaction.atomic():
        message = OutboxMessage.objects.select_for_update().get(pk=message_id)
        if message.state not in {State.QUEUED, State.SENDING}:
            return None
        channel = find_channel(message.channel)
        if channel is None:
            raise UnknownChannelError(message.channel)
        if message.state == State.SENDING and not channel.safe_to_repeat:
            _settle(message, State.UNKNOWN, at, error_code="interrupted")
            return None
        message.state, message.attempts = State.SENDING, message.attempts + 1
        message.save(update_fields=["state", "attempts"])
    return message, channel


def _try_again(message: OutboxMessage, error: Exception, at: dt.datetime, *, otherwise: str) -> None:
    """Put the message back and raise; after the last attempt settle it."""
    last = message.attempts >= MOST_ATTEMPTS
    _settle(message, otherwise if last else State.QUEUED, at, error_code=_name(error))
    if not last:
        raise NotSentError(message.channel) from error


def _settle(message: OutboxMessage, state: str, at: dt.datetime, **values: str) -> None:
    settled = None if state == State.QUEUED else at
    OutboxMessage.objects.filter(pk=message.pk).update(state=state, settled_at=settled, **values)


def _name(error: Exception) -> str:
    """Return what a channel says stopped it ("HTTP 500"), of anything else the kind of error and nothing it holds."""
    said = str(error) if isinstance(error, NotSentError) else ""
    return (said or f"{type(error).__module__}.{type(error).__qualname__}")[:200]
