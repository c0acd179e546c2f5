"""E-mail through Django's mail settings; without a mail server the letters are written to files under var/outbox/mail.

A mail server cannot be asked twice about one letter: only what certainly did not leave is tried again. After a broken
connection the fate is unknown and a person decides (`jobs`). The Message-ID carries the outbox's stable id.
"""

import datetime as dt
import smtplib
import socket
import uuid
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from mingzheng.platform.jobs.public import Channel, NotSentError, Outgoing, post_message
from mingzheng.platform.notices.channels.base import Contact
from mingzheng.platform.notices.letters import Letter

SMTP_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
FILE_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
CERTAINLY_NOT_SENT = (
    smtplib.SMTPConnectError,
    smtplib.SMTPHeloError,
    smtplib.SMTPAuthenticationError,
    smtplib.SMTPSenderRefused,
    smtplib.SMTPRecipientsRefused,
    smtplib.SMTPDataError,
    smtplib.SMTPNotSupportedError,
    ConnectionRefusedError,
    socket.gaierror,
)


class Mail:
    """A person's e-mail address."""

    name = "email"
    title = "电子邮件"

    def reaches(self, contact: Contact) -> bool:
        """Say whether there is an address."""
        return bool(contact.email)

    def hand_over(self, contact: Contact, letter: Letter, *, kind: str, subject_ref: str, at: dt.datetime) -> uuid.UUID:
        """Put the letter in the outbox."""
        payload = {"to": contact.email, "subject": letter.subject, "text": letter.text}
        return post_message(channel=self.name, kind=kind, payload=payload, at=at, subject_ref=subject_ref)


def is_configured() -> bool:
    """Say whether a mail server (or another backend) was named."""
    return settings.EMAIL_BACKEND != SMTP_BACKEND or settings.EMAIL_HOST not in {"", "localhost"}


def send(message: Outgoing) -> str:
    """Send one letter; raises NotSentError when it certainly did not leave."""
    options: dict[str, Any] = {}
    if not is_configured():
        options = {"backend": FILE_BACKEND, "file_path": str(settings.VAR_DIR / "outbox" / "mail")}
    letter = EmailMessage(
        subject=message.payload["subject"],
        body=message.payload["text"],
        to=[message.payload["to"]],
        headers={"Message-ID": f"<{message.message_id}@mingzheng.invalid>", "Auto-Submitted": "auto-generated"},
        connection=get_connection(**options),
    )
    try:
        letter.send()
    except CERTAINLY_NOT_SENT as error:
        raise NotSentError(type(error).__name__) from error
    return "" if is_configured() else "file"


CHANNEL = Channel(name="email", send=send, safe_to_repeat=False)
