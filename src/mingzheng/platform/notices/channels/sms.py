"""SMS. No gateway is bound: the double writes var/outbox/sms.jsonl, one line a message, for tests and for trying out.

An installation binds its gateway with `bind_gateway`; gateways know messages by our id, so asking twice is safe.
"""

import datetime as dt
import json
import uuid
from collections.abc import Callable

from django.conf import settings

from mingzheng.platform.jobs.public import Channel, Outgoing, post_message
from mingzheng.platform.ledger.public import now
from mingzheng.platform.notices.channels.base import Contact
from mingzheng.platform.notices.letters import Letter

Gateway = Callable[[str, str, str], str]


class Sms:
    """A person's mobile phone."""

    name = "sms"
    title = "短信"

    def reaches(self, contact: Contact) -> bool:
        """Say whether there is a number."""
        return bool(contact.phone)

    def hand_over(self, contact: Contact, letter: Letter, *, kind: str, subject_ref: str, at: dt.datetime) -> uuid.UUID:
        """Put the short form in the outbox."""
        payload = {"to": contact.phone, "text": letter.short}
        return post_message(channel=self.name, kind=kind, payload=payload, at=at, subject_ref=subject_ref)


def write_to_file(message_id: str, phone: str, text: str) -> str:
    """Be the gateway's double: append the message to the file and return "file"."""
    folder = settings.VAR_DIR / "outbox"
    folder.mkdir(parents=True, exist_ok=True)
    line = {"id": message_id, "to": phone, "text": text, "at": now().isoformat()}
    with (folder / "sms.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(line, ensure_ascii=False) + "\n")
    return "file"


_gateway: list[Gateway] = [write_to_file]


def bind_gateway(gateway: Gateway) -> None:
    """Let (message id, phone, text) -> reference send from now on."""
    _gateway[:] = [gateway]


def send(message: Outgoing) -> str:
    """Send one message."""
    return _gateway[0](message.message_id, message.payload["to"], message.payload["text"])


CHANNEL = Channel(name="sms", send=send, safe_to_repeat=True)
